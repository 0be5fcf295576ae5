/** What people in a call tell each other beside sound and picture: the words of Talk's apps. */
import type { MediaSignal } from './engine/wire'

export type Told =
  | { about: 'audio' | 'video'; on: boolean }
  | { about: 'reaction'; reaction: string }
  | { about: 'name'; name: string }
  | { about: 'hand'; raised: boolean; at: number }

/** Longer than any sequence of one emoji. */
const LONGEST_REACTION = 32
const LONGEST_NAME = 256

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** @returns null for what one does not understand */
export function readTold(data: MediaSignal): Told | null {
  const payload = (typeof data.payload === 'object' && data.payload !== null ? data.payload : {}) as Record<string, unknown>
  switch (data.type) {
    case 'audioOn':
    case 'audioOff':
      return { about: 'audio', on: data.type === 'audioOn' }
    case 'videoOn':
    case 'videoOff':
      return { about: 'video', on: data.type === 'videoOn' }
    case 'mute':
    case 'unmute':
      return payload.name === 'audio' || payload.name === 'video' ? { about: payload.name, on: data.type === 'unmute' } : null
    case 'reaction': {
      const reaction = text(payload.reaction)
      return reaction && reaction.length <= LONGEST_REACTION ? { about: 'reaction', reaction } : null
    }
    case 'nickChanged': {
      const name = text(data.payload) || text(payload.name)
      return name ? { about: 'name', name: name.slice(0, LONGEST_NAME) } : null
    }
    case 'raiseHand':
      return { about: 'hand', raised: payload.state === true, at: Number(payload.timestamp) || 0 }
    default:
      return null
  }
}

/** How one says that one's own microphone or camera is on: once for data channels, once for the signaling. */
export function tellsOf(about: 'audio' | 'video', on: boolean): { channel: MediaSignal; signal: MediaSignal } {
  return {
    channel: { type: `${about}${on ? 'On' : 'Off'}` },
    signal: { type: on ? 'unmute' : 'mute', roomType: 'video', payload: { name: about } },
  }
}

/** Who is to be silent, when a moderator says so. */
export function forceMuted(data: MediaSignal): string | null {
  return data.action === 'forceMute' && typeof data.peerId === 'string' ? data.peerId : null
}
