import { describe, expect, it } from 'vitest'
import type { Participant } from '@/api/types'
import { actionsFor, EVERYTHING, hasRight, matches, minutesSince, placeOf, sortPeople, whoSpeaks, withRight } from './deskRules'

function person(more: Partial<Participant>): Participant {
  return {
    roomToken: 't', attendeeId: 1, actorType: 'users', actorId: 'x', displayName: 'X', participantType: 3, inCall: 0, lastPing: 0,
    sessionIds: [], permissions: 502, attendeePermissions: 0, attendeePin: '', phoneNumber: '', callId: '', ...more,
  } as Participant
}

describe('who speaks', () => {
  it.each([
    [0, 'everybody'],
    [EVERYTHING, 'everybody'],
    [389, 'hosts'],
    [389 | 16, 'some'],
    [1, 'hosts'],
  ])('with the default permissions %i: %s', (defaults, answer) => {
    expect(whoSpeaks(defaults)).toBe(answer)
  })
})

describe('a right', () => {
  it('is given and taken without touching the others', () => {
    expect(withRight(389, 'audio', true)).toBe(389 | 16)
    expect(withRight(389 | 16, 'audio', false)).toBe(389)
  })

  it('never costs the right to listen', () => {
    expect(withRight(0, 'chat', false) & 4).toBe(4)
  })

  it('counts as a decision of its own', () => {
    expect(withRight(502, 'video', false) & 1).toBe(1)
    expect(hasRight(withRight(502, 'video', false), 'video')).toBe(false)
  })
})

describe('people', () => {
  it('are sorted hosts first, then by name, the nameless last', () => {
    const sorted = sortPeople([
      person({ attendeeId: 1, displayName: 'Zoë' }),
      person({ attendeeId: 2, displayName: '', actorType: 'guests', participantType: 4 }),
      person({ attendeeId: 3, displayName: 'Änne' }),
      person({ attendeeId: 4, displayName: 'Olga', participantType: 2 }),
      person({ attendeeId: 5, displayName: 'Paul', participantType: 1 }),
      person({ attendeeId: 6, displayName: 'Gast 10', participantType: 4 }),
      person({ attendeeId: 7, displayName: 'Gast 9', participantType: 4 }),
    ], 'de')
    expect(sorted.map((one) => one.attendeeId)).toEqual([5, 4, 3, 7, 6, 1, 2])
  })

  it.each([
    [{ inCall: 3, sessionIds: ['s'] }, 'call'],
    [{ sessionIds: ['s'] }, 'here'],
    [{}, 'away'],
  ])('%j are %s', (more, place) => {
    expect(placeOf(person(more as Partial<Participant>))).toBe(place)
  })

  it('are found by a part of the name, whatever the case', () => {
    expect(matches(person({ displayName: 'Ada Lovelace' }), ' LOVE')).toBe(true)
    expect(matches(person({ displayName: '', invitedActorId: 'ada@example.org' }), 'example')).toBe(true)
    expect(matches(person({ displayName: 'Ada' }), 'bob')).toBe(false)
  })
})

describe('what a host may do', () => {
  it('is nothing with oneself', () => {
    expect(Object.values(actionsFor(person({ attendeeId: 7, inCall: 7 }), 7, true)).some(Boolean)).toBe(false)
  })

  it('is not to remove the owner', () => {
    const actions = actionsFor(person({ participantType: 1, inCall: 7 }), 7, true)
    expect(actions).toMatchObject({ mute: true, remove: false, demote: false, ban: false })
  })

  it('is to make a guest a moderator, and back', () => {
    expect(actionsFor(person({ actorType: 'guests', participantType: 4 }), 7, false).promote).toBe(true)
    expect(actionsFor(person({ actorType: 'guests', participantType: 6 }), 7, false).demote).toBe(true)
  })

  it('is to ring only for accounts that are not in the call while one runs', () => {
    expect(actionsFor(person({}), 7, true).ring).toBe(true)
    expect(actionsFor(person({ inCall: 3 }), 7, true).ring).toBe(false)
    expect(actionsFor(person({}), 7, false).ring).toBe(false)
    expect(actionsFor(person({ actorType: 'guests' }), 7, true).ring).toBe(false)
  })
})

describe('waiting', () => {
  it('is counted in whole minutes, never below none', () => {
    expect(minutesSince(1_000, 1_000_000 + 125_000)).toBe(2)
    expect(minutesSince(2_000, 1_000_000)).toBe(0)
  })
})
