import { describe, expect, it } from 'vitest'
import { mayInvite, shortcutOf, tabsFor, titleOf } from './frameRules'
import { roomOf } from './testing'

describe('tabs', () => {
  it.each([
    ['an attendee without a call', roomOf(), false, false, ['people']],
    ['an attendee in a call', roomOf(), false, true, ['chat', 'people']],
    ['an attendee whose meeting has rooms', roomOf({ breakoutRoomMode: 3 }), false, true, ['chat', 'people', 'rooms']],
    ['an attendee in a breakout room', roomOf({ objectType: 'room', objectId: 'p' }), false, true, ['chat', 'people', 'rooms']],
    ['a host', roomOf(), true, false, ['people', 'rooms']],
    ['one of two', roomOf({ type: 1 }), true, true, ['chat', 'people']],
  ])('%s', (_who, room, moderator, stage, expected) => {
    expect(tabsFor(room, moderator, stage)).toEqual(expected)
  })
})

it.each([
  ['everybody to a public one', roomOf(), false, true],
  ['hosts to a group', roomOf({ type: 2 }), true, true],
  ['nobody else to a group', roomOf({ type: 2 }), false, false],
  ['nobody to a breakout room', roomOf({ objectType: 'room' }), true, false],
  ['nobody to a talk of two', roomOf({ type: 1 }), true, false],
])('invites %s', (_what, room, moderator, expected) => {
  expect(mayInvite(room, moderator)).toBe(expected)
})

it.each([['Rivers', 0, 'Rivers · Plenum'], ['Rivers', 3, '(3) Rivers · Plenum'], ['Rivers', 120, '(99+) Rivers · Plenum'], ['', 0, 'Plenum']])('title of %j with %i unread', (name, unread, expected) => {
  expect(titleOf(name, unread, 'Plenum')).toBe(expected)
})

describe('shortcuts', () => {
  const press = (key: string, extra = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, repeat: false, defaultPrevented: false, ...extra })
  it.each([
    ['m in a call', press('m'), false, true, 'microphone'],
    ['M with shift', press('M'), false, true, 'microphone'],
    ['m without a call', press('m'), false, false, null],
    ['c without a call', press('c'), false, false, 'chat'],
    ['? for help', press('?'), false, false, 'help'],
    ['while typing', press('c'), true, true, null],
    ['copying', press('c', { ctrlKey: true }), false, true, null],
    ['a held key', press('m', { repeat: true }), false, true, null],
    ['a key somebody has used', press('m', { defaultPrevented: true }), false, true, null],
    ['another key', press('x'), false, true, null],
  ])('%s', (_what, event, typing, inCall, expected) => {
    expect(shortcutOf(event, typing, inCall)).toBe(expected)
  })
})
