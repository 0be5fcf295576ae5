import { defineStore } from 'pinia'
import { computed, onScopeDispose, ref, watch } from 'vue'
import { plenum } from '@/api/ocs'
import type { Timer } from '@/api/types'
import { Coalesced } from '@/room/coalesced'
import { useRoom } from '@/room/room'
import { useClock } from '@/stores/clock'
import { useBreakout } from './breakout'
import { NOTICE_BEFORE, extended, limitFrom } from './timerRules'

/** Until when the breakout rooms are open. The server keeps the limit and closes them; pages set it and show it. */
export const useTimer = defineStore('breakoutTimer', () => {
  const here = useRoom()
  const breakout = useBreakout()
  const clock = useClock()

  /** Unix seconds by the server's clock; null for as long as hosts like. */
  const endsAt = ref<number | null>(null)
  /** For how many minutes the rooms are to open next; 0 for as long as hosts like. */
  const planned = ref(0)

  const isInside = () => here.phase === 'inside' && (breakout.isBreakoutRoom || breakout.isRunning)

  const question = new Coalesced(async () => {
    const token = here.token
    const answer = isInside() ? await plenum.get<Timer>(`breakout-rooms/${token}/timer`) : null
    if (token === here.token) endsAt.value = answer?.endsAt ?? null
  }, () => 500)
  /** What cannot be asked now is asked at the next occasion. */
  const load = () => question.run().catch(() => undefined)

  async function set(seconds: number, notice: string): Promise<void> {
    const answer = await plenum.put<Timer>(`breakout-rooms/${breakout.parentToken}/timer`, { endsAt: seconds, notice, noticeSeconds: NOTICE_BEFORE })
    endsAt.value = answer.endsAt
  }

  watch(() => [here.phase, here.token, breakout.isRunning, here.connection], () => void load(), { immediate: true })
  onScopeDispose(here.signaling.on('plenum', (news) => { if (news.timer?.token === breakout.parentToken) endsAt.value = news.timer.endsAt }))
  onScopeDispose(here.signaling.on('stale', () => void load()))

  return {
    endsAt: computed(() => endsAt.value),
    planned,

    /** @param notice said in the rooms a minute before */
    limit: (minutes: number, notice: string) => set(limitFrom(clock.now(), minutes), notice),
    extend: (minutes: number, notice: string) => set(extended(endsAt.value, clock.now(), minutes), notice),
    async clear() {
      await plenum.delete(`breakout-rooms/${breakout.parentToken}/timer`)
      endsAt.value = null
    },
  }
})
