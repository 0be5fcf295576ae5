/** Who is connected now: what joins, leaves and lists of the call say, beside who belongs to the conversation. */
import { computed, shallowRef, triggerRef, type Ref } from 'vue'
import { isModerator, Permission } from '@/api/constants'
import type { Participant } from '@/api/types'
import type { CallEntry, CallUpdate, PresentSession } from '@/signaling/types'

export interface RoomSession {
  /** Signaling session id: the address of messages. */
  readonly id: string
  /** Empty for guests. */
  readonly userId: string
  readonly displayName: string
  /** Talk's session id. */
  readonly roomSessionId: string
  readonly actorType: string
  readonly actorId: string
  /** Flags; 0 when not in the call. */
  readonly inCall: number
  /** The row of the conversation; null until the list has been read. */
  readonly participant: Participant | null
  readonly participantType: number
  /** Effective permissions. */
  readonly permissions: number
  /** Speaks through a telephone bridge. */
  readonly isVirtual: boolean
  readonly isMe: boolean
  /** Held back by the lobby: connected, and not among those inside. */
  readonly isWaiting: boolean
}

interface Known {
  present: PresentSession | null
  entry: CallEntry | null
}

interface Around {
  participants: Ref<readonly Participant[]>
  /** One's own session id. */
  own: Ref<string>
  /** Oneself, whom the list may not show. */
  self: Ref<Participant | null>
  isLobbyClosed: Ref<boolean>
}

export function createSessions({ participants, own, self, isLobbyClosed }: Around) {
  const known = shallowRef(new Map<string, Known>())
  let built = new Map<string, RoomSession>()

  const rows = computed(() => {
    const bySession = new Map<string, Participant>()
    const byActor = new Map<string, Participant>()
    for (const row of participants.value) {
      for (const id of row.sessionIds) bySession.set(id, row)
      byActor.set(`${row.actorType}/${row.actorId}`, row)
    }
    return { bySession, byActor }
  })

  const sessions = computed(() => {
    const next = new Map<string, RoomSession>()
    for (const [id, { present, entry }] of known.value) {
      if (entry?.internal || (!present && !entry?.inCall)) continue
      const session = describe(id, present, entry)
      // The same object as before when nothing changed: nothing has to be drawn again.
      const before = built.get(id)
      next.set(id, before && isSame(before, session) ? before : session)
    }
    built = next
    return next as ReadonlyMap<string, RoomSession>
  })

  function describe(id: string, present: PresentSession | null, entry: CallEntry | null): RoomSession {
    const roomSessionId = present?.roomSessionId || entry?.roomSessionId || ''
    const userId = present?.userId || (entry?.actorType === 'users' ? (entry.actorId ?? '') : '')
    const participant = rows.value.bySession.get(roomSessionId)
      ?? (id === own.value ? self.value : null)
      ?? rows.value.byActor.get(entry?.actorId ? `${entry.actorType}/${entry.actorId}` : `users/${userId}`)
      ?? null
    const participantType = entry?.participantType ?? participant?.participantType ?? 0
    const permissions = entry?.participantPermissions ?? participant?.permissions ?? 0
    return {
      id,
      userId,
      displayName: participant?.displayName || entry?.displayName || present?.displayName || userId,
      roomSessionId,
      actorType: participant?.actorType ?? entry?.actorType ?? (userId ? 'users' : 'guests'),
      actorId: participant?.actorId ?? entry?.actorId ?? (userId || roomSessionId),
      inCall: entry?.inCall ?? 0,
      participant,
      participantType,
      permissions,
      isVirtual: entry?.virtual ?? false,
      isMe: id === own.value,
      isWaiting: isLobbyClosed.value && participantType !== 0 && !isModerator(participantType) && (permissions & Permission.SkipLobby) === 0,
    }
  }

  function of(id: string): Known {
    let one = known.value.get(id)
    if (!one) known.value.set(id, (one = { present: null, entry: null }))
    return one
  }

  return {
    sessions,

    /** @returns whether somebody came of whom the list of participants knows nothing */
    join(those: readonly PresentSession[]): boolean {
      for (const one of those) of(one.sessionId).present = one
      triggerRef(known)
      // A guest comes first and says the name a moment later.
      return those.some((one) => !rows.value.bySession.get(one.roomSessionId)?.displayName)
    },

    leave(ids: readonly string[]): void {
      for (const id of ids) known.value.delete(id)
      triggerRef(known)
    },

    /** @returns whether the list of participants is behind */
    update({ users, everybody }: CallUpdate): boolean {
      let isBehind = false
      for (const entry of users) {
        const one = of(entry.sessionId)
        const was = one.entry
        isBehind ||= !entry.virtual && !entry.internal && isNews(was, entry) && !fits(rows.value.bySession.get(entry.roomSessionId), entry)
        one.entry = { ...was, ...entry }
      }
      if (everybody !== undefined) for (const [id, one] of known.value) one.entry = { sessionId: id, roomSessionId: one.present?.roomSessionId ?? '', ...one.entry, inCall: everybody }
      triggerRef(known)
      return isBehind
    },

    /** What the list of participants says of calls, for those of whom nothing was heard yet. */
    assume(): void {
      for (const one of known.value.values()) {
        const row = one.present && rows.value.bySession.get(one.present.roomSessionId)
        if (row && !one.entry && row.sessionIds.length === 1 && row.inCall) {
          one.entry = { sessionId: one.present!.sessionId, roomSessionId: one.present!.roomSessionId, inCall: row.inCall }
        }
      }
      triggerRef(known)
    },

    clear(): void {
      known.value.clear()
      built = new Map()
      triggerRef(known)
    },
  }
}

/** Something about the person, apart from the flags, is not what it was. */
function isNews(was: CallEntry | null, now: CallEntry): boolean {
  return was === null || was.participantType !== now.participantType || was.participantPermissions !== now.participantPermissions || was.displayName !== now.displayName
}

function fits(row: Participant | undefined, { displayName, participantType, participantPermissions }: CallEntry): boolean {
  return row !== undefined && (displayName ?? row.displayName) === row.displayName
    && (participantType ?? row.participantType) === row.participantType && (participantPermissions ?? row.permissions) === row.permissions
}

/** People who are inside, each once, however many tabs they have open. */
export function countPeople(sessions: readonly RoomSession[]): number {
  return new Set(sessions.filter((one) => !one.isWaiting).map((one) => `${one.actorType}/${one.actorId}`)).size
}

function isSame(a: RoomSession, b: RoomSession): boolean {
  return (Object.keys(a) as (keyof RoomSession)[]).every((key) => a[key] === b[key])
}
