/** Boards for tests. */
import { BreakoutMode, BreakoutStatus, ParticipantType } from '@/api/constants'
import type { Board, BoardPerson, Missing } from '@/api/types'
import type { Person } from './boardRules'

export function rowOf(actorId: string, more: Partial<BoardPerson> = {}): BoardPerson {
  return { attendeeId: 1, actorType: 'users', actorId, displayName: actorId, participantType: ParticipantType.User, inCall: false, present: false, ...more }
}

export function missingOf(actorId: string, to: string, more: Partial<Missing> = {}): Missing {
  return { actorType: 'users', actorId, displayName: actorId, from: 'P', to, orderedAt: 100, repeated: false, ...more }
}

/** A running class with the rooms R1 and R2. */
export function boardOf(more: Partial<Board> = {}): Board {
  return {
    mode: BreakoutMode.Manual,
    status: BreakoutStatus.Started,
    parent: { token: 'P', people: [] },
    rooms: [{ token: 'R1', name: 'Room 1', helpRequestedAt: null, people: [] }, { token: 'R2', name: 'Room 2', helpRequestedAt: null, people: [] }],
    missing: [],
    ...more,
  }
}

export function personOf(name: string, room: string | null = null, more: Partial<Person> = {}): Person {
  return {
    key: `users/${name}`, attendeeId: 1, actorType: 'users', actorId: name, name, fixed: null,
    room, attendeeIdInRoom: room ? 1 : null, place: 'here', at: [], ...more,
  }
}

/** Numbers that look random and are the same each time. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}
