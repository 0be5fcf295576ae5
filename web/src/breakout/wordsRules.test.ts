import { describe, expect, it } from 'vitest'
import { ParticipantType } from '@/api/constants'
import type { Message, Participant } from '@/api/types'
import { isFromOutside } from './wordsRules'

const participants = [
  { actorType: 'users', actorId: 'tina', participantType: ParticipantType.Owner },
  { actorType: 'users', actorId: 'ben', participantType: ParticipantType.User },
] as Participant[]
const said = (actorId: string, more: Partial<Message> = {}) => ({ actorType: 'users', actorId, systemMessage: '', messageType: 'comment', ...more }) as Message

describe('a word from outside', () => {
  it.each([
    ['of a host who is elsewhere', said('tina'), [], true],
    ['of a host who is here', said('tina'), ['users/tina'], false],
    ['of a pupil', said('ben'), [], false],
    ['of somebody unknown', said('max'), [], false],
    ['of oneself', said('me'), [], false],
    ['of the system', said('tina', { systemMessage: 'breakout_rooms_started', messageType: 'system' }), [], false],
    ['that was deleted', said('tina', { messageType: 'comment_deleted' }), [], false],
  ] as [string, Message, string[], boolean][])('%s', (_, message, present, expected) => {
    expect(isFromOutside(message, participants, new Set(present), 'users/me')).toBe(expected)
  })

  it.each([
    ['of an account that is elsewhere', said('tina'), [], true],
    ['of an account that is here', said('ben'), ['users/ben'], false],
    ['of a guest', said('gia', { actorType: 'guests' }), [], false],
  ] as [string, Message, string[], boolean][])('for a guest, who sees no list: %s', (_, message, present, expected) => {
    expect(isFromOutside(message, [], new Set(present), 'guests/me')).toBe(expected)
  })
})
