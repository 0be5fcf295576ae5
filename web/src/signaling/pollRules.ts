/** What a pull of internal signaling brings, compared with the one before. */
import type { CallEntry, PresentSession, Signal } from './types'

export interface PolledUser {
  sessionId: string
  userId: string
  inCall: number
  actorType?: string
  actorId?: string
  participantPermissions?: number
}

export type PolledItem = { type: 'usersInRoom'; data: PolledUser[] } | { type: 'message'; data: string }

export interface Difference {
  joined: PresentSession[]
  left: string[]
  /** Everybody in the call and whoever has just left it; null when nothing about the call changed. */
  call: CallEntry[] | null
}

export function differenceOf(before: readonly PolledUser[], after: readonly PolledUser[]): Difference {
  const old = new Map(before.map((user) => [user.sessionId, user]))
  const now = new Set(after.map((user) => user.sessionId))
  const gone = before.filter((user) => !now.has(user.sessionId))
  const changed = after.filter((user) => {
    const was = old.get(user.sessionId)
    return (was?.inCall ?? 0) !== user.inCall || (was && was.participantPermissions !== user.participantPermissions)
  })
  const leavers = [...changed.filter((user) => user.inCall === 0), ...gone.filter((user) => user.inCall !== 0).map((user) => ({ ...user, inCall: 0 }))]
  return {
    joined: after.filter((user) => !old.has(user.sessionId)).map((user) => ({
      sessionId: user.sessionId, userId: user.userId, displayName: '', roomSessionId: user.sessionId, features: [],
    })),
    left: gone.map((user) => user.sessionId),
    call: changed.length > 0 || leavers.length > 0 ? [...after.filter((user) => user.inCall !== 0), ...leavers].map(entryOf) : null,
  }
}

function entryOf(user: PolledUser): CallEntry {
  return {
    sessionId: user.sessionId,
    roomSessionId: user.sessionId,
    inCall: user.inCall,
    actorType: user.actorType,
    actorId: user.actorId,
    participantPermissions: user.participantPermissions,
  }
}

/** A message in the shape of those that come over a socket; null for what cannot be read. */
export function signalOf(json: string, users: readonly PolledUser[]): (Signal & { isControl: boolean }) | null {
  try {
    const data = JSON.parse(json)
    if (typeof data !== 'object' || data === null || typeof data.from !== 'string') return null
    const isControl = data.type === 'control'
    const userId = users.find((user) => user.sessionId === data.from)?.userId ?? ''
    return { from: data.from, userId, data: isControl ? (data.payload ?? {}) : data, isControl }
  } catch {
    return null
  }
}
