/** A day and a time on somebody's clock, and the instant they mean. All instants in milliseconds. */

export type When =
  | { kind: 'ok'; at: number; /** The clock shows this time twice that night; the first is meant. */ isTwice: boolean }
  | { kind: 'missing' | 'past' | 'tooFar' }
  /** The clock jumps over it; `next` is the same time by the clock before the jump. */
  | { kind: 'gap'; next: number }

const DAY = 86_400_000
const HOUR = 3_600_000
const FARTHEST = 5 * 366 * DAY

/**
 * @param date `2026-11-24`
 * @param time `14:00`
 * @param now the server's time
 */
export function whenOf(date: string, time: string, timeZone: string, now: number): When {
  if (!/^\d{4,6}-\d\d-\d\d$/u.test(date) || !/^\d\d:\d\d/u.test(time)) return { kind: 'missing' }
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  const [hour, minute] = time.split(':').map(Number) as [number, number]
  const wall = Date.UTC(year, month - 1, day, hour, minute)
  if (Number.isNaN(wall) || wall - now > FARTHEST + DAY) return { kind: 'tooFar' }
  const before = offsetOf(wall - DAY, timeZone)
  const offsets = [...new Set([before, offsetOf(wall + DAY, timeZone)])]
  const meant = offsets.map((offset) => wall - offset).filter((at) => at + offsetOf(at, timeZone) === wall).sort((a, b) => a - b)
  if (meant.length === 0) return { kind: 'gap', next: wall - before }
  const at = meant[0]!
  if (at <= now) return { kind: 'past' }
  return at - now > FARTHEST ? { kind: 'tooFar' } : { kind: 'ok', at, isTwice: meant.length > 1 }
}

/** How far the clock of a zone is ahead of UTC at an instant. */
export function offsetOf(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric', era: 'short',
  }).formatToParts(at)
  const part = (type: string) => Number(parts.find((each) => each.type === type)!.value)
  const whole = Math.floor(at / 1000) * 1000
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')) - whole
}

/** The next full hour that leaves half an hour to invite people, as the fields of a form want it. */
export function suggestion(now: number, timeZone: string): { date: string; time: string } {
  const wall = now + offsetOf(now, timeZone) + HOUR / 2
  const text = new Date(Math.ceil(wall / HOUR) * HOUR).toISOString()
  return { date: text.slice(0, 10), time: text.slice(11, 16) }
}

/** „Central European Standard Time (Berlin)“ */
export function zoneName(at: number, timeZone: string, locale: string): string {
  const name = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'long' }).formatToParts(at).find((part) => part.type === 'timeZoneName')!.value
  const city = timeZone.includes('/') ? timeZone.split('/').at(-1)!.replaceAll('_', ' ') : ''
  return city && !name.includes(city) ? `${name} (${city})` : name
}

export const cities = { newYork: 'America/New_York', london: 'Europe/London', berlin: 'Europe/Berlin', tokyo: 'Asia/Tokyo' } as const
export type City = keyof typeof cities

/** What other clocks show then: three cities whose time is another; with the weekday where the day is another. */
export function elsewhere(at: number, timeZone: string, locale: string): { city: City; time: string }[] {
  const dayIn = (zone: string) => Math.floor((at + offsetOf(at, zone)) / DAY)
  return (Object.entries(cities) as [City, string][])
    .filter(([, zone]) => offsetOf(at, zone) !== offsetOf(at, timeZone))
    .slice(0, 3)
    .map(([city, zone]) => ({
      city,
      time: new Intl.DateTimeFormat(locale, { timeZone: zone, hour: '2-digit', minute: '2-digit', weekday: dayIn(zone) === dayIn(timeZone) ? undefined : 'short' }).format(at),
    }))
}
