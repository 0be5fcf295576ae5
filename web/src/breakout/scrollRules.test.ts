import { describe, expect, it } from 'vitest'
import { scrollSpeed } from './scrollRules'

describe('scrolling at the edge', () => {
  it.each([
    [500, 0, 1000, 0],
    [56, 0, 1000, 0],
    [28, 0, 1000, -9],
    [0, 0, 1000, -18],
    [-50, 0, 1000, -18],
    [972, 0, 1000, 9],
    [1000, 0, 1000, 18],
    [50, 0, 90, 0],
    [80, 0, 90, 12],
    [10, 10, 10, 0],
  ])('at %i between %i and %i: %i', (position, start, end, speed) => {
    expect(scrollSpeed(position, start, end)).toBe(speed)
  })
})
