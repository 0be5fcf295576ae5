/** The time until a lobby opens, in whole seconds that never run out too early. */

export interface TimeLeft {
  days: number
  hours: number
  minutes: number
  seconds: number
  /** All of it, in seconds; 0 once the time has come. */
  total: number
}

export type Unit = 'days' | 'hours' | 'minutes' | 'seconds'

const DAY = 86_400
const HOUR = 3_600
const MINUTE = 60

/**
 * @param opensAt Unix seconds
 * @param now the server's time in milliseconds
 */
export function timeLeft(opensAt: number, now: number): TimeLeft {
  const total = Math.max(0, Math.ceil(opensAt - now / 1000))
  return {
    days: Math.floor(total / DAY),
    hours: Math.floor((total % DAY) / HOUR),
    minutes: Math.floor((total % HOUR) / MINUTE),
    seconds: total % MINUTE,
    total,
  }
}

/** What the big countdown shows: nothing larger than what is left, minutes and seconds always. */
export function unitsOf(left: TimeLeft): Unit[] {
  if (left.days > 0) return ['days', 'hours', 'minutes', 'seconds']
  return left.hours > 0 ? ['hours', 'minutes', 'seconds'] : ['minutes', 'seconds']
}

/** For the title of a tab: `02:05`, `1:02:05`. Days are said in words before it. */
export function clockOf(left: TimeLeft): string {
  const two = (number: number) => String(number).padStart(2, '0')
  const rest = `${two(left.minutes)}:${two(left.seconds)}`
  return left.hours > 0 || left.days > 0 ? `${left.hours}:${rest}` : rest
}

/** When the time left is said aloud, in seconds. */
const MILESTONES = [7 * DAY, 3 * DAY, DAY, 12 * HOUR, 3 * HOUR, HOUR, 30 * MINUTE, 15 * MINUTE, 5 * MINUTE, MINUTE, 10]

/** The milestone that was passed between two looks at the clock; of several the last. */
export function milestone(before: number, after: number): number | null {
  if (after <= 0) return null
  return MILESTONES.findLast((at) => before > at && after <= at) ?? null
}

/** A time in the largest unit that says it, rounded up: `5 minutes`, not `299 seconds`. */
export function roughly(seconds: number): { unit: Unit; count: number } {
  if (seconds >= 2 * DAY) return { unit: 'days', count: Math.ceil(seconds / DAY) }
  if (seconds > 90 * MINUTE) return { unit: 'hours', count: Math.ceil(seconds / HOUR) }
  if (seconds >= MINUTE) return { unit: 'minutes', count: Math.ceil(seconds / MINUTE) }
  return { unit: 'seconds', count: Math.max(0, seconds) }
}
