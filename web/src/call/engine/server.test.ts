import { expect, it, vi } from 'vitest'
import { ThroughServer } from './server'
import type { Heard, MediaSignal } from './wire'

/** What connections heard, in order: `ada|screen offer`. */
const heard: string[] = []
vi.mock('./subscription', () => ({
  Subscription: class {
    pc = null
    constructor(readonly session: string, readonly kind: string) {}
    need() {}
    close() { heard.push(`${this.session}|${this.kind} close`) }
    offer() { heard.push(`${this.session}|${this.kind} offer`) }
    take(data: MediaSignal) { heard.push(`${this.session}|${this.kind} ${data.type}`) }
  },
}))

it('shows the screen of somebody who offered it before one knew that they are in the call', () => {
  const path = new ThroughServer({ self: 'eve', send: () => undefined }, { stream: () => undefined } as unknown as Heard, [], false)
  path.people([])

  expect(path.hear('bob', { type: 'offer', roomType: 'screen' })).toBe(true)
  expect(path.hear('bob', { type: 'candidate', roomType: 'screen' })).toBe(true)
  path.wish(new Map())
  expect(heard).toEqual([])

  path.people([{ session: 'bob', sendsAudio: false, sendsVideo: false }])
  expect(heard).toEqual(['bob|screen offer', 'bob|screen candidate'])
})
