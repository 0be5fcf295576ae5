/** What the media engine needs of the signaling, and what it tells. Nothing in `engine/` knows more of the app than this. */

/** Talk's `roomType`: camera and microphone, or a screen. */
export type StreamKind = 'video' | 'screen'

export interface MediaSignal {
  type?: string
  roomType?: string
  sid?: string
  payload?: unknown
  [key: string]: unknown
}

export interface Wire {
  /** One's own session id. */
  readonly self: string
  send(to: string, data: MediaSignal): void
}

/** What one sends of a kind. */
export interface Outgoing {
  audio: MediaStreamTrack | null
  video: MediaStreamTrack | null
  /** What one may send: only that is described to others. */
  mayAudio: boolean
  mayVideo: boolean
}

/** Somebody else in the call. */
export interface Peer {
  session: string
  /** Is heard now, or was: flags of the call and what was said of muting. */
  sendsAudio: boolean
  sendsVideo: boolean
}

/** How large somebody's picture is shown: nothing of what is not seen is sent. */
export type Wish = 'none' | 0 | 1 | 2

export type LinkState = 'connecting' | 'connected' | 'trouble'

export interface Heard {
  /** Tracks of somebody came or went; null when nothing of the kind comes any more. */
  stream(session: string, kind: StreamKind, stream: MediaStream | null): void
  state(session: string, kind: StreamKind, state: LinkState): void
  /** Something said over the data channel. */
  said(session: string, message: MediaSignal): void
  /** What one sends oneself arrives, or not. */
  sending(kind: StreamKind, state: LinkState): void
}

/** A peer connection, for the statistics. */
export interface LinkView {
  session: string
  kind: StreamKind
  direction: 'in' | 'out' | 'both'
  pc: RTCPeerConnection
}

/** How media get to the others: directly, or through the server. */
export interface MediaPath {
  publish(kind: StreamKind, outgoing: Outgoing | null): void
  people(peers: readonly Peer[]): void
  wish(wishes: ReadonlyMap<string, Wish>): void
  /** @returns whether it was about media */
  hear(from: string, data: MediaSignal): boolean
  /** To everybody, over the data channels that there are. */
  tell(message: MediaSignal): void
  links(): LinkView[]
  close(): void
}

export const NOTHING: Outgoing = { audio: null, video: null, mayAudio: false, mayVideo: false }
