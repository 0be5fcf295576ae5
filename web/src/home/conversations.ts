import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { plenum, talk } from '@/api/ocs'
import type { Room } from '@/api/types'
import { merge, type Presence } from './conversationRules'

/** The list says what changed, not what is gone: every so many rounds all of it is asked for. */
const ROUNDS_BETWEEN_ALL = 6

/** My conversations, as the server last listed them. */
export const useConversations = defineStore('conversations', () => {
  const rooms = shallowRef<readonly Room[]>([])
  const presences = shallowRef<ReadonlyMap<string, Presence>>(new Map())
  const isLoaded = ref(false)
  const problem = shallowRef<unknown>(null)
  let modifiedBefore = 0
  let rounds = 0

  /** One round: what has changed since the last one, and who is where. */
  async function refresh(all = false): Promise<void> {
    const isAll = all || modifiedBefore === 0 || rounds % ROUNDS_BETWEEN_ALL === 0
    try {
      const [list, inside] = await Promise.all([
        talk.send<Room[]>('GET', 'v4/room', { query: { noStatusUpdate: 1, modifiedSince: isAll ? 0 : modifiedBefore } }),
        // Without it the list is still worth showing; who is where stays as it was.
        plenum.get<Presence[]>('overview').catch(() => null),
      ])
      modifiedBefore = Number(list.headers.get('X-Nextcloud-Talk-Modified-Before') ?? 0)
      rounds++
      rooms.value = merge(rooms.value, list.data, isAll)
      if (inside) presences.value = new Map(inside.map((presence) => [presence.token, presence]))
      isLoaded.value = true
      problem.value = null
    } catch (error) {
      problem.value = error
    }
  }

  /** Takes the server's answer to a change. */
  function take(room: Room): void {
    rooms.value = merge(rooms.value, [room], false)
  }

  async function favour(room: Room): Promise<void> {
    const path = `v4/room/${room.token}/favorite`
    take(await (room.isFavorite ? talk.delete<Room>(path) : talk.post<Room>(path)))
  }

  async function archive(room: Room): Promise<void> {
    const path = `v4/room/${room.token}/archive`
    take(await (room.isArchived ? talk.delete<Room>(path) : talk.post<Room>(path)))
  }

  async function rename(room: Room, name: string): Promise<void> {
    take(await talk.put<Room>(`v4/room/${room.token}`, { roomName: name }))
  }

  async function markRead(room: Room): Promise<void> {
    await talk.post(`v1/chat/${room.token}/read`)
    await refresh(true)
  }

  /** Its breakout rooms leave the list with it. */
  async function leave(room: Room): Promise<void> {
    await talk.delete(`v4/room/${room.token}/participants/self`)
    drop(room.token)
  }

  async function remove(room: Room): Promise<void> {
    await talk.delete(`v4/room/${room.token}`)
    drop(room.token)
  }

  function drop(token: string): void {
    rooms.value = rooms.value.filter((room) => room.token !== token && !(room.objectType === 'room' && room.objectId === token))
  }

  /** Somebody else signed in. */
  function forget(): void {
    rooms.value = []
    presences.value = new Map()
    isLoaded.value = false
    modifiedBefore = 0
  }

  return { rooms: computed(() => rooms.value), presences: computed(() => presences.value), isLoaded: computed(() => isLoaded.value), problem: computed(() => problem.value), refresh, take, favour, archive, rename, markRead, leave, remove, forget }
})
