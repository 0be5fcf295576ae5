import { describe, expect, it } from 'vitest'
import { loginPath, spellTime, talkAppLink } from './doorRules'

/** 22 November 2026, 18:05 in London */
const AT = 1_795_370_700

describe('a time, spelled out', () => {
  it.each([
    ['en-US', 'Europe/Berlin', 'Sunday, November 22, 2026', '7:05 PM', 'Central European Standard Time (Berlin)'],
    ['de', 'Europe/Berlin', 'Sonntag, 22. November 2026', '19:05', 'Mitteleuropäische Normalzeit (Berlin)'],
    ['en-US', 'America/Argentina/Buenos_Aires', 'Sunday, November 22, 2026', '3:05 PM', 'Argentina Standard Time (Buenos Aires)'],
    ['en-US', 'Pacific/Auckland', 'Monday, November 23, 2026', '7:05 AM', 'New Zealand Daylight Time (Auckland)'],
    ['de', 'UTC', 'Sonntag, 22. November 2026', '18:05', 'Koordinierte Weltzeit'],
  ])('in %s and %s', (language, zone, day, time, name) => {
    const spelled = spellTime(AT, language, zone)

    expect({ ...spelled, time: spelled.time.replace(/\s/gu, ' ') }).toEqual({ day, time, zone: name })
  })
})

describe('the Talk app', () => {
  const [android, iphone, desktop] = ['Mozilla/5.0 (Linux; Android 14)', 'Mozilla/5.0 (iPhone; CPU iPhone OS 17)', 'Mozilla/5.0 (X11; Linux)']

  it.each([
    [android, null, 'nextcloudtalk://plenum.example:8443/call/abcd'],
    [android, 'ada@x', 'nextcloudtalk://ada%40x@plenum.example:8443/call/abcd'],
    [iphone, 'ada', 'nextcloudtalk://open-conversation?server=https%3A%2F%2Fplenum.example%3A8443&user=ada&withRoomToken=abcd'],
    [iphone, null, null],
    [desktop, 'ada', null],
  ])('on %s for %s: %s', (userAgent, user, link) => {
    expect(talkAppLink(userAgent, 'https://plenum.example:8443', 'abcd', user)).toBe(link)
  })
})

describe('the way to the sign-in', () => {
  it('leads back', () => {
    expect(loginPath('abcd')).toBe('/login?redirect_url=%2Fcall%2Fabcd')
  })
})
