import { describe, expect, it } from 'vitest'
import { attendeeMap, changesOf, fill, merge, moved, roomOf, shuffle, sizes, type Draft } from './assignmentRules'
import type { Person } from './boardRules'
import { personOf, seeded } from './testing'

const rooms = ['R1', 'R2', 'R3']
const wishes = (entries: Record<string, string | null>): Draft => new Map(Object.entries(entries).map(([name, room]) => [`users/${name}`, room]))
const plain = (draft: Draft) => Object.fromEntries([...draft].map(([key, room]) => [key.slice('users/'.length), room]))
const counts = (people: Person[], draft: Draft) => [...sizes(people, rooms, draft).values()]
const crowd = (amount: number, room: string | null = null) => Array.from({ length: amount }, (_, index) => personOf(`p${index}`, room))

describe('moving', () => {
  it('is a wish until it is applied, and no wish when it changes nothing', () => {
    const [ben, mia] = [personOf('ben', 'R1'), personOf('mia')]

    const there = moved(new Map(), [ben, mia], 'R2')

    expect(plain(there)).toEqual({ ben: 'R2', mia: 'R2' })
    expect(roomOf(ben, there)).toBe('R2')
    expect(plain(moved(there, [ben], 'R1'))).toEqual({ mia: 'R2' })
    expect(plain(moved(there, [mia], null))).toEqual({ ben: 'R2' })
    expect(plain(moved(there, [ben], null))).toEqual({ ben: null, mia: 'R2' })
  })

  it('leaves moderators and telephones where they are', () => {
    expect(moved(new Map(), [personOf('tina', null, { fixed: 'host' }), personOf('+49', null, { fixed: 'kind' })], 'R1').size).toBe(0)
  })
})

describe('shuffling', () => {
  it.each([
    [0, [0, 0, 0]],
    [1, [1, 0, 0]],
    [3, [1, 1, 1]],
    [4, [2, 1, 1]],
    [11, [4, 4, 3]],
    [500, [167, 167, 166]],
  ])('puts %i people into rooms of %j', (amount, expected) => {
    const people = crowd(amount)

    expect(counts(people, shuffle(new Map(), people, rooms, seeded(7)))).toEqual(expected)
  })

  it('moves those who have a room too, and not the moderators', () => {
    const people = [...crowd(9, 'R1'), personOf('tina', null, { fixed: 'host' })]

    expect(counts(people, shuffle(new Map(), people, rooms, seeded(1)))).toEqual([3, 3, 3])
  })

  it('comes out differently with other chances, and the same with the same', () => {
    const people = crowd(30)
    const by = (seed: number) => plain(shuffle(new Map(), people, rooms, seeded(seed)))

    expect(by(1)).toEqual(by(1))
    expect(by(1)).not.toEqual(by(2))
  })

  it('does nothing without rooms', () => {
    expect(shuffle(new Map(), crowd(3), [], seeded(1)).size).toBe(0)
  })
})

describe('filling up', () => {
  it.each([
    ['nobody anywhere', [0, 0, 0], 7, [3, 2, 2]],
    ['one room ahead', [4, 0, 0], 4, [4, 2, 2]],
    ['too few for the smallest', [5, 3, 0], 2, [5, 3, 2]],
    ['everybody placed', [2, 2, 2], 0, [2, 2, 2]],
  ])('%s: %j and %i without a room become %j', (_, before, waiting, after) => {
    const placed = before.flatMap((amount, room) => Array.from({ length: amount }, (_, index) => personOf(`r${room}-${index}`, rooms[room]!)))
    const people = [...placed, ...crowd(waiting)]

    const draft = fill(new Map(), people, rooms, seeded(3))

    expect(counts(people, draft)).toEqual(after)
    expect(placed.every((person) => roomOf(person, draft) === person.room)).toBe(true)
  })

  it('can leave those out who are not here', () => {
    const people = [...crowd(6), personOf('late', null, { place: 'away' })]

    const draft = fill(new Map(), people, rooms, seeded(3), (person) => person.place !== 'away')

    expect(counts(people, draft)).toEqual([2, 2, 2])
    expect(draft.has('users/late')).toBe(false)
  })

  it('counts what is wished, not what is', () => {
    const people = [...crowd(3, 'R1'), personOf('new')]

    expect(plain(fill(moved(new Map(), people.slice(0, 3), 'R2'), people, ['R1', 'R2'], seeded(3)))['new']).toBe('R1')
  })
})

describe('a board that changes while wishes are collected', () => {
  const before = [personOf('ben', 'R1'), personOf('mia'), personOf('eva', 'R2')]

  it.each([
    ['nothing of it', before, { ben: 'R2', mia: 'R3' }, 0, []],
    ['somebody comes', [...before, personOf('new')], { ben: 'R2', mia: 'R3' }, 0, []],
    ['somebody leaves', before.slice(1), { mia: 'R3' }, 1, []],
    ['somebody becomes a moderator', [personOf('ben', null, { fixed: 'host' }), ...before.slice(1)], { mia: 'R3' }, 1, []],
    ['somebody else does the same', [personOf('ben', 'R2'), ...before.slice(1)], { mia: 'R3' }, 0, []],
    ['somebody else does another thing', [personOf('ben', 'R3'), ...before.slice(1)], { ben: 'R2', mia: 'R3' }, 0, ['ben']],
    ['somebody takes him out', [personOf('ben', null), ...before.slice(1)], { ben: 'R2', mia: 'R3' }, 0, ['ben']],
  ] as [string, Person[], Record<string, string>, number, string[]][])('%s', (_, after, draft, dropped, contested) => {
    const merged = merge(wishes({ ben: 'R2', mia: 'R3' }), before, after, rooms)

    expect([plain(merged.draft), merged.dropped, merged.contested.map((person) => person.name)]).toEqual([draft, dropped, contested])
  })

  it('loses the wishes for a room that is gone, and keeps those to be in none', () => {
    const merged = merge(wishes({ mia: 'R3', eva: null }), before, before, ['R1', 'R2'])

    expect([plain(merged.draft), merged.dropped]).toEqual([{ eva: null }, 1])
  })

  it('keeps wishes of an older step for somebody who was not there then', () => {
    expect(merge(wishes({ new: 'R1' }), before, [...before, personOf('new')], rooms)).toMatchObject({ dropped: 0, contested: [] })
  })
})

describe('what is sent', () => {
  it('is an attendee map of those who get a room, with its number, and the list of those who lose theirs', () => {
    const people = [personOf('ben', 'R1', { attendeeId: 11 }), personOf('mia', null, { attendeeId: 12 }), personOf('eva', 'R2', { attendeeId: 13, attendeeIdInRoom: 33 }), personOf('jo', 'R1', { attendeeId: 14 })]

    const changes = changesOf(people, wishes({ ben: 'R3', mia: 'R1', eva: null, jo: 'R1', gone: 'R2' }))

    expect(JSON.parse(attendeeMap(changes.placed, rooms))).toEqual({ 11: 2, 12: 0 })
    expect(changes.released.map(({ person, from }) => [person.attendeeIdInRoom, from])).toEqual([[33, 'R2']])
  })

  it('never names a moderator', () => {
    expect(changesOf([personOf('tina', null, { fixed: 'host' })], wishes({ tina: 'R1' })).placed).toEqual([])
  })

  it('is an empty map when nobody gets a room', () => {
    expect(attendeeMap([], rooms)).toBe('{}')
  })
})
