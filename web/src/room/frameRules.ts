/** How the parts of the room stand beside each other, and what is written above them. */
import { BreakoutMode, RoomType } from '@/api/constants'
import type { Room } from '@/api/types'
import type { Panel } from './panels'

/** Tabs beside the stage. Without a stage the chat has its place and is no tab. */
export function tabsFor(room: Room | null, isModerator: boolean, hasStage: boolean): Panel[] {
  return [...(hasStage ? ['chat' as const] : []), 'people', ...(hasRooms(room, isModerator) ? ['rooms' as const] : [])]
}

/** Whether there is something to see or to do about breakout rooms. */
export function hasRooms(room: Room | null, isModerator: boolean): boolean {
  if (!room) return false
  if (room.objectType === 'room' || room.breakoutRoomMode !== BreakoutMode.None) return true
  return isModerator && (room.type === RoomType.Group || room.type === RoomType.Public)
}

/** A link can be given on to others. */
export function mayInvite(room: Room | null, isModerator: boolean): boolean {
  if (!room || room.objectType === 'room') return false
  return room.type === RoomType.Public || (isModerator && room.type === RoomType.Group)
}

/** @param unread messages that nobody has looked at */
export function titleOf(name: string, unread: number, product: string): string {
  return [unread > 0 ? `(${unread > 99 ? '99+' : unread}) ${name}` : name, product].filter(Boolean).join(' · ')
}

export type Shortcut = 'microphone' | 'camera' | 'hand' | 'chat' | 'people' | 'rooms' | 'help'

export const SHORTCUTS: readonly { key: string; does: Shortcut; inCall: boolean }[] = [
  { key: 'm', does: 'microphone', inCall: true },
  { key: 'v', does: 'camera', inCall: true },
  { key: 'h', does: 'hand', inCall: true },
  { key: 'c', does: 'chat', inCall: false },
  { key: 'p', does: 'people', inCall: false },
  { key: 'r', does: 'rooms', inCall: false },
  { key: '?', does: 'help', inCall: false },
]

interface Pressed {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  repeat: boolean
  defaultPrevented: boolean
}

/** @param isTyping the key goes into a text, a menu or a dialog */
export function shortcutOf(event: Pressed, isTyping: boolean, isInCall: boolean): Shortcut | null {
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.defaultPrevented) return null
  const found = SHORTCUTS.find((shortcut) => shortcut.key === event.key.toLowerCase())
  return found && (isInCall || !found.inCall) ? found.does : null
}
