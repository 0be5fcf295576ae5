import { expect, it } from 'vitest'
import { extended, limitFrom, secondsLeft } from './timerRules'

it('counts a limit from now, by the second', () => {
  expect(limitFrom(1_000_400, 5)).toBe(1_000 + 300)
  expect(limitFrom(1_000_600, 5)).toBe(1_001 + 300)
})

it.each([
  ['a limit that runs', 1_100, 1_160],
  ['one that is over', 900, 1_060],
  ['none', null, 1_060],
])('makes %s longer', (_what, endsAt, later) => {
  expect(extended(endsAt, 1_000_000, 1)).toBe(later)
})

it.each([
  [1_060, 1_000_000, 60],
  [1_060, 1_059_001, 1],
  [1_060, 1_060_000, 0],
  [1_060, 1_100_000, 0],
])('until %i there are at %i ms %i s left', (endsAt, now, left) => {
  expect(secondsLeft(endsAt, now)).toBe(left)
})
