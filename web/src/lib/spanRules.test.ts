import { describe, expect, it } from 'vitest'
import { clockOf, elapsed, isoDuration, lengthOf, remaining, unitsIn } from './spanRules'

const DAY = 86_400

it.each([
  [0, 0, 0, 0, 0],
  [3599, 0, 0, 59, 59],
  [3600, 0, 1, 0, 0],
  [2 * DAY + 3 * 3600 + 4 * 60 + 5, 2, 3, 4, 5],
])('%d seconds are %i days, %i hours, %i minutes and %i seconds', (whole, days, hours, minutes, seconds) => {
  expect(unitsIn(whole)).toEqual({ days, hours, minutes, seconds })
})

it.each([[-5, '0:00'], [0, '0:00'], [59.9, '0:59'], [61, '1:01'], [3599, '59:59'], [3723, '1:02:03'], [360_000, '100:00:00']])('a clock shows %f seconds as %s', (seconds, shown) => {
  expect(clockOf(seconds)).toBe(shown)
})

it('beside days a clock has hours, even if there are none', () => {
  expect(clockOf(61, true)).toBe('0:01:01')
})

it.each([[-1, 'PT0S'], [90.7, 'PT90S']])('%f seconds are %s for machines', (seconds, text) => {
  expect(isoDuration(seconds)).toBe(text)
})

it.each([
  [-3, 'seconds', 0],
  [0.9, 'seconds', 0],
  [59.9, 'seconds', 59],
  [60, 'minutes', 1],
  [3599, 'minutes', 59],
  [7300, 'hours', 2],
])('%d seconds ago: %s %i', (seconds, unit, n) => {
  expect(elapsed(seconds)).toEqual({ unit, n })
})

it.each([
  [-5, 'seconds', 0],
  [0.2, 'seconds', 1],
  [59, 'seconds', 59],
  [59.2, 'minutes', 1],
  [60, 'minutes', 1],
  [299, 'minutes', 5],
  [3600, 'minutes', 60],
  [5401, 'hours', 2],
  [DAY, 'hours', 24],
  [2 * DAY, 'days', 2],
  [2 * DAY + 1, 'days', 3],
])('in %d seconds: %s %i', (seconds, unit, n) => {
  expect(remaining(seconds)).toEqual({ unit, n })
})

describe('the length of a meeting', () => {
  it.each([
    [45, 'en', '45 minutes'],
    [60, 'en', '1 hour'],
    [90, 'en', '1.5 hours'],
    [90, 'de', '1,5 Stunden'],
  ])('of %i minutes in %s is %s', (minutes, locale, text) => {
    expect(lengthOf(minutes, locale)).toBe(text)
  })
})
