/** Looks whether the lobby has opened, for those who wait: at the time it is set for and every 30 seconds, whatever the socket says. */
import { watch, type Ref } from 'vue'
import type { Room } from '@/api/types'
import { useClock } from '@/stores/clock'
import { nextLook, type Phase } from './roomRules'

export function watchLobby(phase: Ref<Phase>, room: Ref<Room | null>, look: () => Promise<void>): void {
  const clock = useClock()
  let timer: ReturnType<typeof setTimeout> | undefined

  function plan(): void {
    clearTimeout(timer)
    if (phase.value !== 'waiting' || !room.value) return
    timer = setTimeout(() => void look().catch(() => undefined).then(plan), nextLook(room.value.lobbyTimer, clock.now(), Math.random()))
  }

  watch([phase, () => room.value?.lobbyTimer, () => clock.offset], plan, { flush: 'sync' })
}
