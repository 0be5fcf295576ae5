import { describe, expect, it } from 'vitest'
import type { Person } from '@/directory/directory'
import { group, isRoomCount, suggested, webinar, type Preset } from './newRules'

const presets: Preset[] = [
  { identifier: 'default', parameters: { roomType: 2, listable: 1, messageExpiration: 60, lobbyState: 0, permissions: 0 } },
  { identifier: 'forced', parameters: [] },
  { identifier: 'webinar', parameters: { lobbyState: 1, permissions: 389, recordingConsent: 1, roomType: 3 } },
]
const wish = { name: '  Autumn  ', description: ' d ', password: 's', speaking: 'hosts', opensAt: 1_800_000_000_999 } as const

describe('what is suggested', () => {
  it('is the administrator’s, then the kind’s', () => {
    expect(suggested(presets, 'webinar')).toEqual({ roomType: 3, listable: 1, messageExpiration: 60, lobbyState: 1, permissions: 389, recordingConsent: 1 })
    expect(suggested([], 'webinar')).toEqual({})
  })
})

describe('a webinar', () => {
  it('is public, with a lobby that opens by itself', () => {
    expect(webinar(wish, presets)).toMatchObject({
      preset: 'webinar', roomType: 3, roomName: 'Autumn', description: 'd', password: 's', lobbyState: 1, lobbyTimer: 1_800_000_000, permissions: 389, mentionPermissions: 1, listable: 1, recordingConsent: 1,
    })
  })

  it.each([
    ['hosts', 1 + 4 + 128 + 256],
    ['voices', 1 + 4 + 16 + 128 + 256],
    ['everybody', 1 + 4 + 16 + 32 + 64 + 128 + 256],
  ] as const)('where %s speak', (speaking, permissions) => {
    expect(webinar({ ...wish, speaking }, presets).permissions).toBe(permissions)
  })

  it('may have a lobby without a time', () => {
    expect(webinar({ ...wish, opensAt: null }, presets)).toMatchObject({ lobbyState: 1, lobbyTimer: null })
  })
})

describe('a meeting', () => {
  const people: Person[] = [
    { id: 'ada', label: 'Ada', source: 'users', shareWithDisplayNameUnique: 'ada' },
    { id: '7b', label: '7b', source: 'groups', shareWithDisplayNameUnique: '7b' },
  ]

  it('by link is public and adds nobody', () => {
    expect(group({ name: 'M', access: 'link', people }, presets)).toMatchObject({ roomType: 3, roomName: 'M', participants: {}, listable: 1 })
  })

  it('of accounts is private and adds them', () => {
    expect(group({ name: 'M', access: 'accounts', people }, presets)).toMatchObject({ roomType: 2, participants: { users: ['ada'], groups: ['7b'] } })
  })
})

describe('the number of rooms', () => {
  it.each([
    [0, false],
    [1, true],
    [20, true],
    [21, false],
    [2.5, false],
    [Number.NaN, false],
  ])('%d: %s', (amount, isFine) => {
    expect(isRoomCount(amount)).toBe(isFine)
  })
})
