/** How long something lasts, is to last, or takes until it comes. */

export type Unit = 'days' | 'hours' | 'minutes' | 'seconds'

export const MINUTE = 60
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** @param seconds whole ones, not below 0 */
export function unitsIn(seconds: number): Record<Unit, number> {
  return { days: Math.floor(seconds / DAY), hours: Math.floor((seconds % DAY) / HOUR), minutes: Math.floor((seconds % HOUR) / MINUTE), seconds: seconds % MINUTE }
}

/** `4:05`, `1:02:03`. */
export function clockOf(seconds: number, hasHours = seconds >= HOUR): string {
  const whole = Math.max(0, Math.floor(seconds))
  const { days, hours, minutes, seconds: rest } = unitsIn(whole)
  const two = (number: number) => String(number).padStart(2, '0')
  return hasHours ? `${days * 24 + hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`
}

/** The length of time for `datetime`. */
export const isoDuration = (seconds: number): string => `PT${Math.max(0, Math.floor(seconds))}S`

/** How long ago something began, in the largest unit that is not nothing: never longer than it is. */
export function elapsed(seconds: number): { unit: 'seconds' | 'minutes' | 'hours'; n: number } {
  const whole = Math.max(0, Math.floor(seconds))
  if (whole < MINUTE) return { unit: 'seconds', n: whole }
  if (whole < HOUR) return { unit: 'minutes', n: Math.floor(whole / MINUTE) }
  return { unit: 'hours', n: Math.floor(whole / HOUR) }
}

/** The time until something comes in the largest unit that says it, never sooner than it comes: 5 minutes, not 299 seconds. */
export function remaining(seconds: number): { unit: Unit; n: number } {
  const left = Math.max(0, Math.ceil(seconds))
  if (left >= 2 * DAY) return { unit: 'days', n: Math.ceil(left / DAY) }
  if (left > 90 * MINUTE) return { unit: 'hours', n: Math.ceil(left / HOUR) }
  if (left >= MINUTE) return { unit: 'minutes', n: Math.ceil(left / MINUTE) }
  return { unit: 'seconds', n: left }
}

/** How long a meeting may be said to last, in minutes. */
export const lengths: readonly number[] = [15, 30, 45, 60, 90, 120, 180, 240, 480]

/** `45 minutes`, `1.5 hours` */
export function lengthOf(minutes: number, locale: string): string {
  const [unit, count] = minutes < 60 ? ['minute', minutes] as const : ['hour', minutes / 60] as const
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 1 }).format(count)
}
