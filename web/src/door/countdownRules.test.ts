import { describe, expect, it } from 'vitest'
import { milestone, timeLeft, unitsOf } from './countdownRules'

const DAY = 86_400

describe('the time left', () => {
  it.each([
    [1000, 1_000_000, [0, 0, 0, 0, 0]],
    [1000, 2_000_000, [0, 0, 0, 0, 0]],
    [1000, 999_999, [0, 0, 0, 1, 1]],
    [1000, 999_000, [0, 0, 0, 1, 1]],
    [1000, 998_999, [0, 0, 0, 2, 2]],
    [1060, 1_000_000, [0, 0, 1, 0, 60]],
    [4600, 1_000_000, [0, 1, 0, 0, 3600]],
    [2 * DAY + 3 * 3600 + 4 * 60 + 5, 0, [2, 3, 4, 5, 2 * DAY + 11_045]],
  ])('until %d at %d is %j', (opensAt, now, [days, hours, minutes, seconds, total]) => {
    expect(timeLeft(opensAt!, now!)).toEqual({ days, hours, minutes, seconds, total })
  })
})

describe('the countdown', () => {
  it.each([
    [5, ['minutes', 'seconds']],
    [3599, ['minutes', 'seconds']],
    [3600, ['hours', 'minutes', 'seconds']],
    [DAY - 1, ['hours', 'minutes', 'seconds']],
    [DAY, ['days', 'hours', 'minutes', 'seconds']],
  ])('of %d seconds shows %j', (seconds, units) => {
    const left = timeLeft(seconds, 0)

    expect(unitsOf(left)).toEqual(units)
  })
})

describe('milestones', () => {
  it.each([
    [301, 300, 300],
    [300, 299, null],
    [61, 60, 60],
    [400, 200, 300],
    [4000, 50, 60],
    [11, 10, 10],
    [5, 0, null],
    [20, 0, null],
  ])('from %d to %d seconds: %s', (before, after, said) => {
    expect(milestone(before, after)).toBe(said)
  })
})
