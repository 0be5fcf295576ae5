import { describe, expect, it } from 'vitest'
import type { Room } from '@/api/types'
import { actionsOf, lastWords, matches, merge, sorted, viewsOf, type Presence } from './conversationRules'

const NOW = 1_800_000_000_000
let next = 1

function room(fields: Partial<Room> = {}): Room {
  const id = next++
  return {
    id, token: `token${id}`, type: 3, displayName: `Room ${id}`, description: '', objectType: '', objectId: '', participantType: 1, actorType: 'users', actorId: 'ada',
    hasCall: false, callFlag: 0, callStartTime: 0, lobbyState: 0, lobbyTimer: 0, breakoutRoomStatus: 0, isFavorite: false, isArchived: false, unreadMessages: 0,
    unreadMention: false, unreadMentionDirect: false, lastActivity: id, canLeaveConversation: true, canDeleteConversation: true, ...fields,
  } as Room
}

function presence(token: string, fields: Partial<Presence>): Map<string, Presence> {
  return new Map([[token, { token, present: 0, inCall: 0, waiting: null, ...fields }]])
}

const opensIn = (minutes: number) => ({ lobbyState: 1, lobbyTimer: NOW / 1000 + minutes * 60 }) as Partial<Room>

describe('where a conversation stands', () => {
  it.each([
    ['a quiet one', {}, {}, 'others'],
    ['an archived one', { isArchived: true }, {}, 'archived'],
    ['one with a call', { hasCall: true, callFlag: 1 }, {}, 'now'],
    ['one whose call everybody has left', { hasCall: true, callFlag: 0 }, {}, 'others'],
    ['one where somebody waits', { lobbyState: 1 }, { waiting: 2 }, 'now'],
    ['one that opens in an hour', opensIn(60), {}, 'now'],
    ['one that opens later', opensIn(61), {}, 'planned'],
    ['one that is overdue', opensIn(-1), {}, 'now'],
    ['a closed one without a time', { lobbyState: 1 }, {}, 'others'],
    ['an open one with an old time', { lobbyTimer: 5 }, {}, 'others'],
    ['an archived one with a call', { isArchived: true, hasCall: true, callFlag: 3 }, {}, 'now'],
  ])('%s', (_name, fields, inside, section) => {
    const one = room(fields as Partial<Room>)
    expect(viewsOf([one], presence(one.token, inside), NOW)[0]!.section).toBe(section)
  })
})

describe('breakout rooms', () => {
  it('stand under their parent, with their people and requests', () => {
    const parent = room()
    const [first, second] = [room({ objectType: 'room', objectId: parent.token, breakoutRoomStatus: 2 as never }), room({ objectType: 'room', objectId: parent.token })]
    const inside = new Map([...presence(first.token, { inCall: 3 }), ...presence(second.token, { inCall: 4 }), ...presence(parent.token, { inCall: 1 })])

    const views = viewsOf([first, parent, second], inside, NOW)

    expect(views.map((view) => view.room.token)).toEqual([parent.token])
    expect(views[0]).toMatchObject({ live: { people: 8 }, rooms: 2, help: 1, section: 'now' })
  })

  it('stand alone when one is not in the parent', () => {
    expect(viewsOf([room({ objectType: 'room', objectId: 'elsewhere' })], new Map(), NOW)).toHaveLength(1)
  })
})

