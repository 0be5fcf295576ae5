import { describe, expect, it } from 'vitest'
import { actionOf, focusAfter, roomBeside, typed } from './keyboardRules'

describe('a key on somebody', () => {
  it.each([
    ['ArrowDown', {}, false, { type: 'focus', to: 'next' }],
    ['ArrowUp', {}, true, { type: 'focus', to: 'previous' }],
    ['ArrowDown', { shiftKey: true }, false, { type: 'extend', to: 'next' }],
    ['ArrowRight', {}, false, { type: 'focus', to: 'nextList' }],
    ['ArrowLeft', {}, false, { type: 'focus', to: 'previousList' }],
    ['ArrowRight', {}, true, { type: 'moveBy', by: 1 }],
    ['ArrowLeft', {}, true, { type: 'moveBy', by: -1 }],
    ['Home', {}, false, { type: 'focus', to: 'first' }],
    ['End', {}, false, { type: 'focus', to: 'last' }],
    [' ', {}, false, { type: 'toggle' }],
    ['Enter', {}, false, { type: 'menu' }],
    ['Escape', {}, true, { type: 'clear' }],
    ['3', {}, true, { type: 'digit', digit: 3 }],
    ['a', { ctrlKey: true }, false, { type: 'selectAll' }],
    ['a', { metaKey: true }, false, { type: 'selectAll' }],
    ['z', { ctrlKey: true }, false, { type: 'undo' }],
    ['z', { ctrlKey: true, shiftKey: true }, false, null],
    ['a', {}, false, null],
    ['Tab', {}, false, null],
    ['ArrowLeft', { altKey: true }, true, null],
    ['r', { ctrlKey: true }, false, null],
  ])('%j %j, selected %s', (key, modifiers, isSelected, expected) => {
    expect(actionOf({ key, ...modifiers }, isSelected)).toEqual(expected)
  })

  it('goes the other way where one reads from the right', () => {
    expect(actionOf({ key: 'ArrowRight' }, true, true)).toEqual({ type: 'moveBy', by: -1 })
    expect(actionOf({ key: 'ArrowLeft' }, false, true)).toEqual({ type: 'focus', to: 'nextList' })
  })
})

describe('the focus', () => {
  const lists = [['a', 'b', 'c'], [], ['d'], ['e', 'f']]

  it.each([
    ['a', 'previous', 'a'],
    ['a', 'next', 'b'],
    ['c', 'next', 'c'],
    ['b', 'first', 'a'],
    ['b', 'last', 'c'],
    ['c', 'nextList', 'd'],
    ['d', 'previousList', 'a'],
    ['d', 'nextList', 'e'],
    ['f', 'previousList', 'd'],
    ['f', 'nextList', 'f'],
    ['a', 'previousList', 'a'],
    ['gone', 'next', 'a'],
  ] as const)('of %s goes to the %s: %s', (current, to, expected) => {
    expect(focusAfter(lists, current, to)).toBe(expected)
  })

  it('stays where nobody is', () => {
    expect(focusAfter([[], []], 'gone', 'next')).toBe('gone')
  })
})

describe('the room beside', () => {
  it.each([[0, -1, 0], [0, 1, 1], [1, -1, 0], [4, 1, 4], [3, 1, 4]] as const)('%i, going %i, is %i of 4', (room, by, expected) => {
    expect(roomBeside(room, by, 4)).toBe(expected)
  })
})

describe('typed numbers', () => {
  it.each([
    [null, 3, 5, { room: 3 }],
    [null, 0, 5, { room: 0 }],
    [null, 6, 5, { nothing: true }],
    [null, 1, 9, { room: 1 }],
    [null, 1, 10, { waiting: 1 }],
    [null, 2, 12, { room: 2 }],
    [null, 2, 20, { waiting: 2 }],
    [1, 2, 12, { room: 12 }],
    [1, 0, 10, { room: 10 }],
    [1, 9, 12, { nothing: true }],
  ])('after %s comes %i with %i rooms', (before, digit, rooms, expected) => {
    expect(typed(before, digit, rooms)).toEqual(expected)
  })
})
