/** What goes over the signaling, in both directions, whichever way it goes: a socket or polling. */
import type { Message, Missing } from '@/api/types'

export type ConnectionState = 'connecting' | 'connected' | 'reconnecting' | 'offline'

/** The room as its signaling server describes it; only a hint that something changed, the truth is in the REST API. */
export interface RoomProperties {
  name?: string
  'lobby-state'?: number
  'read-only'?: number
  [key: string]: unknown
}

/** A session that is connected to the room. */
export interface PresentSession {
  sessionId: string
  /** Empty for guests. */
  userId: string
  displayName: string
  /** Talk's session id: that of `Participant.sessionIds` and of hands. */
  roomSessionId: string
  features: readonly string[]
}

/** A line of the list of who is in the call. */
export interface CallEntry {
  sessionId: string
  roomSessionId: string
  inCall: number
  actorType?: string
  actorId?: string
  displayName?: string
  participantType?: number
  participantPermissions?: number
  /** A recorder or the like: counts as nobody. */
  internal?: boolean
  /** Somebody who speaks through a telephone bridge. */
  virtual?: boolean
}

export interface CallUpdate {
  token: string
  /** Everybody in the call, and whoever has just left it (`inCall` 0). Empty when `everybody` says it all. */
  users: CallEntry[]
  /** Flags that hold for everybody now; 0: the call is over. */
  everybody?: number
}

export type Recipient =
  | { type: 'session'; sessionid: string }
  | { type: 'user'; userid: string }
  | { type: 'room' }
  | { type: 'call' }

/** What one session says to others: `{ type: 'offer', roomType: 'video', payload: … }` and the like. */
export interface SignalData {
  type?: string
  roomType?: string
  payload?: unknown
  sid?: string
  [key: string]: unknown
}

export interface Signal {
  /** Signaling session id of the sender. */
  from: string
  userId: string
  data: SignalData
}

export type ChatNews = { token: string; refresh: true } | { token: string; comment: Message }

export interface Hand {
  attendeeId: number
  actorType: string
  actorId: string
  displayName: string
  /** Talk's session id: `PresentSession.roomSessionId`. */
  sessionId: string
  /** Unix milliseconds. */
  raisedAt: number
}

/** Plenum's own news. Each names one of these. */
export interface PlenumNews {
  /** Who was sent to another room of the meeting and has not arrived (moderators). */
  moves?: { token: string; count: number; missing: Missing[] }
  /** How many wait in the lobby (moderators). */
  waiting?: { token: string; count: number }
  /** One was let in although the lobby stays closed. */
  admitted?: { token: string }
  /** Raised hands, the first one first. */
  hands?: { token: string; count: number; hands: Hand[] }
  /** The board of breakout rooms has changed: `token` is the parent's (moderators). */
  board?: { token: string }
  /** Breakout rooms have a time limit (unix seconds), another one, or none any more: `token` is the parent's. */
  timer?: { token: string; endsAt: number | null }
  /** Somebody calls this account to a call, perhaps of another conversation. */
  call?: { token: string; actorType: string; actorId: string }
}

export type TransientChange =
  | { type: 'initial'; data: Record<string, unknown> }
  | { type: 'set'; key: string; value: unknown }
  | { type: 'remove'; key: string }

export interface Bandwidth {
  maxstreambitrate?: number
  maxscreenbitrate?: number
}

export interface SignalingEvents {
  state: ConnectionState
  /** One is in the room. `fresh`: as a new session, so that streams have to be published anew; otherwise everything goes on. */
  joined: { token: string; sessionId: string; properties: RoomProperties; bandwidth?: Bandwidth; fresh: boolean }
  /** The room was changed. */
  properties: { token: string; properties: RoomProperties }
  join: PresentSession[]
  /** Also sent when a session's description changes. */
  change: PresentSession[]
  leave: string[]
  call: CallUpdate
  /** Flags of a session that speaks through a telephone bridge. */
  flags: { sessionId: string; flags: number }
  chat: ChatNews
  message: Signal
  control: Signal
  switchto: { token: string; details?: unknown }
  plenum: PlenumNews
  transient: TransientChange
  recording: { status: number }
  /** Removed from a conversation, or it was deleted. */
  disinvited: { token: string; reason: 'disinvited' | 'deleted' }
  /** The place in the room is gone without a word why: the REST API knows. `ended`: the server says so by itself, not to somebody who comes back. */
  lost: { token: string; ended: boolean }
  /** The session goes on in another tab or window. */
  taken: { token: string }
  /** Something may have changed unheard (after a gap, or because polling brings no such news): ask the REST API. */
  stale: { token: string }
  /** The server refuses a message: `invalid_sdp`, `not_allowed`, `client_not_found`, `processing_failed`, … */
  refused: { code: string; message: string; sent?: unknown }
}

/** What is the same over a socket and over polling. */
export interface Transport {
  /** One's own public session id; empty before one is known. */
  readonly sessionId: string
  readonly features: ReadonlySet<string>
  /** Chat, properties, hands and moves are pushed; where they are not, one asks for them. */
  readonly pushes: boolean
  join(place: Place): void
  say(kind: 'message' | 'control', to: Recipient, data: SignalData): void
  setTransient(key: string, value: unknown, ttl?: number): void
  /** The network may be back, or the page is looked at again. */
  nudge(): void
  /** @param leaves tells the server that one does not come back */
  close(leaves: boolean): void
}

export interface Place {
  token: string
  /** `Room.sessionId` after joining by REST. */
  roomSessionId: string
}
