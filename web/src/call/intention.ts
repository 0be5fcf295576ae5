import { ref, watch } from 'vue'
import type { useRoom } from '@/room/room'

const KEY = 'plenum.call'
/** Whoever comes in to a running call expects to be seen and heard as they chose; later they may be busy with something else. */
const FRESH_FOR = 15_000

interface Hooks {
  isOut(): boolean
  mayJoin(): boolean
  /** @param quietly with everything off */
  join(quietly: boolean): Promise<unknown>
}

/**
 * Whoever said at the door that they come for the call is brought into it as soon as there is one. A reload comes back to
 * the call that it interrupted.
 */
export function createIntention(room: ReturnType<typeof useRoom>, hooks: Hooks) {
  const token = ref(sessionStorage.getItem(KEY) ?? '')
  let since = performance.now()

  function remember(next: string): void {
    token.value = next
    since = performance.now()
    if (next) sessionStorage.setItem(KEY, next)
    else sessionStorage.removeItem(KEY)
  }

  // The time that somebody waits at the door or in the lobby does not count.
  watch(() => room.phase, (now, before) => { if (now === 'inside' && before !== 'inside') since = performance.now() })
  watch(() => token.value !== '' && token.value === room.token && room.phase === 'inside' && room.connection === 'connected' && room.hasCall && hooks.isOut() && hooks.mayJoin(), (is) => {
    if (is && token.value === room.token) void hooks.join(performance.now() - since > FRESH_FOR)
  }, { immediate: true })

  return {
    /** One comes for the call of this conversation. */
    intend: remember,
    /** One left it, and does not want to be brought back. */
    forget: () => remember(''),
  }
}
