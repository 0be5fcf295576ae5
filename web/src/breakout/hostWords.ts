import { onScopeDispose, shallowRef, watch } from 'vue'
import type { Message } from '@/api/types'
import { useRoom } from '@/room/room'
import { keyOf } from './boardRules'
import { isFromOutside } from './wordsRules'

/** The last word that a host said to this breakout room from outside; it stays until one has seen it. */
export function useHostWords() {
  const room = useRoom()
  const words = shallowRef<Message | null>(null)

  onScopeDispose(room.signaling.on('chat', (news) => {
    if (!('comment' in news) || news.token !== room.token || room.parentToken === null) return
    const present = new Set<string>()
    for (const session of room.sessions.values()) {
      if (session.participant) present.add(keyOf(session.participant))
      if (session.userId) present.add(`users/${session.userId}`)
    }
    if (isFromOutside(news.comment, room.participants, present, room.room ? keyOf(room.room) : '')) words.value = news.comment
  }))

  watch(() => room.token, () => {
    words.value = null
  })

  return { words, close: () => { words.value = null } }
}
