/** What the server's board says, read as people and rooms (no requests, no clock). */
import { BreakoutStatus, isModerator, RoomType } from '@/api/constants'
import type { Board, BoardPerson, BoardRoom } from '@/api/types'

/**
 * Where somebody is: in the call of where he belongs, there without the call, on the way, still in the plenum, or not
 * connected at all.
 */
export type Place = 'call' | 'here' | 'coming' | 'plenum' | 'away'

/** Why somebody cannot be assigned: moderators are in every room, and some kinds of participants stay in the plenum. */
export type Fixed = 'host' | 'kind'

export interface Person {
  key: string
  /** In the parent, which is what attendee maps speak of. */
  attendeeId: number
  actorType: string
  actorId: string
  /** Empty for a guest without a name. */
  name: string
  fixed: Fixed | null
  /** Token of the room this person belongs to. */
  room: string | null
  /** What this person is in that room. */
  attendeeIdInRoom: number | null
  place: Place
  /** Tokens of the breakout rooms this person is connected to; interesting for moderators, who belong to all. */
  at: string[]
}

export function keyOf(actor: { actorType: string; actorId: string }): string {
  return `${actor.actorType}/${actor.actorId}`
}

/** Accounts take part everywhere, guests only where the conversation is public (reference, webinars §5.1a). */
export function takesPart(actorType: string, parentType: number): boolean {
  return actorType === 'users' || (parentType === RoomType.Public && (actorType === 'guests' || actorType === 'emails'))
}

/**
 * Everybody of the parent, by name.
 * @param addresses by attendee id, for those without a name
 */
export function peopleOf(board: Board, parentType: number, addresses: ReadonlyMap<number, string> = new Map()): Person[] {
  const isRunning = board.status === BreakoutStatus.Started
  const rowsOf = new Map<string, { token: string; row: BoardPerson }[]>()
  for (const { token, people } of board.rooms) {
    for (const row of people) {
      const rows = rowsOf.get(keyOf(row))
      if (rows) rows.push({ token, row })
      else rowsOf.set(keyOf(row), [{ token, row }])
    }
  }
  const goalOf = new Map(board.missing.map((missing) => [keyOf(missing), missing.to]))
  const collator = new Intl.Collator()
  return board.parent.people
    .filter((row) => row.actorType !== 'groups' && row.actorType !== 'circles')
    .map((row) => {
      const key = keyOf(row)
      const own = rowsOf.get(key) ?? []
      const fixed = isModerator(row.participantType) ? 'host' : takesPart(row.actorType, parentType) ? null : 'kind'
      const room = fixed ? undefined : own[0]
      return {
        key,
        attendeeId: row.attendeeId,
        actorType: row.actorType,
        actorId: row.actorId,
        name: row.displayName || (addresses.get(row.attendeeId) ?? ''),
        fixed,
        room: room?.token ?? null,
        attendeeIdInRoom: room?.row.attendeeId ?? null,
        place: placeOf(row, isRunning ? room : undefined, goalOf.get(key), board.parent.token),
        at: own.filter((there) => there.row.present).map((there) => there.token),
      } satisfies Person
    })
    .sort((one, other) => collator.compare(one.name, other.name) || one.attendeeId - other.attendeeId)
}

function placeOf(inParent: BoardPerson, room: { token: string; row: BoardPerson } | undefined, goal: string | undefined, parent: string): Place {
  const belongs = room?.row ?? inParent
  if (belongs.inCall) return 'call'
  if (belongs.present) return 'here'
  if (goal === (room?.token ?? parent)) return 'coming'
  return room && inParent.present ? 'plenum' : 'away'
}

/** Rooms that ask for help: who asked first comes first; the same second in the order of the rooms. */
export function helpRequests(board: Board): BoardRoom[] {
  return board.rooms.filter((room) => room.helpRequestedAt !== null).sort((one, other) => one.helpRequestedAt! - other.helpRequestedAt!)
}
