import { defineStore } from 'pinia'
import { computed, markRaw, ref, shallowRef, watch } from 'vue'
import type { Message } from '@/api/types'
import { useRoom } from '@/room/room'
import { useClock } from '@/stores/clock'
import { Conversation } from './conversation'
import { isOwn, mentionsSelf } from './mentionRules'

/** Lost pushes are made up for after this many milliseconds (chat §19.1). */
const REPAIR = 120_000

type Listener = (messages: Message[], conversation: Conversation) => void

/** The chat of the room one is in; it goes on while nobody looks. */
export const useChat = defineStore('chat', () => {
  const room = useRoom()
  const clock = useClock()
  const conversations = new Map<string, Conversation>()
  const listeners = new Set<Listener>()

  const current = shallowRef<Conversation | null>(null)
  /** The messages are on the screen. */
  const open = ref(false)
  /** The newest message is in sight, and news are followed. */
  const isFollowing = ref(true)
  const isTabVisible = ref(document.visibilityState === 'visible')
  const isSeen = computed(() => open.value && isTabVisible.value)
  const unread = computed(() => current.value?.unread.value ?? 0)

  /** News are pushed, and the way they come is there. */
  const isPushed = () => room.connection === 'connected' && room.signaling.pushes

  function enter(): void {
    const answer = room.room
    if (!answer || room.phase !== 'inside') {
      current.value?.close()
      return
    }
    let conversation = conversations.get(room.token)
    const self = { actorType: answer.actorType, actorId: answer.actorId }
    if (!conversation || conversation.self.actorType !== self.actorType || conversation.self.actorId !== self.actorId) {
      conversation = markRaw(new Conversation(room.token, self, answer, () => clock.now(), arrived, () => void room.refresh()))
      conversations.set(room.token, conversation)
    }
    if (current.value !== conversation) current.value?.close()
    current.value = conversation
    conversation.feed.reopen()
    void renew()
  }

  /** Whatever was missed is fetched; where nothing is pushed, the server is asked to tell. */
  async function renew(): Promise<void> {
    const conversation = current.value
    if (!conversation || room.phase !== 'inside') return
    await conversation.load().catch(() => undefined)
    if (current.value !== conversation || conversation.status.value !== 'ready') return
    conversation.feed.wait(!isPushed())
    if (isPushed()) conversation.outbox.resume()
  }

  function arrived(conversation: Conversation, messages: Message[]): void {
    if (conversation !== current.value) return
    if (messages.some((message) => isOwn(message, conversation.self))) conversation.newAfter.value = null
    const others = messages.filter((message) => message.messageType === 'comment' && !isOwn(message, conversation.self))
    if (others.length > 0) for (const listener of listeners) listener(others, conversation)
  }

  /** What was on the screen is read, unless nobody looks. */
  function markSeen(id: number): void {
    if (isSeen.value) current.value?.marker.raise(id)
  }

  /** Hears of new messages of others. @returns stops listening */
  function onArrival(listener: Listener): () => void {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }

  room.signaling.on('chat', (news) => {
    if (news.token !== current.value?.token) return
    if ('comment' in news) current.value.feed.take(news.comment)
    else void current.value.feed.catchUp().catch(() => undefined)
  })
  room.signaling.on('stale', ({ token }) => { if (token === current.value?.token) void renew() })
  watch(() => [room.token, room.phase, room.room?.actorId], enter, { immediate: true })
  watch(() => room.connection, () => void renew())

  document.addEventListener('visibilitychange', () => {
    isTabVisible.value = document.visibilityState === 'visible'
    if (isTabVisible.value) void renew()
  })
  addEventListener('online', () => void renew())
  addEventListener('pagehide', () => current.value?.marker.flush())
  setInterval(() => { if (isTabVisible.value) void renew() }, REPAIR)

  // The line stands above what came while nobody looked, and goes once everything was read and one looks away again.
  watch(unread, (now, before) => {
    if (before === 0 && now > 0 && current.value && !(isSeen.value && isFollowing.value)) current.value.newAfter.value = current.value.marker.value.value
  }, { flush: 'sync' })
  watch(isSeen, (seen) => {
    if (!seen && current.value && unread.value === 0) current.value.newAfter.value = null
  })

  return {
    /** Messages of others that were not seen yet. */
    unread,
    /** Some of them call oneself. */
    isMentioned: computed(() => {
      const conversation = current.value
      if (!conversation || unread.value === 0) return false
      const marker = conversation.marker.value.value
      return conversation.messages(null).some((message) => message.id > marker && mentionsSelf(message, conversation.self))
    }),
    open,
    current: computed(() => current.value),
    isSeen,
    isFollowing,
    isLive: computed(() => room.connection === 'connected'),
    markSeen,
    onArrival,
    renew,
  }
})
