import { describe, expect, it } from 'vitest'
import { elsewhere, suggestion, whenOf } from './dateRules'

const at = (text: string) => Date.parse(text)
const NOW = at('2026-11-22T12:00:00Z')
const BERLIN = 'Europe/Berlin'

describe('a day and a time', () => {
  it.each([
    ['2026-11-24', '14:00', BERLIN, '2026-11-24T13:00:00Z'],
  ])('%s %s in %s is %s', (date, time, zone, instant) => {
    expect(whenOf(date, time, zone, NOW)).toEqual({ kind: 'ok', at: at(instant), isTwice: false })
  })

  it('that the clock jumps over does not exist', () => {
    expect(whenOf('2027-03-28', '02:30', BERLIN, NOW)).toEqual({ kind: 'gap', next: at('2027-03-28T01:30:00Z') })
  })

  it('that comes twice is the first', () => {
    expect(whenOf('2027-10-31', '02:30', BERLIN, NOW)).toEqual({ kind: 'ok', at: at('2027-10-31T00:30:00Z'), isTwice: true })
  })

  it.each([
    ['', '14:00', 'missing'],
    ['2026-11-24', '', 'missing'],
    ['24.11.2026', '14:00', 'missing'],
    ['2026-11-22', '13:00', 'past'],
    ['2026-11-22', '12:59', 'past'],
    ['1999-01-01', '00:00', 'past'],
    ['2032-01-01', '00:00', 'tooFar'],
    ['20266-01-01', '00:00', 'tooFar'],
    ['275761-01-01', '00:00', 'tooFar'],
  ])('%s %s is %s', (date, time, kind) => {
    expect(whenOf(date, time, BERLIN, NOW)).toEqual({ kind })
  })
})

describe('the suggestion', () => {
  it.each([
    ['2026-11-22T12:00:00Z', BERLIN, '2026-11-22', '14:00'],
    ['2026-11-22T12:30:00Z', BERLIN, '2026-11-22', '14:00'],
    ['2026-11-22T12:31:00Z', BERLIN, '2026-11-22', '15:00'],
    ['2026-11-22T22:40:00Z', BERLIN, '2026-11-23', '01:00'],
    ['2026-11-22T12:00:00Z', 'Asia/Kolkata', '2026-11-22', '18:00'],
  ])('at %s in %s is %s %s', (now, zone, date, time) => {
    expect(suggestion(at(now), zone)).toEqual({ date, time })
  })

  it('is never in the past', () => {
    for (let minute = 0; minute < 120; minute += 7) {
      const now = NOW + minute * 60_000
      const { date, time } = suggestion(now, BERLIN)
      expect(whenOf(date, time, BERLIN, now).kind).toBe('ok')
    }
  })
})

describe('other clocks', () => {
  it('show another time', () => {
    expect(elsewhere(at('2026-11-24T13:00:00Z'), BERLIN, 'en-GB')).toEqual([{ city: 'newYork', time: '08:00' }, { city: 'london', time: '13:00' }, { city: 'tokyo', time: '22:00' }])
  })

  it('say the day where it is another', () => {
    expect(elsewhere(at('2026-11-24T20:00:00Z'), BERLIN, 'en-GB').at(-1)).toEqual({ city: 'tokyo', time: 'Wed 05:00' })
  })

  it('are not those that show the same', () => {
    expect(elsewhere(at('2026-11-24T13:00:00Z'), 'Europe/Lisbon', 'en-GB').map((each) => each.city)).toEqual(['newYork', 'berlin', 'tokyo'])
  })
})
