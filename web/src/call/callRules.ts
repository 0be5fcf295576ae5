/** What one may do in a call, and what one tells the server of it. */
import { CallFlag } from '@/api/constants'
import type { Problem } from './devices/deviceRules'

export interface Sending {
  microphone: boolean
  camera: boolean
}

/** What is on: who only listens costs nobody a connection. */
export function flagsOf({ microphone, camera }: Sending): number {
  return CallFlag.InCall | (microphone ? CallFlag.WithAudio : 0) | (camera ? CallFlag.WithVideo : 0)
}

/** Key of the reason why one cannot; empty when one can. */
export type Why = '' | 'connection' | 'start' | 'join' | 'readOnly' | 'audio' | 'video' | 'screen' | 'hand' | 'insecure' | 'unsupported' | 'noMicrophone' | 'noCamera' | 'noScreen'

export interface JoinFacts {
  isConnected: boolean
  isReadOnly: boolean
  hasCall: boolean
  mayStart: boolean
  mayJoin: boolean
}

export function whyNotJoin({ isConnected, isReadOnly, hasCall, mayStart, mayJoin }: JoinFacts): Why {
  if (isReadOnly) return 'readOnly'
  if (!mayJoin) return 'join'
  if (!hasCall && !mayStart) return 'start'
  return isConnected ? '' : 'connection'
}

/** A device that was refused can be asked for again; one that is not there cannot. */
export function whyNotDevice(kind: 'microphone' | 'camera', may: boolean, problem: Problem | null): Why {
  if (!may) return kind === 'microphone' ? 'audio' : 'video'
  if (problem === 'insecure' || problem === 'unsupported') return problem
  if (problem === 'missing') return kind === 'microphone' ? 'noMicrophone' : 'noCamera'
  return ''
}

export function whyNotScreen(may: boolean, canCapture: boolean): Why {
  if (!may) return 'screen'
  return canCapture ? '' : 'noScreen'
}

/** The place of each raised hand, from 1; by session. */
export function placesOf(hands: readonly { sessionId: string; raisedAt: number }[]): Map<string, number> {
  const ordered = [...hands].sort((a, b) => a.raisedAt - b.raisedAt)
  return new Map(ordered.map((hand, index) => [hand.sessionId, index + 1]))
}

/** What was taken away while one was using it. */
export function withdrawn(before: { audio: boolean; video: boolean; screen: boolean }, now: typeof before): ('audio' | 'video' | 'screen')[] {
  return (['audio', 'video', 'screen'] as const).filter((kind) => before[kind] && !now[kind])
}
