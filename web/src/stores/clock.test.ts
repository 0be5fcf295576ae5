import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, nextTick } from 'vue'
import { useClock, useNow } from './clock'

const HOUR = 3_600_000
const SERVER = 1_800_000_000_000

describe("the server's clock", () => {
  beforeEach(() => {
    setActivePinia(createPinia())
    vi.useFakeTimers({ now: SERVER - 5 * HOUR + 250 })
    vi.stubGlobal('fetch', async () => new Response(JSON.stringify({ ocs: { data: { now: Date.now() + 5 * HOUR } } })))
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  it('is shown as soon as it is known, and ticks with its seconds, on a device that is hours behind', async () => {
    const scope = effectScope()
    const now = scope.run(() => useNow())!

    await useClock().synchronise()
    await nextTick()
    expect(now.value).toBe(SERVER + 250)
    vi.advanceTimersByTime(750)
    expect(now.value).toBe(SERVER + 1000)

    scope.stop()
    vi.advanceTimersByTime(5000)
    expect(now.value).toBe(SERVER + 1000)
  })
})
