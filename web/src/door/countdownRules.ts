/** The time until a lobby opens, in whole seconds that never run out too early. */
import { DAY, HOUR, MINUTE, unitsIn, type Unit } from '@/lib/spanRules'

export interface TimeLeft extends Record<Unit, number> {
  /** All of it, in seconds; 0 once the time has come. */
  total: number
}

/**
 * @param opensAt Unix seconds
 * @param now the server's time in milliseconds
 */
export function timeLeft(opensAt: number, now: number): TimeLeft {
  const total = Math.max(0, Math.ceil(opensAt - now / 1000))
  return { ...unitsIn(total), total }
}

/** What the big countdown shows: nothing larger than what is left, minutes and seconds always. */
export function unitsOf(left: TimeLeft): Unit[] {
  if (left.days > 0) return ['days', 'hours', 'minutes', 'seconds']
  return left.hours > 0 ? ['hours', 'minutes', 'seconds'] : ['minutes', 'seconds']
}

/** When the time left is said aloud, in seconds. */
const MILESTONES = [7 * DAY, 3 * DAY, DAY, 12 * HOUR, 3 * HOUR, HOUR, 30 * MINUTE, 15 * MINUTE, 5 * MINUTE, MINUTE, 10]

/** The milestone that was passed between two looks at the clock; of several the last. */
export function milestone(before: number, after: number): number | null {
  if (after <= 0) return null
  return MILESTONES.findLast((at) => before > at && after <= at) ?? null
}
