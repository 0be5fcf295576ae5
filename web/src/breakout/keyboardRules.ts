/** The board by keyboard: what a key means, and where the focus goes. */

/** Lists of keys of people, in the order in which they are shown; the first list has those without a room. */
export type Lists = readonly (readonly string[])[]

export interface KeyPress {
  key: string
  ctrlKey?: boolean
  metaKey?: boolean
  shiftKey?: boolean
  altKey?: boolean
}

export type Action =
  | { type: 'focus'; to: 'previous' | 'next' | 'first' | 'last' | 'previousList' | 'nextList' }
  | { type: 'extend'; to: 'previous' | 'next' }
  /** Moves who is selected one room on or back. */
  | { type: 'moveBy'; by: 1 | -1 }
  | { type: 'digit'; digit: number }
  | { type: 'toggle' | 'selectAll' | 'clear' | 'undo' | 'menu' }

/**
 * Space selects, arrows go. On somebody who is selected, arrows to the sides take everybody who is selected into the
 * neighbouring room; on others they only go there.
 */
export function actionOf(press: KeyPress, isSelected: boolean, isRightToLeft = false): Action | null {
  const command = press.ctrlKey || press.metaKey
  if (command) {
    if (press.key === 'a') return { type: 'selectAll' }
    return press.key === 'z' && !press.shiftKey ? { type: 'undo' } : null
  }
  if (press.altKey) return null
  if (/^\d$/.test(press.key)) return { type: 'digit', digit: Number(press.key) }
  switch (press.key) {
    case 'ArrowUp': return press.shiftKey ? { type: 'extend', to: 'previous' } : { type: 'focus', to: 'previous' }
    case 'ArrowDown': return press.shiftKey ? { type: 'extend', to: 'next' } : { type: 'focus', to: 'next' }
    case 'ArrowLeft': return sideways(isRightToLeft ? 1 : -1, isSelected)
    case 'ArrowRight': return sideways(isRightToLeft ? -1 : 1, isSelected)
    case 'Home': return { type: 'focus', to: 'first' }
    case 'End': return { type: 'focus', to: 'last' }
    case ' ': return { type: 'toggle' }
    case 'Enter': return { type: 'menu' }
    case 'Escape': return { type: 'clear' }
    default: return null
  }
}

function sideways(by: 1 | -1, isSelected: boolean): Action {
  if (isSelected) return { type: 'moveBy', by }
  return { type: 'focus', to: by === 1 ? 'nextList' : 'previousList' }
}

/** Whom the focus goes to; stays where there is nobody. Sideways it keeps its height and passes over empty lists. */
export function focusAfter(lists: Lists, current: string, to: Extract<Action, { type: 'focus' }>['to']): string {
  const at = lists.findIndex((list) => list.includes(current))
  if (at < 0) return lists.flat()[0] ?? current
  const list = lists[at]!
  const index = list.indexOf(current)
  switch (to) {
    case 'previous': return list[index - 1] ?? current
    case 'next': return list[index + 1] ?? current
    case 'first': return list[0]!
    case 'last': return list.at(-1)!
    default: {
      const step = to === 'nextList' ? 1 : -1
      for (let other = at + step; other >= 0 && other < lists.length; other += step) {
        const there = lists[other]!
        if (there.length > 0) return there[Math.min(index, there.length - 1)]!
      }
      return current
    }
  }
}

/** The room beside, 0 being no room; it ends at both ends. */
export function roomBeside(room: number, by: 1 | -1, rooms: number): number {
  return Math.min(rooms, Math.max(0, room + by))
}

/** `room` is decided (0 is no room); or `waiting` for a second digit, which is the room when none comes. */
export type Typed = { room: number } | { waiting: number } | { nothing: true }

/** Numbers of rooms are typed: one digit at once where it can be only one room, else the second digit is waited for. */
export function typed(before: number | null, digit: number, rooms: number): Typed {
  const room = (before ?? 0) * 10 + digit
  if (room > rooms) return { nothing: true }
  return before === null && room > 0 && room * 10 <= rooms ? { waiting: room } : { room }
}
