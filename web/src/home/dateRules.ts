/** A day and a time on somebody's clock, and the instant they mean. All instants in milliseconds. */
import { meaningOf, offsetOf, shownAt } from '@/lib/clockRules'

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
  const meant = meaningOf(`${date}T${time}`, timeZone)
  if (!meant || meant.at - now > FARTHEST) return { kind: 'tooFar' }
  if (meant.times === 0) return { kind: 'gap', next: meant.at }
  return meant.at <= now ? { kind: 'past' } : { kind: 'ok', at: meant.at, isTwice: meant.times === 2 }
}

/** The next full hour that leaves half an hour to invite people, as the fields of a form want it. */
export function suggestion(now: number, timeZone: string): { date: string; time: string } {
  const offset = offsetOf(now, timeZone)
  const at = Math.ceil((now + offset + HOUR / 2) / HOUR) * HOUR - offset
  const [date, time] = shownAt(at, timeZone).split('T') as [string, string]
  return { date, time }
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
