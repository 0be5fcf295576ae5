import { shallowReactive, ref } from 'vue'
import { meter, type Meter } from './devices/meter'
import type { LinkView } from './engine/wire'
import { hear, isSpeaking, SILENCE, type SpeakerState } from './speakerRules'

const EVERY = 150

/** Who speaks: levels of others as their packets carry them, one's own from the microphone. */
export function createVoices(linksOf: () => LinkView[], self: () => string) {
  /** Sessions that speak now. A tile looks at its own entry only: nothing else is drawn anew. */
  const speaking = shallowReactive(new Set<string>())
  const active = ref<string | null>(null)
  let state: SpeakerState = SILENCE
  let timer = 0
  let own: Meter | null = null

  function levels(): Map<string, number> {
    const found = new Map<string, number>()
    for (const { session, kind, direction, pc } of linksOf()) {
      if (kind !== 'video' || direction === 'out') continue
      for (const receiver of pc.getReceivers()) {
        if (receiver.track.kind !== 'audio') continue
        const newest = receiver.getSynchronizationSources()[0]
        // Of a source that has fallen silent the last packet is kept: it says nothing of now.
        const isFresh = newest && performance.timeOrigin + performance.now() - newest.timestamp < 1_000
        found.set(session, isFresh ? (newest.audioLevel ?? 0) : 0)
      }
    }
    if (own) found.set(self(), own.level())
    return found
  }

  function look(): void {
    const now = performance.now()
    state = hear(state, levels(), now, self())
    for (const session of state.voices.keys()) {
      if (!isSpeaking(state, session, now)) speaking.delete(session)
      else if (!speaking.has(session)) speaking.add(session)
    }
    for (const session of [...speaking]) if (!state.voices.has(session)) speaking.delete(session)
    if (active.value !== state.active) active.value = state.active
  }

  return {
    speaking,
    active,
    start(): void {
      clearInterval(timer)
      timer = window.setInterval(look, EVERY)
    },
    stop(): void {
      clearInterval(timer)
      own?.stop()
      own = null
      state = SILENCE
      speaking.clear()
      active.value = null
    },
    /** One's own microphone while it is on. */
    measure(track: MediaStreamTrack | null): void {
      own?.stop()
      own = track ? meter(track) : null
    },
  }
}
