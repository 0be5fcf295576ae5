import { describe, expect, it } from 'vitest'
import { ParticipantType, Permission } from '@/api/constants'
import { OcsError, OfflineError } from '@/api/ocs'
import { doorFor, isOutdated, may, mayList, mustWait, nextLook, parentOf, phaseAfter } from './roomRules'
import { roomOf } from './testing'

describe('the lobby', () => {
  it.each([
    [1, { 'lobby-state': 0 }, true],
    [0, { 'lobby-state': 1 }, true],
    [1, { 'lobby-state': 1 }, false],
    [1, {}, false],
  ])('that was %d by REST and is %j on the socket is asked for again: %s', (lobbyState, properties, outdated) => {
    expect(isOutdated(roomOf({ lobbyState }), properties)).toBe(outdated)
    expect(isOutdated(null, properties)).toBe(false)
  })

  it.each([
    ['an attendee', { participantType: 3 }, true],
    ['a guest', { participantType: 4 }, true],
    ['an owner', { participantType: 1 }, false],
    ['a moderator', { participantType: 2 }, false],
    ['a guest who moderates', { participantType: 6 }, false],
    ['somebody let in', { participantType: 4, permissions: 246 | Permission.SkipLobby }, false],
    ['anybody while it is open', { lobbyState: 0 }, false],
  ])('%s', (_who, extra, waits) => {
    expect(mustWait(roomOf({ lobbyState: 1, ...extra }))).toBe(waits)
  })

  it.each([
    ['no time is set', 0, 1_000_000, 0, 30_000],
    ['it opens in ten minutes', 1_600, 1_000_000, 0.5, 30_000],
    ['it opens in five seconds', 1_005, 1_000_000, 0, 5_500],
    ['it opens in five seconds, for another one', 1_005, 1_000_000, 1, 7_000],
    ['it should be open by now', 900, 1_000_000, 0.5, 30_000],
  ])('is looked at again when %s', (_when, timer, now, chance, expected) => {
    expect(nextLook(timer, now, chance)).toBe(expected)
  })
})

describe('permissions', () => {
  it.each([
    ['an attendee with the bit', roomOf({ permissions: 128 }), Permission.Chat, true],
    ['an attendee without it', roomOf({ permissions: 16 }), Permission.Chat, false],
    ['an attendee with one of two', roomOf({ permissions: 16 }), Permission.Audio | Permission.Video, false],
    ['a moderator', roomOf({ permissions: 0, participantType: 1 }), Permission.Chat, true],
    ['nobody', null, Permission.Chat, false],
  ])('%s', (_who, room, permission, expected) => {
    expect(may(room, permission)).toBe(expected)
  })

  it('guests do not see the list of who belongs to it', () => {
    expect(mayList(roomOf({ participantType: ParticipantType.Guest }))).toBe(false)
    expect(mayList(roomOf({ participantType: ParticipantType.GuestModerator }))).toBe(true)
    expect(mayList(null)).toBe(false)
  })
})

describe('the door', () => {
  const stranger = { attendeeId: 0, participantType: 4, actorType: 'guests' }
  it.each([
    ['a member with an account', {}, true, false, null],
    ['a member although there is a password', { hasPassword: true }, true, false, null],
    ['an account that follows the link', { attendeeId: 0 }, true, false, null],
    ['an account that does not know the password', { attendeeId: 0, hasPassword: true }, true, false, 'password'],
    ['a guest', stranger, false, false, 'name'],
    ['a guest with a password', { ...stranger, hasPassword: true }, false, false, 'password'],
    ['a guest who was here', { ...stranger, attendeeId: 9 }, false, false, 'name'],
    ['a guest who reloads', { ...stranger, hasPassword: true, attendeeId: 9 }, false, true, null],
    ['somebody with a personal link', { actorType: 'emails', participantType: 4, hasPassword: true }, false, false, null],
  ] as const)('%s', (_who, extra, signedIn, inside, expected) => {
    expect(doorFor(roomOf(extra), signedIn, inside)).toBe(expected)
  })
})

describe('after a refusal', () => {
  it.each([
    [new OcsError(404, '', ''), false, false, 'sign-in'],
    [new OcsError(404, '', ''), true, false, 'missing'],
    [new OcsError(404, '', ''), true, true, 'gone'],
    [new OcsError(403, 'password', ''), true, false, 'password'],
    [new OcsError(403, 'ban', ''), false, false, 'banned'],
    [new OcsError(403, '', ''), true, false, 'missing'],
    [new OcsError(401, '', ''), true, false, 'sign-in'],
    [new OcsError(409, '', ''), true, false, 'taken'],
    [new OcsError(429, '', ''), false, false, 'failed'],
    [new OcsError(503, '', ''), false, false, 'failed'],
    [new OfflineError(null), false, true, 'failed'],
    [new TypeError('bug'), false, false, 'failed'],
  ])('%s (signed in: %s, inside: %s): %s', (error, signedIn, inside, expected) => {
    expect(phaseAfter(error, signedIn, inside)).toBe(expected)
  })
})

it('knows the parent of a breakout room', () => {
  expect(parentOf(roomOf({ objectType: 'room', objectId: 'plenum1' }))).toBe('plenum1')
  expect(parentOf(roomOf({ objectType: 'event', objectId: 'x' }))).toBeNull()
  expect(parentOf(null)).toBeNull()
})
