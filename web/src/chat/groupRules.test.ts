import { describe, expect, it } from 'vitest'
import type { Message } from '@/api/types'
import { foldEvents, itemsOf } from './groupRules'
import { event, sample } from './samples'

const at = (id: number, timestamp: number, over: Partial<Message> = {}) => sample(id, { timestamp, ...over })
const day = (timestamp: number) => String(Math.floor(timestamp / 86400))
const shape = (messages: Message[], newAfter: number | null = null) =>
  itemsOf(messages, newAfter, day).map((item) => {
    if (item.kind === 'message') return `${item.message.id}${item.isFirst ? '*' : ''}`
    return item.kind === 'events' ? `events(${item.messages.map(({ id }) => id)})` : item.kind
  })

describe('what is shown', () => {
  it.each<[string, Message[], number | null, string[]]>([
    ['nothing of nothing', [], null, []],
    ['one person in one group', [at(1, 10), at(2, 20)], null, ['day', '1*', '2']],
    ['another person begins another', [at(1, 10), at(2, 20, { actorId: 'bob' }), at(3, 30)], null, ['day', '1*', '2*', '3*']],
    ['a guest is not an account of the same id', [at(1, 10), at(2, 20, { actorType: 'guests' })], null, ['day', '1*', '2*']],
    ['a long pause begins another', [at(1, 10), at(2, 310), at(3, 611)], null, ['day', '1*', '2', '3*']],
    ['so does a day', [at(1, 86390), at(2, 86401)], null, ['day', '1*', 'day', '2*']],
    ['events stand together and part groups', [at(1, 10), event(2, 'call_joined', { timestamp: 11 }), event(3, 'call_left', { timestamp: 12 }), at(4, 13)], null, ['day', '1*', 'events(2,3)', '4*']],
    ['the line is above the first new message', [at(1, 10), at(2, 20), at(3, 30)], 1, ['day', '1*', 'new', '2*', '3']],
    ['events are no news', [at(1, 10), event(2, 'call_joined', { timestamp: 11 }), at(3, 30)], 1, ['day', '1*', 'events(2)', 'new', '3*']],
    ['without news there is no line', [at(1, 10)], 1, ['day', '1*']],
    ['everything may be new', [at(1, 10)], -2, ['day', 'new', '1*']],
  ])('%s', (_name, messages, newAfter, expected) => {
    expect(shape(messages, newAfter)).toEqual(expected)
  })

  it('has a different key for each item', () => {
    const keys = itemsOf([at(1, 10), event(2, 'x'), at(3, 90000), at(4, 90001)], 1, day).map((item) => item.key)
    expect(new Set(keys).size).toBe(keys.length)
  })
})

describe('events', () => {
  it.each([[1, 0, 1], [3, 0, 3], [4, 3, 1], [50, 49, 1]])('of %i, %i are folded and %i shown', (amount, folded, shown) => {
    const parts = foldEvents(Array.from({ length: amount }, (_, index) => event(index + 1, 'call_joined')))
    expect([parts.folded.length, parts.shown.length]).toEqual([folded, shown])
    expect(parts.shown.at(-1)!.id).toBe(amount)
  })
})
