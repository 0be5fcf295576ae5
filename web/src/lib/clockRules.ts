/**
 * Between instants (in milliseconds) and what a clock shows somewhere: `2026-11-24T14:00`, as `<input type="datetime-local">`
 * has it; the fields of a day and of a time have the two halves of it.
 */

const DAY = 86_400_000
/** The last instant there is, and room for the offset of a zone. */
const LAST = 8.64e15 - 2 * DAY

/** The zone of the device. */
export const localZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

/** How far the clock of a zone is ahead of UTC at an instant. */
export function offsetOf(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric', era: 'short',
  }).formatToParts(at)
  const part = (type: string) => Number(parts.find((each) => each.type === type)!.value)
  const whole = Math.floor(at / 1000) * 1000
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')) - whole
}

/** What the clock of a zone shows at an instant, without seconds. */
export function shownAt(at: number, timeZone: string): string {
  return new Date(at + offsetOf(at, timeZone)).toISOString().slice(0, 16)
}

export interface Meaning {
  at: number
  /** How often the clock shows it: of two times the first is meant; of none, the same time by the clock before the jump. */
  times: 0 | 1 | 2
}

/** When the clock of a zone shows this; null for what is no time. */
export function meaningOf(shown: string, timeZone: string): Meaning | null {
  const match = /^(\d{4,6})-(\d\d)-(\d\d)T(\d\d):(\d\d)/u.exec(shown)
  if (!match) return null
  const [year, month, day, hour, minute] = match.slice(1).map(Number) as [number, number, number, number, number]
  const wall = Date.UTC(year, month - 1, day, hour, minute)
  if (!(Math.abs(wall) < LAST)) return null
  const before = offsetOf(wall - DAY, timeZone)
  const offsets = [...new Set([before, offsetOf(wall + DAY, timeZone)])]
  const meant = offsets.map((offset) => wall - offset).filter((at) => at + offsetOf(at, timeZone) === wall).sort((a, b) => a - b)
  return { at: meant[0] ?? wall - before, times: meant.length as 0 | 1 | 2 }
}

/** „Central European Standard Time (Berlin)“ */
export function zoneName(at: number, timeZone: string, locale: string): string {
  const name = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'long' }).formatToParts(at).find((part) => part.type === 'timeZoneName')!.value
  const place = placeOf(timeZone)
  return place && !name.includes(place) ? `${name} (${place})` : name
}

/** `America/Argentina/Buenos_Aires` is Buenos Aires; `Etc/GMT+3` and `UTC` are no places. */
function placeOf(timeZone: string): string {
  const parts = timeZone.split('/')
  return parts.length < 2 || parts[0] === 'Etc' ? '' : parts.at(-1)!.replaceAll('_', ' ')
}
