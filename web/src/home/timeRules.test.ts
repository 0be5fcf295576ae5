import { describe, expect, it } from 'vitest'
import { briefly, moment, until } from './timeRules'

const at = (text: string) => Date.parse(text)

describe('the time until', () => {
  it.each([
    [0, 'in 0 seconds'],
    [-5000, 'in 0 seconds'],
    [900, 'in 1 second'],
    [59_000, 'in 59 seconds'],
    [60_000, 'in 1 minute'],
    [61_000, 'in 2 minutes'],
    [12 * 60_000, 'in 12 minutes'],
    [3_600_000, 'in 60 minutes'],
    [5_401_000, 'in 2 hours'],
  ])('%d ms is %s', (left, text) => {
    expect(until(1_000_000 + left, 1_000_000, 'en')).toBe(text)
  })

  it('is said in the language', () => {
    expect(until(12 * 60_000, 0, 'de')).toBe('in 12 Minuten')
  })
})

describe('an instant, briefly', () => {
  const now = at('2026-11-22T12:00:00Z')
  it.each([
    ['2026-11-22T08:05:00Z', '09:05'],
    ['2026-11-21T23:30:00Z', '00:30'],
    ['2026-11-21T22:30:00Z', 'Sat'],
    ['2026-11-17T12:00:01Z', 'Tue'],
    ['2026-11-10T12:00:00Z', '10 Nov'],
    ['2025-11-10T12:00:00Z', '10 Nov 2025'],
    ['2026-11-23T12:00:00Z', '23 Nov'],
  ])('%s is %s', (instant, text) => {
    expect(briefly(at(instant), now, 'en-GB', 'Europe/Berlin')).toBe(text)
  })
})

describe('a moment', () => {
  const now = at('2026-11-22T12:00:00Z')
  it('says the day and the time', () => {
    expect(moment(at('2026-11-24T13:00:00Z'), now, 'en-GB', 'Europe/Berlin')).toMatch(/^Tue,? 24 Nov,? 14:00$/)
    expect(moment(at('2027-01-24T13:00:00Z'), now, 'de-DE', 'Europe/Berlin')).toMatch(/^So\.?, 24\. Jan\.? 2027,? 14:00$/)
  })
})
