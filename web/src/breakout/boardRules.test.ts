import { describe, expect, it } from 'vitest'
import { BreakoutStatus, ParticipantType, RoomType } from '@/api/constants'
import { helpRequests, peopleOf, takesPart } from './boardRules'
import { boardOf, missingOf, rowOf } from './testing'

describe('who takes part in breakout rooms', () => {
  it.each([
    ['users', RoomType.Group, true],
    ['users', RoomType.Public, true],
    ['guests', RoomType.Public, true],
    ['emails', RoomType.Public, true],
    ['guests', RoomType.Group, false],
    ['emails', RoomType.Group, false],
    ['phones', RoomType.Public, false],
    ['federated_users', RoomType.Group, false],
  ])('%s in a conversation of type %i: %s', (actorType, type, expected) => {
    expect(takesPart(actorType, type)).toBe(expected)
  })
})

describe('the people of a board', () => {
  it('are those of the parent by name, each with the room it belongs to', () => {
    const board = boardOf({
      parent: { token: 'P', people: [rowOf('mia', { attendeeId: 12 }), rowOf('ben', { attendeeId: 11 }), rowOf('tina', { attendeeId: 10, participantType: ParticipantType.Owner })] },
    })
    board.rooms[1]!.people = [rowOf('mia', { attendeeId: 31 }), rowOf('tina', { attendeeId: 30, participantType: ParticipantType.Owner, present: true })]

    const people = peopleOf(board, RoomType.Group)

    expect(people.map((person) => [person.name, person.attendeeId, person.room, person.attendeeIdInRoom, person.fixed, person.at])).toEqual([
      ['ben', 11, null, null, null, []],
      ['mia', 12, 'R2', 31, null, []],
      ['tina', 10, null, null, 'host', ['R2']],
    ])
  })

  it('leaves out groups, and knows who can only stay in the plenum', () => {
    const board = boardOf({ parent: { token: 'P', people: [rowOf('7b', { actorType: 'groups' }), rowOf('+49', { actorType: 'phones' }), rowOf('gil', { actorType: 'guests', participantType: ParticipantType.GuestModerator })] } })

    expect(peopleOf(board, RoomType.Public).map((person) => [person.actorId, person.fixed])).toEqual([['+49', 'kind'], ['gil', 'host']])
  })

  it('without a name are called by the address they were invited at', () => {
    const nameless = { actorType: 'emails', displayName: '' }
    const board = boardOf({ parent: { token: 'P', people: [rowOf('a', { ...nameless, attendeeId: 1 }), rowOf('b', { ...nameless, attendeeId: 2 })] } })

    expect(peopleOf(board, RoomType.Public, new Map([[1, 'max@example.org']])).map((person) => person.name)).toEqual(['', 'max@example.org'])
  })

  it.each([
    ['in the call of his room', { room: { present: true, inCall: true } }, 'call'],
    ['in his room', { room: { present: true } }, 'here'],
    ['told to come', { room: {}, parent: { present: true, inCall: true }, to: 'R1' }, 'coming'],
    ['told to come elsewhere', { room: {}, parent: { present: true }, to: 'R2' }, 'plenum'],
    ['in the plenum', { room: {}, parent: { present: true, inCall: true } }, 'plenum'],
    ['not connected', { room: {} }, 'away'],
    ['without a room and in the call of the plenum', { parent: { present: true, inCall: true } }, 'call'],
    ['without a room and told to come back', { to: 'P' }, 'coming'],
    ['without a room and not connected', {}, 'away'],
  ] as [string, { room?: object; parent?: object; to?: string }, string][])('while the rooms run: %s', (_, { room, parent, to }, place) => {
    const board = boardOf({ parent: { token: 'P', people: [rowOf('mia', parent)] }, missing: to ? [missingOf('mia', to)] : [] })
    if (room) board.rooms[0]!.people = [rowOf('mia', room)]

    expect(peopleOf(board, RoomType.Group)[0]!.place).toBe(place)
  })

  it('are in the plenum while the rooms are closed, whatever room they belong to', () => {
    const board = boardOf({ status: BreakoutStatus.Stopped, parent: { token: 'P', people: [rowOf('mia', { present: true, inCall: true })] } })
    board.rooms[0]!.people = [rowOf('mia')]

    expect(peopleOf(board, RoomType.Group)[0]!.place).toBe('call')
  })
})

describe('help requests', () => {
  it('are in the order in which they were made', () => {
    const room = (token: string, helpRequestedAt: number | null) => ({ token, name: token, helpRequestedAt, people: [] })
    const board = boardOf({ rooms: [room('R1', 300), room('R2', null), room('R3', 100), room('R4', 300), room('R5', 200)] })

    expect(helpRequests(board).map(({ token }) => token)).toEqual(['R3', 'R5', 'R1', 'R4'])
  })
})
