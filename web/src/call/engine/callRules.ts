/** Who offers to whom, and which descriptions belong to which connection. */
import type { MediaSignal, StreamKind, Wish } from './wire'

/** Of two sessions that reach each other directly the one with the greater id calls: both compare the same two ids. */
export function isCaller(self: string, other: string): boolean {
  return self > other
}

/** Who waits for a call and hears nothing calls after all. */
export const CALL_ANYWAY_AFTER = 5_000
/** An offer or a request that nobody answers is said again. */
export const REPEAT_AFTER = 10_000
/** A connection that breaks may heal by itself for so long. */
export const HEALS_WITHIN = 4_000
/** After that long without healing it is made anew. */
export const REPLACED_AFTER = 15_000

export function kindOf(data: MediaSignal): StreamKind {
  return data.roomType === 'screen' ? 'screen' : 'video'
}

export function sdpOf(data: MediaSignal): string | null {
  const payload = data.payload as { sdp?: unknown } | null | undefined
  return typeof payload?.sdp === 'string' ? payload.sdp : null
}

export function candidateOf(data: MediaSignal): RTCIceCandidateInit | null {
  const payload = data.payload as { candidate?: unknown } | null | undefined
  const candidate = payload?.candidate
  if (typeof candidate !== 'object' || candidate === null) return null
  const { candidate: line, sdpMid, sdpMLineIndex, usernameFragment } = candidate as RTCIceCandidateInit
  if (typeof line !== 'string') return null
  // A candidate has to name its section; without either it is for the first one.
  return { candidate: line, sdpMid: sdpMid ?? null, sdpMLineIndex: sdpMLineIndex ?? (sdpMid == null ? 0 : null), ...(usernameFragment && { usernameFragment }) }
}

/** What to do with a description from the server: `sid` names the connection it is for. */
export function offerIs(current: string | undefined, sid: string | undefined): 'same' | 'new' {
  return current !== undefined && current === sid ? 'same' : 'new'
}

/** An answer to a connection that is no more comes late and does no harm. Before the first answer one's own connection has no `sid`. */
export function isAnswerFor(current: string | undefined, sid: string | undefined): boolean {
  return current === undefined || sid === undefined || sid === '' || current === sid
}

/** With a collision of offers the polite one gives way. */
export function collision(isOffering: boolean, isPolite: boolean): 'none' | 'yield' | 'ignore' {
  if (!isOffering) return 'none'
  return isPolite ? 'yield' : 'ignore'
}

/** What is asked of the server for a wish; only what has changed. */
export function selectionOf(before: Wish | undefined, wish: Wish): { video?: boolean; substream?: number } | null {
  if (before === wish) return null
  if (wish === 'none') return { video: false }
  return before === 'none' || before === undefined ? { video: true, substream: wish } : { substream: wish }
}

/** The most that a camera sends to each of so many people directly: an uplink is shared out among them. */
export function meshBitrate(people: number): { maxBitrate: number; scaleResolutionDownBy: number } {
  const share = Math.floor(2_400_000 / Math.max(1, people))
  const maxBitrate = Math.min(1_200_000, Math.max(120_000, share))
  return { maxBitrate, scaleResolutionDownBy: maxBitrate >= 600_000 ? 1 : maxBitrate >= 250_000 ? 2 : 4 }
}

/** Layers of a camera through the server, the best first as its substreams count from below. */
export const LAYERS: RTCRtpEncodingParameters[] = [
  { rid: 'h', maxBitrate: 750_000 },
  { rid: 'm', maxBitrate: 220_000, scaleResolutionDownBy: 2 },
  { rid: 'l', maxBitrate: 80_000, scaleResolutionDownBy: 4 },
]
