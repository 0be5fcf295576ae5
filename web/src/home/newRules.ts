/** What is asked of the server to begin a webinar, a class or a meeting. */
import { BreakoutMode, MAX_BREAKOUT_ROOMS, Permission, RoomType } from '@/api/constants'
import type { Person } from '@/directory/directory'

export type Kind = 'webinar' | 'class' | 'meeting'
export const kinds: readonly Kind[] = ['webinar', 'class', 'meeting']

export const MAX_NAME = 255
export const MAX_DESCRIPTION = 2000

/** Who may be heard and seen: only hosts (others raise their hand and are given the word), everybody's microphone, everything. */
export type Speaking = 'hosts' | 'voices' | 'everybody'
export const speakings: readonly Speaking[] = ['hosts', 'voices', 'everybody']

const LISTENING = Permission.Custom | Permission.JoinCall | Permission.Chat | Permission.React
const permissions: Record<Speaking, number> = {
  hosts: LISTENING,
  voices: LISTENING | Permission.Audio,
  everybody: LISTENING | Permission.Audio | Permission.Video | Permission.Screen,
}

export interface Preset {
  identifier: string
  /** An empty list when there are none. */
  parameters: Record<string, number> | never[]
}

export type Access = 'link' | 'accounts'
export const accesses: readonly Access[] = ['link', 'accounts']

export type Creation = Record<string, unknown>

export interface WebinarWish {
  name: string
  description: string
  password: string
  speaking: Speaking
  /** Milliseconds; null when the host opens the lobby himself. */
  opensAt: number | null
}

/** The administrator's defaults, then what the kind brings along. The server adds what is forced. */
export function suggested(presets: readonly Preset[], identifier: string): Record<string, number> {
  const parametersOf = (name: string): Record<string, number> => ({ ...(presets.find((preset) => preset.identifier === name)?.parameters as Record<string, number> | undefined) })
  return { ...parametersOf('default'), ...(identifier === 'default' ? {} : parametersOf(identifier)) }
}

export function webinar(wish: WebinarWish, presets: readonly Preset[]): Creation {
  return {
    ...suggested(presets, 'webinar'),
    preset: 'webinar',
    roomType: RoomType.Public,
    roomName: wish.name.trim(),
    description: wish.description.trim(),
    password: wish.password,
    permissions: permissions[wish.speaking],
    mentionPermissions: 1,
    lobbyState: 1,
    lobbyTimer: wish.opensAt === null ? null : Math.floor(wish.opensAt / 1000),
  }
}

export interface GroupWish {
  name: string
  access: Access
  people: Person[]
}

export const noGroup = (): GroupWish => ({ name: '', access: 'link', people: [] })

/** A meeting, and the meeting that a class is before it is split. */
export function group(wish: GroupWish, presets: readonly Preset[]): Creation {
  const ids = (source: string) => wish.people.filter((person) => person.source === source).map((person) => person.id)
  return {
    ...suggested(presets, 'default'),
    roomType: wish.access === 'link' ? RoomType.Public : RoomType.Group,
    roomName: wish.name.trim(),
    participants: wish.access === 'link' ? {} : { users: ids('users'), groups: ids('groups') },
  }
}

export const modes = { automatic: BreakoutMode.Automatic, manual: BreakoutMode.Manual, free: BreakoutMode.Free } as const
export type Mode = keyof typeof modes

export function isRoomCount(amount: number): boolean {
  return Number.isInteger(amount) && amount >= 1 && amount <= MAX_BREAKOUT_ROOMS
}
