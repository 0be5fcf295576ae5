import { computed, onMounted, onScopeDispose, ref, watch, watchEffect, type ComputedRef, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { clockOf, DAY, remaining } from '@/lib/spanRules'
import { useRoom } from '@/room/room'
import { useClock, useNow } from '@/stores/clock'
import { useToasts } from '@/stores/toasts'
import { milestone, timeLeft, type TimeLeft } from './countdownRules'
import { useDoorbell } from './doorbell'

interface Waiting {
  isWaiting: () => boolean
  /** Unix seconds; null when the host decides. */
  opensAt: () => number | null
  title: () => string
}

interface Opening {
  opensAt: ComputedRef<number | null>
  /** null until the server's clock is known. */
  left: ComputedRef<TimeLeft | null>
  /** For screen readers. */
  news: Ref<string>
}

/** The time left by the server's clock, what is said of it, and what happens when the door opens. */
export function useOpening({ isWaiting, opensAt, title }: Waiting): Opening {
  const { t } = useI18n()
  const room = useRoom()
  const clock = useClock()
  const bell = useDoorbell()
  const now = useNow()
  const news = ref('')
  const isClockKnown = ref(clock.isSet)
  const left = computed(() => (opensAt() !== null && isClockKnown.value ? timeLeft(opensAt()!, now.value) : null))

  /** A device that slept, or whose clock was set meanwhile, asks again. */
  async function synchronise(): Promise<void> {
    if (document.visibilityState !== 'visible') return
    await clock.synchronise().catch(() => undefined)
    isClockKnown.value = true
  }
  onMounted(synchronise)
  document.addEventListener('visibilitychange', synchronise)
  onScopeDispose(() => document.removeEventListener('visibilitychange', synchronise))

  const spoken = (seconds: number) => {
    const { unit, n } = remaining(seconds)
    return t(`door.time.${unit}`, { n }, n)
  }

  // Said when one begins to wait, when the time is set anew, and at a few moments on the way.
  watch([isWaiting, opensAt, () => left.value !== null], ([waits, at]) => {
    if (!waits) news.value = ''
    else if (at === null) news.value = t('door.news.hostDecides')
    else if (left.value?.total) news.value = t('door.news.opensIn', { time: spoken(left.value.total) })
  }, { immediate: true })
  watch(left, (after, before) => {
    const passed = isWaiting() && before && after ? milestone(before.total, after.total) : null
    if (passed) news.value = t('door.news.opensIn', { time: spoken(passed) })
  })

  const shortly = ({ days, total }: TimeLeft) => (days ? t('door.titleDays', { n: days, time: clockOf(total % DAY, true) }) : clockOf(total))
  watchEffect(() => {
    document.title = `${isWaiting() && left.value?.total ? `${shortly(left.value)} · ` : ''}${title()} · ${t('common.product')}`
  })

  // In the very moment: with the next picture the page of the room takes this place.
  watch(() => room.phase, (phase, before) => {
    if (before !== 'waiting' || phase !== 'inside') return
    const text = t('door.opened.text', { name: title() })
    bell.ring(t('door.opened.title'), text, `door-${room.token}`)
    useToasts().show(text, 'good')
  }, { flush: 'sync' })

  return { opensAt: computed(opensAt), left, news }
}
