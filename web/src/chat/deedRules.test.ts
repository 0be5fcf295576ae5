import { describe, expect, it } from 'vitest'
import { ParticipantType, RoomType } from '@/api/constants'
import type { Message } from '@/api/types'
import { deedsFor, type Deed } from './deedRules'
import { event, sample } from './samples'

const { Owner, Moderator, User, Guest, GuestModerator } = ParticipantType
const { Group, OneToOne, NoteToSelf } = RoomType
const ada = { actorType: 'users', actorId: 'ada' }
const bob = { actorType: 'users', actorId: 'bob' }
const guest = { actorType: 'guests', actorId: 'aa' }
const mail = { actorType: 'emails', actorId: 'bb' }
const now = 1_700_000_100

describe('what may be done with a message', () => {
  it.each<[string, Message, number, number, { actorType: string; actorId: string }, boolean, Deed[]]>([
    ['own', sample(1), Group, User, ada, true, ['reply', 'copy', 'edit', 'delete']],
    ['own, a day later', sample(1, { timestamp: now - 86_401 }), Group, User, ada, true, ['reply', 'copy', 'delete']],
    ['own note, a day later', sample(1, { timestamp: now - 86_401 }), NoteToSelf, Owner, ada, true, ['reply', 'copy', 'edit', 'delete']],
    ["another's", sample(1), Group, User, bob, true, ['reply', 'copy', 'markUnread']],
    ["another's, by an owner", sample(1), Group, Owner, bob, true, ['reply', 'copy', 'edit', 'markUnread', 'delete']],
    ["another's, by a moderator", sample(1), Group, Moderator, bob, true, ['reply', 'copy', 'edit', 'markUnread', 'delete']],
    ['between two', sample(1), OneToOne, Owner, bob, true, ['reply', 'copy', 'markUnread']],
    ['own, of a guest', sample(1, { ...guest }), Group, Guest, guest, true, ['reply', 'copy']],
    ["another's, by a guest who moderates", sample(1), Group, GuestModerator, guest, true, ['reply', 'copy']],
    ['own, of an invited guest', sample(1, { ...mail }), Group, Guest, mail, true, ['reply', 'copy', 'edit', 'delete']],
    ['own, in a locked chat', sample(1), Group, Owner, ada, false, ['copy']],
    ['deleted', sample(1, { deleted: true, messageType: 'comment_deleted', isReplyable: false }), Group, Owner, ada, true, []],
    ['an event', event(1, 'call_started'), Group, Owner, ada, true, []],
  ])('%s', (_name, message, type, participantType, self, canChat, deeds) => {
    expect(deedsFor(message, { type, participantType } as never, self, canChat, now)).toEqual(deeds)
  })
})
