import { describe, expect, it } from 'vitest'
import { around, cut, down, MOST_SHOWN, SHOWN_AT_FIRST, STEP, up } from './windowRules'

const ids = Array.from({ length: 1000 }, (_, index) => (index + 1) * 10)

describe('the window on a long list', () => {
  it('begins at its end', () => {
    expect(cut(ids, { from: null, to: null })).toEqual([1000 - SHOWN_AT_FIRST, 1000])
    expect(cut([], { from: null, to: null })).toEqual([0, 0])
    expect(cut(ids, { from: 15, to: 35 })).toEqual([1, 3])
  })

  it('goes up and down to the ends without holes and without growing', () => {
    let window = { from: null as number | null, to: null as number | null }
    for (let steps = 0; cut(ids, window)[0] > 0; steps++) {
      const [start] = cut(ids, window)
      window = up(ids, window)
      const [next, end] = cut(ids, window)
      expect(next).toBe(Math.max(0, start - STEP))
      expect(end - next).toBeLessThanOrEqual(MOST_SHOWN)
      expect(steps).toBeLessThan(100)
    }
    while (cut(ids, window)[1] < ids.length) {
      const [, end] = cut(ids, window)
      window = down(ids, window)
      expect(cut(ids, window)[1]).toBe(Math.min(ids.length, end + STEP))
      expect(cut(ids, window)[1] - cut(ids, window)[0]).toBeLessThanOrEqual(MOST_SHOWN)
    }
    expect(window.to).toBeNull()
  })

  it('stays where it is when older messages are loaded', () => {
    const window = up(ids, { from: null, to: null })
    const more = [...Array.from({ length: 9 }, (_, index) => index + 1), ...ids]
    const [before, after] = [cut(ids, window), cut(more, window)]
    expect(after).toEqual([before[0] + 9, before[1] + 9])
  })

  it('opens around a message', () => {
    const [start, end] = cut(ids, around(ids, 5000))
    expect([start, end]).toEqual([449, 549])
    expect(around(ids, 9990).to).toBeNull()
  })
})
