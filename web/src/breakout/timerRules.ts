/** Limits of time for breakout rooms: instants in unix seconds, `now` in milliseconds. */
import { MINUTE } from '@/lib/spanRules'

/** So many seconds before the end the rooms are told. */
export const NOTICE_BEFORE = MINUTE

/** Minutes that are offered. */
export const limits: readonly number[] = [5, 10, 15, 20, 30, 45, 60, 90]

export const limitFrom = (now: number, minutes: number): number => Math.round(now / 1000) + minutes * MINUTE

/** Later than it was; what is over begins now. */
export const extended = (endsAt: number | null, now: number, minutes: number): number => limitFrom(Math.max(now, (endsAt ?? 0) * 1000), minutes)

/** Whole seconds that are left, none below 0: `0:01` until the last moment. */
export const secondsLeft = (endsAt: number, now: number): number => Math.max(0, Math.ceil(endsAt - now / 1000))
