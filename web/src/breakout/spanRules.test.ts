import { expect, it } from 'vitest'
import { spanOf } from './spanRules'

it.each([
  [-3, 'seconds', 0],
  [0.9, 'seconds', 0],
  [59.9, 'seconds', 59],
  [60, 'minutes', 1],
  [3599, 'minutes', 59],
  [7300, 'hours', 2],
])('%d seconds are %s: %i', (seconds, unit, n) => {
  expect(spanOf(seconds)).toEqual({ unit, n })
})
