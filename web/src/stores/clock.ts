import { defineStore } from 'pinia'
import { computed, onScopeDispose, ref, watch, type Ref } from 'vue'
import { plenum } from '@/api/ocs'

const SAMPLES = 3

/** The server's clock. What counts down counts against it: the clock of the device may be off by hours. */
export const useClock = defineStore('clock', () => {
  /** Milliseconds to add to the device's clock. */
  const offset = ref(0)
  const isSet = ref(false)

  /** Takes the sample with the shortest way there and back. */
  async function synchronise(): Promise<void> {
    let best = Infinity
    for (let sample = 0; sample < SAMPLES; sample++) {
      const [sent, start] = [Date.now(), performance.now()]
      const { now } = await plenum.get<{ now: number }>('time')
      const took = performance.now() - start
      if (took >= best) continue
      best = took
      offset.value = now - (sent + took / 2)
      isSet.value = true
    }
  }

  const now = () => Date.now() + offset.value

  return { offset: computed(() => offset.value), isSet: computed(() => isSet.value), synchronise, now }
})

/** The server's time as a ref, in milliseconds, renewed at the beginning of each interval. Ends with the component. */
export function useNow(interval = 1000): Ref<number> {
  const clock = useClock()
  const now = ref(clock.now())
  let timer = 0
  const tick = () => {
    clearTimeout(timer)
    now.value = clock.now()
    timer = window.setTimeout(tick, interval - (now.value % interval))
  }
  tick()
  watch(() => clock.offset, tick)
  onScopeDispose(() => clearTimeout(timer))
  return now
}
