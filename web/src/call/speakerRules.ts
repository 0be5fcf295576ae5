/** Who speaks, and whom to show large: quick to light up, slow to change places. */

/** Loud enough for speech, as `audioLevel` of WebRTC has it (0 to 1, linear). */
export const SPEAKING_LEVEL = 0.012
/** The ring stays this long after the last sound, in milliseconds: pauses between words do not flicker. */
export const RING_LASTS = 700
/** Somebody else takes the large place only after speaking this long … */
export const TAKES_OVER_AFTER = 900
/** … while who has it was silent this long. */
export const YIELDS_AFTER = 1200

export interface Voice {
  /** When it was last heard, in milliseconds. */
  heardAt: number
  /** Since when it speaks without a pause longer than the ring. */
  since: number
}

export interface SpeakerState {
  voices: ReadonlyMap<string, Voice>
  active: string | null
}

export const SILENCE: SpeakerState = { voices: new Map(), active: null }

/** @param levels of those who are in the call now; who is not among them is forgotten */
export function hear(state: SpeakerState, levels: ReadonlyMap<string, number>, now: number, self: string): SpeakerState {
  const voices = new Map<string, Voice>()
  for (const [session, level] of levels) {
    const before = state.voices.get(session)
    if (level >= SPEAKING_LEVEL) voices.set(session, { heardAt: now, since: before && now - before.heardAt <= RING_LASTS ? before.since : now })
    else if (before && now - before.heardAt <= YIELDS_AFTER) voices.set(session, before)
  }
  return { voices, active: activeOf(state.active, voices, levels, now, self) }
}

/** Oneself is never shown large to oneself. Who spoke last stays while all are silent. */
function activeOf(active: string | null, voices: ReadonlyMap<string, Voice>, levels: ReadonlyMap<string, number>, now: number, self: string): string | null {
  const candidates = [...voices].filter(([session, voice]) => session !== self && now - voice.heardAt <= RING_LASTS)
  const isThere = active !== null && levels.has(active)
  if (!isThere) return candidates.sort((a, b) => a[1].since - b[1].since)[0]?.[0] ?? null
  const holder = voices.get(active)
  if (holder && now - holder.heardAt < YIELDS_AFTER) return active
  const next = candidates.filter(([, voice]) => voice.heardAt - voice.since >= TAKES_OVER_AFTER).sort((a, b) => a[1].since - b[1].since)[0]
  return next?.[0] ?? active
}

export function isSpeaking(state: SpeakerState, session: string, now: number): boolean {
  const voice = state.voices.get(session)
  return voice !== undefined && now - voice.heardAt <= RING_LASTS
}
