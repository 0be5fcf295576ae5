import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import { isModerator } from '@/api/constants'
import { plenum, talk } from '@/api/ocs'
import type { Ban, Participant } from '@/api/types'
import { Coalesced } from '@/room/coalesced'
import { useRoom } from '@/room/room'

export interface Waiting {
  attendeeId: number
  actorType: string
  actorId: string
  /** Empty for a guest without a name. */
  displayName: string
  /** Unix seconds. */
  since: number
}

/** Names who somebody is to the API. */
export type Somebody = Pick<Participant, 'attendeeId' | 'actorType' | 'actorId'>

/** What a host does. Everything is asked of the server and shown when it has happened; errors are the caller's to explain. */
export const useDesk = defineStore('desk', () => {
  const room = useRoom()
  const waiting = shallowRef<readonly Waiting[]>([])
  const bans = shallowRef<readonly Ban[]>([])
  const mayAsk = () => room.isModerator && room.phase === 'inside'

  const waitingQuestion = new Coalesced(async () => {
    const asked = room.token
    if (!mayAsk()) return
    const answer = await plenum.get<Waiting[]>(`room/${asked}/waiting`)
    if (asked === room.token && mayAsk()) waiting.value = answer
  }, () => 500)
  const refreshWaiting = () => waitingQuestion.run()

  const admit = async (attendeeId: number) => {
    await plenum.post(`room/${room.token}/waiting/${attendeeId}`)
    waiting.value = waiting.value.filter((one) => one.attendeeId !== attendeeId)
  }

  const admitAll = async () => {
    const { admitted } = await plenum.post<{ admitted: number }>(`room/${room.token}/waiting`)
    waiting.value = []
    return admitted
  }

  /** @param opensAt Unix seconds; null: it stays until a host opens it */
  const setLobby = async (on: boolean, opensAt: number | null = null) => {
    await talk.put(`v4/room/${room.token}/webinar/lobby`, on ? { state: 1, timer: opensAt } : { state: 0 })
    await room.refresh()
  }

  const setDefaultPermissions = async (permissions: number) => {
    await talk.put(`v4/room/${room.token}/permissions/default`, { permissions })
    await Promise.all([room.refresh(), room.refreshParticipants()])
  }

  const setPermissions = async (attendeeId: number, permissions: number, method: 'set' | 'add' | 'remove' = 'set') => {
    await talk.put(`v4/room/${room.token}/attendees/permissions`, { attendeeId, permissions, method })
    await room.refreshParticipants()
  }

  const promote = async (attendeeId: number) => {
    await talk.post(`v4/room/${room.token}/moderators`, { attendeeId })
    await room.refreshParticipants()
  }

  const demote = async (attendeeId: number) => {
    await talk.delete(`v4/room/${room.token}/moderators`, { attendeeId })
    await room.refreshParticipants()
  }

  const remove = async (attendeeId: number) => {
    await talk.delete(`v4/room/${room.token}/attendees`, { attendeeId })
    await Promise.all([room.refreshParticipants(), refreshWaiting()])
  }

  /** Out, and not in again by the same account or from the same address. */
  const ban = async (person: Somebody, internalNote: string) => {
    await talk.post(`v1/ban/${room.token}`, { actorType: person.actorType, actorId: person.actorId, internalNote })
    await Promise.all([room.refreshParticipants(), refreshWaiting()])
  }

  const refreshBans = async () => {
    bans.value = await talk.get<Ban[]>(`v1/ban/${room.token}`)
  }

  const unban = async (id: number) => {
    await talk.delete(`v1/ban/${room.token}/${id}`)
    await refreshBans()
  }

  const ring = (attendeeId: number) => talk.post(`v4/call/${room.token}/ring/${attendeeId}`)

  /** Tells all sessions of somebody to be quiet; apps obey moderators with an account. */
  function mute(person: Pick<Participant, 'sessionIds'>): void {
    for (const session of room.sessions.values()) {
      if (session.inCall === 0 || !person.sessionIds.includes(session.roomSessionId)) continue
      room.signaling.control(session.id, { action: 'forceMute', peerId: session.id })
    }
  }

  /** Everybody but hosts. */
  function muteAll(): void {
    for (const session of room.sessions.values()) {
      if (session.inCall === 0 || session.isMe || isModerator(session.participantType)) continue
      room.signaling.control(session.id, { action: 'forceMute', peerId: session.id })
    }
  }

  const setSip = async (state: number) => {
    await talk.put(`v4/room/${room.token}/webinar/sip`, { state })
    await Promise.all([room.refresh(), room.refreshParticipants()])
  }

  const setReadOnly = async (on: boolean) => {
    await talk.put(`v4/room/${room.token}/read-only`, { state: on ? 1 : 0 })
    await room.refresh()
  }

  /** To everybody inside, and into every breakout room while they run. */
  const tellEveryone = async (message: string) => {
    await talk.post(`v1/chat/${room.token}`, { message })
    if (room.room?.breakoutRoomStatus === 1 && room.room.breakoutRoomMode) await talk.post(`v1/breakout-rooms/${room.token}/broadcast`, { message })
  }

  const endForAll = async () => {
    await talk.delete(`v4/call/${room.token}`, { all: true })
  }

  // The number may stay while names change.
  room.signaling.on('plenum', (news) => { if (news.waiting?.token === room.token) void refreshWaiting().catch(() => undefined) })

  watch(() => [room.phase, room.token, room.isModerator, room.connection], () => {
    if (!mayAsk()) {
      waiting.value = []
      return
    }
    void refreshWaiting().catch(() => undefined)
  }, { immediate: true })

  return {
    waiting: computed(() => waiting.value),
    bans: computed(() => bans.value),
    admit, admitAll, setLobby, setDefaultPermissions, setPermissions, promote, demote, remove, ban, refreshBans, unban,
    ring, mute, muteAll, setSip, setReadOnly, tellEveryone, endForAll,
  }
})
