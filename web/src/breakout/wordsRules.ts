/** What a host says to a breakout room from outside of it: a message to all rooms, or to this one. */
import { isModerator } from '@/api/constants'
import type { Message, Participant } from '@/api/types'
import { keyOf } from './boardRules'

/**
 * Moderators that are in the room talk like everybody else; oneself is no news.
 * @param participants empty for guests, who may not list them: to them whoever has an account and speaks without being there is a host
 */
export function isFromOutside(message: Message, participants: readonly Participant[], present: ReadonlySet<string>, me: string): boolean {
  if (message.systemMessage || message.messageType !== 'comment') return false
  const author = keyOf(message)
  if (author === me || present.has(author)) return false
  if (participants.length === 0) return message.actorType === 'users'
  const participant = participants.find((one) => keyOf(one) === author)
  return participant !== undefined && isModerator(participant.participantType)
}
