/** Being told to go to another room of the meeting. */

/** Milliseconds of notice. The server repeats its order after five seconds: by then one is on the way. */
export const NOTICE = 4_000
/** Out of a breakout room there is nothing left to finish: it is closed at the order, or one does not belong to it any more. */
export const SHORT_NOTICE = 3_000

export type Order =
  /** @param until when one goes, in milliseconds of the clock that the caller uses */
  | { state: 'counting'; to: string; until: number; total: number }
  | { state: 'going'; to: string }
  | { state: 'failed'; to: string; why: string }

/** An order comes in while there may be another. The same again changes nothing; one that failed is tried again. */
export function ordered(current: Order | null, to: string, here: { token: string; isInside: boolean; isBreakoutRoom: boolean }, now: number): Order | null {
  if (to === here.token && here.isInside) return null
  if (current?.to === to && current.state !== 'failed') return current
  const total = here.isInside && !here.isBreakoutRoom ? NOTICE : SHORT_NOTICE
  return { state: 'counting', to, until: now + total, total }
}

/** Whole seconds to show; never 0 while one waits. */
export function secondsLeft(order: Order & { state: 'counting' }, now: number): number {
  return Math.max(1, Math.ceil((order.until - now) / 1000))
}

/** Whoever is in a breakout room that is closed, gone, or not his any more belongs to the plenum. */
export function isStranded(place: { isBreakoutRoom: boolean; phase: string }): boolean {
  return place.isBreakoutRoom && ['waiting', 'removed', 'gone'].includes(place.phase)
}