describe('the order', () => {
  it('of now: help, waiting, live, opening', () => {
    const opening = room(opensIn(5))
    const sooner = room(opensIn(2))
    const live = room({ hasCall: true, callFlag: 1 as never })
    const waiting = room({ lobbyState: 1 })
    const helped = room()
    const child = room({ objectType: 'room', objectId: helped.token, breakoutRoomStatus: 2 as never })

    const views = viewsOf([opening, sooner, live, waiting, helped, child], presence(waiting.token, { waiting: 1 }), NOW)

    expect(sorted(views, 'now').map((view) => view.room)).toEqual([helped, waiting, live, sooner, opening])
  })

  it('of the others: mentions, favourites, unread, recent', () => {
    const old = room({ lastActivity: 1 })
    const recent = room({ lastActivity: 9 })
    const unread = room({ lastActivity: 2, unreadMessages: 3 })
    const favourite = room({ lastActivity: 0, isFavorite: true })
    const mention = room({ lastActivity: 0, unreadMessages: 1, unreadMention: true })

    const views = viewsOf([old, recent, unread, favourite, mention], new Map(), NOW)

    expect(sorted(views, 'others').map((view) => view.room)).toEqual([mention, favourite, unread, recent, old])
  })

  it('of what is planned is by time', () => {
    const [late, early] = [room(opensIn(500)), room(opensIn(100))]
    expect(sorted(viewsOf([late, early], new Map(), NOW), 'planned').map((view) => view.room)).toEqual([early, late])
  })
})

describe('taking news', () => {
  it('keeps what did not change, the list itself included', () => {
    const known = [room(), room()]
    expect(merge(known, [{ ...known[0]! }], false)).toBe(known)
    expect(merge(known, known.map((one) => ({ ...one })), true)).toBe(known)
  })

  it('replaces, adds and drops', () => {
    const known = [room(), room()]
    const [changed, added] = [{ ...known[0]!, displayName: 'New' }, room()]
    const merged = merge(known, [changed, added], false)
    expect(merged).toEqual([changed, known[1], added])
    expect(merged[1]).toBe(known[1])
    expect(merge(known, [changed], true)).toEqual([changed])
  })
})

describe('searching', () => {
  it.each([
    ['', true],
    ['phys', true],
    ['ÜBUNG phys', true],
    ['ubung', true],
    ['chem', false],
  ])('%j', (search, found) => {
    expect(matches(room({ displayName: 'Physik Übung', description: 'montags' }), search)).toBe(found)
  })
})

describe('the last words', () => {
  const message = { systemMessage: '', messageType: 'comment', actorType: 'users', actorId: 'bob', actorDisplayName: 'Bob' }

  it('name whom they mention', () => {
    const one = room({ lastMessage: { ...message, message: 'Hi {mention-user1},\n{unknown}', messageParameters: { 'mention-user1': { name: 'Ada' } } } as never })
    expect(lastWords(one)).toEqual({ who: 'Bob', isMe: false, text: 'Hi Ada, {unknown}' })
  })

  it('are one’s own', () => {
    expect(lastWords(room({ lastMessage: { ...message, actorId: 'ada', message: 'x', messageParameters: [] } as never }))?.isMe).toBe(true)
  })

  it('are not what the system says, nor what was deleted', () => {
    expect(lastWords(room({ lastMessage: { ...message, systemMessage: 'call_started', message: 'x', messageParameters: [] } as never }))).toBeNull()
    expect(lastWords(room({ lastMessage: { ...message, messageType: 'comment_deleted', message: 'x', messageParameters: [] } as never }))).toBeNull()
    expect(lastWords(room())).toBeNull()
  })
})

describe('what one may do', () => {
  it.each([
    ['an owner', { participantType: 1 }, { invite: true, rename: true, leave: true, remove: true }],
    ['a member of a public one', { participantType: 3, canDeleteConversation: false }, { invite: true, rename: false, leave: true, remove: false }],
    ['a member of a private one', { participantType: 3, type: 2, canDeleteConversation: false }, { invite: false, rename: false, leave: true, remove: false }],
    ['an owner of an event', { objectType: 'event' }, { invite: true, rename: false, leave: true, remove: true }],
    ['two who talk alone', { type: 1, canDeleteConversation: false }, { invite: false, rename: false, leave: true, remove: false }],
  ])('%s', (_name, fields, actions) => {
    expect(actionsOf(room(fields as Partial<Room>))).toEqual(actions)
  })
})
