import { describe, expect, it } from 'vitest'
import { RoomType } from '@/api/constants'
import { clampAmount, evenSizes, obstacle, suggestedAmount } from './setupRules'

describe('setting rooms up', () => {
  const host = { type: RoomType.Group, objectType: '', isAllowed: true, hasAccount: true }

  it.each([
    ['a group', {}, null],
    ['a public conversation', { type: RoomType.Public }, null],
    ['a talk of two', { type: RoomType.OneToOne }, 'type'],
    ['a note to self', { type: RoomType.NoteToSelf }, 'type'],
    ['a breakout room', { objectType: 'room' }, 'room'],
    ['an administrator who does not want them', { isAllowed: false }, 'config'],
    ['a guest who moderates', { hasAccount: false }, 'account'],
  ])('%s: %s', (_, more, expected) => {
    expect(obstacle({ ...host, ...more })).toBe(expected)
  })
})

describe('sizes', () => {
  it.each([
    [22, 5, 4, 5],
    [20, 5, 4, 4],
    [3, 5, 0, 1],
    [0, 1, 0, 0],
  ])('of %i people in %i rooms are %i to %i', (people, rooms, least, most) => {
    expect(evenSizes(people, rooms)).toEqual({ least, most })
  })
})

describe('the number of rooms', () => {
  it.each([[0, 1], [1, 1], [20, 20], [21, 20], [2.6, 3], [NaN, 1]])('%d is taken as %i', (amount, expected) => {
    expect(clampAmount(amount)).toBe(expected)
  })

  it.each([[0, 2], [4, 2], [22, 6], [500, 20]])('for %i people begins with %i', (people, expected) => {
    expect(suggestedAmount(people)).toBe(expected)
  })
})
