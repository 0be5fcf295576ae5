/** Instants in words. All times in milliseconds; `now` is the server's. */
import { remaining } from '@/lib/spanRules'

const DAY = 86_400_000

/** „in 12 minutes“ */
export function until(at: number, now: number, locale: string): string {
  const { unit, n } = remaining((at - now) / 1000)
  return new Intl.RelativeTimeFormat(locale, { numeric: 'always' }).format(n, unit)
}

/** For the end of a line: the time today, the weekday in the last days, else the date. */
export function briefly(at: number, now: number, locale: string, timeZone?: string): string {
  const day = (instant: number) => new Intl.DateTimeFormat('en-CA', { timeZone }).format(instant)
  if (day(at) === day(now)) return new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone }).format(at)
  if (now - at >= 0 && now - at < 6 * DAY) return new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone }).format(at)
  const isThisYear = day(at).slice(0, 4) === day(now).slice(0, 4)
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: isThisYear ? undefined : 'numeric', timeZone }).format(at)
}

/** „Tuesday, 24 November at 14:00“ */
export function moment(at: number, now: number, locale: string, timeZone?: string): string {
  const year = (instant: number) => new Intl.DateTimeFormat('en', { year: 'numeric', timeZone }).format(instant)
  return new Intl.DateTimeFormat(locale, {
    weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', year: year(at) === year(now) ? undefined : 'numeric', timeZone,
  }).format(at)
}
