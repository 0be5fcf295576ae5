/** What a host says to a breakout room from outside of it: a message to all rooms, or to this one. */
import { isModerator } from '@/api/constants'
import type { Message, Participant } from '@/api/types'
import { keyOf } from './boardRules'

/** Moderators that are in the room talk like everybody else; oneself is no news. */
export function isFromOutside(message: Message, participants: readonly Participant[], present: ReadonlySet<string>, me: string): boolean {
  if (message.systemMessage || message.messageType !== 'comment') return false
  const author = keyOf(message)
  if (author === me || present.has(author)) return false
  const participant = participants.find((one) => keyOf(one) === author)
  return participant !== undefined && isModerator(participant.participantType)
}
