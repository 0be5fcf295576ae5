/** Rooms and people for tests. */
import type { Participant, Room } from '@/api/types'

export function roomOf(extra: Partial<Record<keyof Room, unknown>> = {}): Room {
  return {
    token: 'room1', type: 3, name: 'Webinar', displayName: 'Webinar', description: '', objectType: '', objectId: '',
    participantType: 3, participantFlags: 0, permissions: 246, attendeePermissions: 0, attendeeId: 7, actorType: 'users', actorId: 'ada', sessionId: 'S1', lastPing: 0,
    lobbyState: 0, lobbyTimer: 0, readOnly: 0, hasPassword: false, hasCall: false, callStartTime: 0, canStartCall: true, breakoutRoomMode: 0, breakoutRoomStatus: 0, attendeePin: null,
    ...extra,
  } as Room
}

export function participantOf(actorId: string, extra: Partial<Participant> = {}): Participant {
  return {
    roomToken: 'room1', attendeeId: 1, actorType: 'users', actorId, displayName: actorId.toUpperCase(), participantType: 3, inCall: 0, lastPing: 0,
    sessionIds: [`S-${actorId}`], permissions: 246, attendeePermissions: 0, attendeePin: '', phoneNumber: '', callId: '', ...extra,
  }
}
