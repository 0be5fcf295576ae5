/** What the description of a conversation means for oneself. */
import { isModerator, LobbyState, ParticipantType, Permission } from '@/api/constants'
import { OcsError, OfflineError } from '@/api/ocs'
import type { RoomProperties } from '@/signaling/types'
import type { Participant, Room } from '@/api/types'

export type Phase =
  | 'loading' | 'sign-in' | 'missing' | 'password' | 'name' | 'waiting' | 'inside'
  | 'taken' | 'removed' | 'banned' | 'gone' | 'failed' | 'left'

/** Behind the door: waiting or inside. */
export const isIn = (phase: Phase): boolean => phase === 'waiting' || phase === 'inside'

/** Somebody who only looks at a public conversation from outside belongs to it by no row. */
export const isMember = (room: Room): boolean => room.attendeeId > 0

/** The lobby holds one back. */
export function mustWait(room: Room): boolean {
  return room.lobbyState === LobbyState.NonModerators && !isModerator(room.participantType) && (room.permissions & Permission.SkipLobby) === 0
}

/** The lobby was opened or closed between the way in by REST and the way in on the socket: nobody says so again. */
export function isOutdated(room: Room | null, properties: RoomProperties): boolean {
  const state = properties['lobby-state']
  return room !== null && state !== undefined && state !== room.lobbyState
}

/** @param permission one or several bits; all of them are needed */
export function may(room: Room | null, permission: number): boolean {
  if (!room) return false
  return isModerator(room.participantType) || (room.permissions & permission) === permission
}

/** Guests may not read who belongs to a conversation. */
export const mayList = (room: Room | null): boolean => room !== null && room.participantType !== ParticipantType.Guest

/** Oneself as a row of the list of participants. */
export function selfOf(room: Room, displayName: string): Participant {
  return {
    roomToken: room.token,
    attendeeId: room.attendeeId,
    actorType: room.actorType,
    actorId: room.actorId,
    displayName,
    participantType: room.participantType,
    inCall: room.participantFlags,
    lastPing: room.lastPing,
    sessionIds: [room.sessionId],
    permissions: room.permissions,
    attendeePermissions: room.attendeePermissions,
    attendeePin: room.attendeePin ?? '',
    phoneNumber: '',
    callId: '',
  }
}

/** A breakout room names its parent. */
export function parentOf(room: Room | null): string | null {
  return room?.objectType === 'room' && room.objectId ? room.objectId : null
}

/** Where to stand at the door before one goes in; null: go in at once. */
export function doorFor(room: Room, isSignedIn: boolean, wasInside: boolean): 'password' | 'name' | null {
  if (wasInside) return null
  if (isSignedIn) return room.hasPassword && !isMember(room) ? 'password' : null
  if (room.actorType === 'emails' && isMember(room)) return null
  return room.hasPassword ? 'password' : 'name'
}

/** What a refused request says about one's place. */
export function phaseAfter(error: unknown, isSignedIn: boolean, wasInside: boolean): Phase {
  if (error instanceof OfflineError || !(error instanceof OcsError)) return 'failed'
  if (error.status === 403) return error.word === 'password' ? 'password' : error.word === 'ban' ? 'banned' : 'missing'
  if (error.status === 404) return wasInside ? 'gone' : isSignedIn ? 'missing' : 'sign-in'
  if (error.status === 401) return 'sign-in'
  if (error.status === 409) return 'taken'
  return 'failed'
}

/** Milliseconds until one asks again whether the lobby is open; the time it is set for, or a while as a net. @param now of the server, milliseconds */
export function nextLook(lobbyTimer: number, now: number, chance: number, net = 30_000): number {
  const opens = lobbyTimer * 1000
  // Those who heard nothing over the socket ask a little later than those who did, and not all at once.
  const wait = opens > now ? opens - now + 500 + chance * 1500 : Infinity
  return Math.min(wait, net)
}
