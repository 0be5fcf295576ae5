import { onScopeDispose, ref } from 'vue'
import { announcementOf, type Heard } from './announceRules'

/** A screen reader is told of new messages at most once in so many milliseconds. */
const FIRST = 700
const AGAIN = 5000

/** Collects what was heard and says it in one go. */
export function useAnnouncer(say: (announcement: NonNullable<ReturnType<typeof announcementOf>>) => string) {
  const text = ref('')
  let heard: Heard[] = []
  let timer = 0
  let saidAt = -Infinity

  function hear(...messages: Heard[]): void {
    heard.push(...messages)
    timer ||= window.setTimeout(speak, Math.max(FIRST, saidAt + AGAIN - performance.now()))
  }

  function speak(): void {
    timer = 0
    saidAt = performance.now()
    const announcement = announcementOf(heard)
    heard = []
    if (announcement) text.value = say(announcement)
  }

  onScopeDispose(() => clearTimeout(timer))
  return { text, hear }
}
