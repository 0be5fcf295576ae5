import { computed, nextTick, onBeforeUnmount, onMounted, ref, shallowRef, watch, type Ref } from 'vue'
import type { useChat } from './chat'
import type { Conversation } from './conversation'
import { around, cut, down, up, type Window } from './windowRules'

/** So near to an edge more is fetched. */
const NEAR = 700
/** So near to the end counts as being there. */
const AT_END = 48
const FLASH = 1600

/**
 * Keeps a part of a long list in the page and what one looks at where it is: older messages are put above it, newer ones
 * below; at the end one follows what is new.
 */
export function useScrolling(container: Ref<HTMLElement | null>, conversation: Conversation, chat: ReturnType<typeof useChat>) {
  /** A message of the part one looks at; null: the part that goes on with what is being said. */
  const focus = ref<number | null>(null)
  const view = shallowRef<Window>({ from: null, to: null })
  const busy = ref<'older' | 'newer' | null>(null)
  const flashed = ref<number | null>(null)
  let frame = 0
  let isSettled = false
  let observer: ResizeObserver | null = null

  const range = computed(() => {
    void conversation.version.value
    const found = focus.value === null ? conversation.log.live : conversation.log.rangeOf(focus.value)
    return found ?? conversation.log.live
  })
  const isLive = computed(() => range.value === null || range.value.to === conversation.log.live?.to)
  const all = computed(() => conversation.messages(range.value))
  const ids = computed(() => all.value.map(({ id }) => id))
  const bounds = computed(() => cut(ids.value, view.value))
  const shown = computed(() => all.value.slice(bounds.value[0], bounds.value[1]))
  const isAtStart = computed(() => bounds.value[0] === 0 && (range.value?.from ?? 1) === 0)
  const reachesEnd = computed(() => isLive.value && bounds.value[1] === ids.value.length)

  const rows = () => [...(container.value?.querySelectorAll<HTMLElement>('[data-id]') ?? [])]

  /** Changes what is shown without moving what one looks at. */
  async function keeping(change: () => void): Promise<void> {
    const element = container.value
    if (!element) return change()
    const { bottom } = element.getBoundingClientRect()
    const anchor = rows().findLast((row) => row.getBoundingClientRect().top < bottom)
    const before = anchor?.getBoundingClientRect().bottom ?? 0
    change()
    await nextTick()
    const after = anchor && element.querySelector(`[data-id="${anchor.dataset.id}"]`)
    if (after) element.scrollTop += after.getBoundingClientRect().bottom - before
  }

  async function extend(direction: 'older' | 'newer'): Promise<void> {
    const [start, end] = bounds.value
    const isInside = direction === 'older' ? start > 0 : end < ids.value.length
    if (!isInside) {
      if (busy.value || !range.value || (direction === 'older' ? range.value.from === 0 : isLive.value)) return
      busy.value = direction
      try {
        // The window keeps its ends while the list grows beyond them.
        view.value = { from: ids.value[start] ?? null, to: reachesEnd.value ? null : (ids.value[end - 1] ?? null) }
        await keeping(() => undefined)
        await (direction === 'older' ? conversation.feed.older(range.value) : conversation.feed.newer(range.value))
      } catch {
        return
      } finally {
        busy.value = null
      }
    }
    await keeping(() => { view.value = (direction === 'older' ? up : down)(ids.value, view.value) })
    look()
  }

  function onScroll(): void {
    frame ||= requestAnimationFrame(() => {
      frame = 0
      look()
    })
  }

  /** Where one is: what was seen, whether news are followed, whether more is needed. */
  function look(): void {
    const element = container.value
    if (!element || !isSettled || element.clientHeight === 0) return
    const below = element.scrollHeight - element.scrollTop - element.clientHeight
    chat.isFollowing = reachesEnd.value && below < AT_END
    note()
    if (element.scrollTop < NEAR && !isAtStart.value) void extend('older')
    else if (below < NEAR && !reachesEnd.value) void extend('newer')
  }

  function note(): void {
    if (!chat.isSeen) return
    if (chat.isFollowing) return chat.markSeen(ids.value.at(-1) ?? 0)
    const bottom = container.value!.getBoundingClientRect().bottom
    const last = rows().findLast((row) => row.getBoundingClientRect().bottom <= bottom + 1)
    if (last) chat.markSeen(Number(last.dataset.id))
  }

  function toEnd(): void {
    focus.value = null
    view.value = { from: null, to: null }
    chat.isFollowing = true
    void nextTick(stick)
  }

  function stick(): void {
    const element = container.value
    if (!element) return
    if (chat.isFollowing) element.scrollTop = element.scrollHeight
    look()
  }

  /** @returns whether the message could be shown */
  async function jump(id: number): Promise<boolean> {
    if (!conversation.log.rangeOf(id) && !conversation.log.list().some((message) => message.id === id)) {
      const isThere = await conversation.feed.around(id).catch(() => false)
      if (!isThere) return false
    }
    chat.isFollowing = false
    if (!shown.value.some((message) => message.id === id)) {
      focus.value = conversation.log.rangeOf(id) ? id : null
      await nextTick()
      view.value = around(ids.value, id)
      await nextTick()
    }
    const row = container.value?.querySelector<HTMLElement>(`[data-id="${id}"]`)
    if (!row) return false
    row.scrollIntoView({ block: 'center' })
    row.focus({ preventScroll: true })
    flashed.value = id
    window.setTimeout(() => { if (flashed.value === id) flashed.value = null }, FLASH)
    return true
  }

  /** At the line above what is new, or at the end. */
  async function settle(): Promise<void> {
    await nextTick()
    const element = container.value
    if (!element || element.clientHeight === 0) return
    const line = element.querySelector<HTMLElement>('[data-new]')
    element.scrollTop = element.scrollHeight
    if (line) {
      const offset = line.getBoundingClientRect().top - element.getBoundingClientRect().top
      if (offset < 0) element.scrollTop += offset - 8
    }
    isSettled = true
    look()
  }

  onMounted(() => {
    observer = new ResizeObserver(() => (isSettled ? stick() : void settle()))
    observer.observe(container.value!)
    for (const child of container.value!.children) observer.observe(child)
    if (conversation.status.value === 'ready') void settle()
  })
  watch(conversation.status, (status) => { if (status === 'ready') void settle() })
  watch(() => chat.isSeen, (seen) => { if (seen) void nextTick(look) })
  watch(isLive, (live) => { if (live && focus.value !== null && range.value?.to === conversation.log.live?.to) focus.value = null })
  // What comes while one follows is shown at once; a window that only grew would hold the whole evening in the end.
  watch(() => ids.value.length, () => { if (chat.isFollowing && reachesEnd.value) view.value = { from: null, to: null } })
  onBeforeUnmount(() => {
    observer?.disconnect()
    cancelAnimationFrame(frame)
  })

  return { shown, isAtStart, reachesEnd, busy, flashed, onScroll, toEnd, jump }
}
