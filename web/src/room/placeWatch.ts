/**
 * Asks for the conversation by itself, whatever the socket says: while one waits, at the time the lobby is set to open and
 * every 30 seconds; inside, every minute or two, because what a separate signaling server is told can be lost.
 */
import { watch, type Ref } from 'vue'
import type { Room } from '@/api/types'
import { useClock } from '@/stores/clock'
import { isIn, nextLook, type Phase } from './roomRules'

const INSIDE = 60_000

export function watchPlace(phase: Ref<Phase>, room: Ref<Room | null>, look: () => Promise<void>): void {
  const clock = useClock()
  let timer: ReturnType<typeof setTimeout> | undefined

  function plan(): void {
    clearTimeout(timer)
    if (!room.value || !isIn(phase.value)) return
    const wait = phase.value === 'waiting' ? nextLook(room.value.lobbyTimer, clock.now(), Math.random()) : INSIDE * (1 + Math.random())
    timer = setTimeout(() => void look().catch(() => undefined).then(plan), wait)
  }

  watch([phase, () => room.value?.lobbyTimer, () => clock.offset], plan, { flush: 'sync' })
}
