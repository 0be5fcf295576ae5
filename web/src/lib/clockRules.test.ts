import { describe, expect, it } from 'vitest'
import { meaningOf, offsetOf, shownAt, zoneName } from './clockRules'

const at = (text: string) => Date.parse(text)
const NOW = at('2026-11-22T12:00:00Z')
const BERLIN = 'Europe/Berlin'

describe('what a clock shows', () => {
  it.each([
    ['2026-11-24T14:00', BERLIN, '2026-11-24T13:00:00Z'],
    ['2026-11-24T14:00', 'America/New_York', '2026-11-24T19:00:00Z'],
    ['2026-11-24T14:00', 'Asia/Kolkata', '2026-11-24T08:30:00Z'],
    ['2027-07-01T00:00', BERLIN, '2027-06-30T22:00:00Z'],
    ['2026-11-24T14:00', 'UTC', '2026-11-24T14:00:00Z'],
    ['2028-02-29T09:00', BERLIN, '2028-02-29T08:00:00Z'],
    ['2027-03-28T01:59', BERLIN, '2027-03-28T00:59:00Z'],
    ['2027-03-28T03:00', BERLIN, '2027-03-28T01:00:00Z'],
    ['1970-01-01T00:00', 'UTC', '1970-01-01T00:00:00Z'],
  ])('as %s in %s is %s, there and back', (shown, zone, instant) => {
    expect(meaningOf(shown, zone)).toEqual({ at: at(instant), times: 1 })
    expect(shownAt(at(instant), zone)).toBe(shown)
  })

  it.each([
    ['2027-03-28T02:30', BERLIN, '2027-03-28T01:30:00Z'],
    ['2027-03-14T02:30', 'America/New_York', '2027-03-14T07:30:00Z'],
  ])('never, as %s in %s, is what the clock before the jump means', (shown, zone, instant) => {
    expect(meaningOf(shown, zone)).toEqual({ at: at(instant), times: 0 })
  })

  it('twice is the first of the two', () => {
    expect(meaningOf('2027-10-31T02:30', BERLIN)).toEqual({ at: at('2027-10-31T00:30:00Z'), times: 2 })
    expect(shownAt(at('2027-10-31T01:30:00Z'), BERLIN)).toBe('2027-10-31T02:30')
  })

  it('has no seconds', () => {
    expect(shownAt(at('2026-11-24T13:00:59.999Z'), BERLIN)).toBe('2026-11-24T14:00')
    expect(meaningOf('2026-11-24T14:00:59', BERLIN)).toEqual({ at: at('2026-11-24T13:00:00Z'), times: 1 })
  })

  it.each(['', 'tomorrow', '2026-11-24', '24.11.2026T14:00', '275761-01-01T00:00', '275760-09-13T00:00'])('is no time: %j', (shown) => {
    expect(meaningOf(shown, BERLIN)).toBeNull()
  })
})

describe('a zone', () => {
  it.each([
    ['2026-11-22T12:00:00Z', BERLIN, 'en', 'Central European Standard Time (Berlin)'],
    ['2026-07-01T00:00:00Z', BERLIN, 'de', 'Mitteleuropäische Sommerzeit (Berlin)'],
    ['2026-11-22T12:00:00Z', 'UTC', 'en', 'Coordinated Universal Time'],
    ['2026-11-22T12:00:00Z', 'America/Argentina/Buenos_Aires', 'en', 'Argentina Standard Time (Buenos Aires)'],
    ['2026-11-22T12:00:00Z', 'Etc/GMT+3', 'en', 'GMT-03:00'],
  ])('is spelled out: at %s in %s in %s it is %s', (instant, zone, locale, name) => {
    expect(zoneName(at(instant), zone, locale)).toBe(name)
  })

  it('has an offset, with minutes where it has them', () => {
    expect(offsetOf(NOW, 'Asia/Kathmandu')).toBe(5.75 * 3_600_000)
    expect(offsetOf(NOW + 123, 'America/New_York')).toBe(-5 * 3_600_000)
  })
})
