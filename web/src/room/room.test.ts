import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { OcsError, OfflineError, plenum, talk } from '@/api/ocs'
import { Permission } from '@/api/constants'
import type { Message, Room } from '@/api/types'
import { Signaling } from '@/signaling/signaling'
import { useRoom } from './room'
import { participantOf, roomOf } from './testing'

type Answer = unknown | Error
/** What the server answers next to each kind of request. */
const server = { session: {} as unknown, room: null as Answer, join: null as Answer, people: [] as Answer, hands: [] as Answer }
const sent: string[] = []
const answer = async (what: Answer) => {
  if (what instanceof Error) throw what
  return what as never
}

beforeEach(() => {
  vi.useFakeTimers()
  setActivePinia(createPinia())
  sessionStorage.clear()
  sent.length = 0
  Object.assign(server, { session: { user: { id: 'ada', displayName: 'Ada' } }, room: roomOf(), join: roomOf({ sessionId: 'S9' }), people: [participantOf('ada', { attendeeId: 7 })], hands: [] })
  vi.spyOn(talk, 'get').mockImplementation((path) => answer(path.endsWith('/participants') ? server.people : server.room))
  vi.spyOn(talk, 'post').mockImplementation((path, body) => {
    sent.push(`${path} ${JSON.stringify(body)}`)
    return answer(path.endsWith('/active') ? server.join : null)
  })
  vi.spyOn(talk, 'delete').mockImplementation((path) => { sent.push(`DELETE ${path}`); return answer(null) })
  vi.spyOn(plenum, 'get').mockImplementation((path) => answer(path === 'session' ? server.session : path === 'time' ? { now: Date.now() } : server.hands))
  vi.spyOn(Signaling.prototype, 'enter').mockImplementation(function (this: Signaling, place) { this.place = place })
  vi.spyOn(Signaling.prototype, 'close').mockImplementation(() => undefined)
  vi.spyOn(Signaling.prototype, 'whenJoined').mockResolvedValue()
})

afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const settle = () => vi.advanceTimersByTimeAsync(0)
const guest = (extra: Partial<Record<keyof Room, unknown>> = {}) => roomOf({ actorType: 'guests', actorId: 'g1', participantType: 4, ...extra })

async function opened() {
  const room = useRoom()
  await room.open('room1')
  await settle()
  return room
}

describe('coming in', () => {
  it('takes people with an account straight in, and connects by the session of the join', async () => {
    const room = await opened()
    expect(room.phase).toBe('inside')
    expect(Signaling.prototype.enter).toHaveBeenCalledWith({ token: 'room1', roomSessionId: 'S9' })
    expect(room.participants).toHaveLength(1)
    expect(room.me?.displayName).toBe('ADA')
    expect(sent).toEqual(['v4/room/room1/participants/active {"password":"","force":false}'])
  })

  it('asks guests for a name first, and gives it to the server before they are heard of', async () => {
    server.session = { user: null }
    server.room = guest({ attendeeId: 0 })
    server.join = guest()
    const room = await opened()
    expect(room.phase).toBe('name')
    await room.enter({ name: 'Mia' })
    expect(room.phase).toBe('inside')
    expect(sent).toEqual(['v4/room/room1/participants/active {"password":"","force":false}', 'v1/guest/room1/name {"displayName":"Mia"}'])
    expect(room.me).toMatchObject({ displayName: 'Mia', actorId: 'g1' })
    expect(vi.mocked(talk.get).mock.calls.some(([path]) => path.endsWith('/participants'))).toBe(false)
  })

  it('does not ask guests again who reload', async () => {
    sessionStorage.setItem('plenum.inside', '["room1"]')
    server.session = { user: null, guest: { id: 'g1', displayName: 'Mia' } }
    server.room = server.join = guest()
    const room = await opened()
    expect(room.phase).toBe('inside')
    expect(room.me?.displayName).toBe('Mia')
    expect(sent).toEqual(['v4/room/room1/participants/active {"password":"","force":true}'])
  })

  it('leaves one at the door with a wrong password', async () => {
    server.room = roomOf({ attendeeId: 0, hasPassword: true })
    const room = await opened()
    expect(room.phase).toBe('password')
    server.join = new OcsError(403, 'password', '')
    await expect(room.enter({ password: 'x' })).rejects.toThrow()
    expect(room.phase).toBe('password')
    server.join = roomOf()
    await room.enter({ password: 'right' })
    expect(room.phase).toBe('inside')
  })

  it.each([
    [new OcsError(409, '', ''), 'taken'],
    [new OcsError(403, 'ban', ''), 'banned'],
    [new OcsError(404, '', ''), 'missing'],
    [new OcsError(503, '', ''), 'failed'],
    [new OfflineError(null), 'failed'],
  ])('refused with %s: %s', async (refusal, phase) => {
    server.join = refusal
    const room = await opened()
    expect(room.phase).toBe(phase)
    expect(Signaling.prototype.enter).not.toHaveBeenCalled()
  })

  it('uses the session here that was in the call elsewhere', async () => {
    server.join = new OcsError(409, '', '')
    const room = await opened()
    server.join = roomOf()
    await room.enter({ force: true })
    expect(room.phase).toBe('inside')
    expect(sent.at(-1)).toContain('"force":true')
  })

  it('forgets the answer for a conversation one has turned away from', async () => {
    const room = useRoom()
    const first = room.open('room1')
    server.room = roomOf({ token: 'room2', displayName: 'Second' })
    server.join = roomOf({ token: 'room2', displayName: 'Second' })
    await Promise.all([first, room.open('room2')])
    expect(room.token).toBe('room2')
    expect(room.room?.displayName).toBe('Second')
    expect(vi.mocked(Signaling.prototype.enter).mock.calls.map(([place]) => place.token)).toEqual(['room2'])
  })
})

describe('the lobby', () => {
  const closed = () => guest({ lobbyState: 1, sessionId: 'S9' })

  async function waiting() {
    server.session = { user: null }
    sessionStorage.setItem('plenum.inside', '["room1"]')
    server.room = server.join = closed()
    const room = await opened()
    expect(room.phase).toBe('waiting')
    return room
  }

  it('opens when the room is said to have changed', async () => {
    const room = await waiting()
    server.room = guest()
    room.signaling.emit('properties', { token: 'room1', properties: { 'lobby-state': 0 } })
    await vi.advanceTimersByTimeAsync(10)
    expect(room.phase).toBe('inside')
  })

  it('lets one in alone', async () => {
    const room = await waiting()
    server.room = guest({ lobbyState: 1, permissions: 246 | 8 })
    room.signaling.emit('plenum', { admitted: { token: 'room1' } })
    await vi.advanceTimersByTimeAsync(10)
    expect(room.phase).toBe('inside')
  })

  it('opens without any word: every 30 seconds somebody looks', async () => {
    const room = await waiting()
    server.room = guest()
    await vi.advanceTimersByTimeAsync(29_000)
    expect(room.phase).toBe('waiting')
    await vi.advanceTimersByTimeAsync(1_500)
    expect(room.phase).toBe('inside')
  })

  it('stays although the network is gone, and looks on', async () => {
    const room = await waiting()
    server.room = new OfflineError(null)
    await vi.advanceTimersByTimeAsync(61_000)
    expect(room.phase).toBe('waiting')
    server.room = guest()
    await vi.advanceTimersByTimeAsync(30_000)
    expect(room.phase).toBe('inside')
  })

  it('closes again for those inside', async () => {
    server.session = { user: null }
    sessionStorage.setItem('plenum.inside', '["room1"]')
    server.room = server.join = guest()
    const room = await opened()
    server.room = closed()
    room.signaling.emit('properties', { token: 'room1', properties: { 'lobby-state': 1 } })
    await vi.advanceTimersByTimeAsync(400)
    expect(room.phase).toBe('waiting')
    expect(room.participants).toEqual([])
  })
})

describe('losing one’s place', () => {
  it.each([['disinvited', 'removed'], ['deleted', 'gone']] as const)('%s: %s', async (reason, phase) => {
    const room = await opened()
    room.signaling.emit('disinvited', { token: 'room1', reason })
    expect(room.phase).toBe(phase)
    expect(Signaling.prototype.close).toHaveBeenCalledWith(false)
  })

  it('does not mind being removed from another one', async () => {
    const room = await opened()
    room.signaling.emit('disinvited', { token: 'other', reason: 'disinvited' })
    expect(room.phase).toBe('inside')
  })

  it('comes back when only the session has ended', async () => {
    const room = await opened()
    server.join = roomOf({ sessionId: 'S10' })
    room.signaling.emit('lost', { token: 'room1', ended: true })
    await vi.advanceTimersByTimeAsync(500)
    expect(room.phase).toBe('inside')
    expect(Signaling.prototype.enter).toHaveBeenLastCalledWith({ token: 'room1', roomSessionId: 'S10' })
  })

  it('gives up when it is pushed out again', async () => {
    const room = await opened()
    room.signaling.emit('lost', { token: 'room1', ended: true })
    await vi.advanceTimersByTimeAsync(500)
    room.signaling.emit('lost', { token: 'room1', ended: true })
    await vi.advanceTimersByTimeAsync(500)
    expect(room.phase).toBe('taken')
  })

  it('does not slip in again after being removed', async () => {
    const room = await opened()
    sent.length = 0
    server.room = roomOf({ attendeeId: 0 })
    room.signaling.emit('lost', { token: 'room1', ended: true })
    await vi.advanceTimersByTimeAsync(500)
    expect(room.phase).toBe('removed')
    expect(sent).toEqual([])
  })

  it('comes back after a server restart as soon as it is reached', async () => {
    const room = await opened()
    server.join = new OfflineError(null)
    room.signaling.emit('lost', { token: 'room1', ended: false })
    await vi.advanceTimersByTimeAsync(6_000)
    server.join = new OcsError(503, '', '')
    await vi.advanceTimersByTimeAsync(6_000)
    expect(room.phase).toBe('inside')
    server.join = roomOf({ sessionId: 'S11' })
    await vi.advanceTimersByTimeAsync(6_000)
    expect(Signaling.prototype.enter).toHaveBeenLastCalledWith({ token: 'room1', roomSessionId: 'S11' })
  })

  it.each([[new OcsError(404, '', ''), 'gone'], [new OcsError(403, 'ban', ''), 'banned']])('does not try for ever when it may not come back: %s', async (refusal, phase) => {
    const room = await opened()
    server.join = refusal
    room.signaling.emit('lost', { token: 'room1', ended: false })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(room.phase).toBe(phase)
    expect(Signaling.prototype.close).toHaveBeenCalledWith(false)
    expect(sent.filter((one) => one.includes('/active'))).toHaveLength(2)
  })

  it('is taken by another window', async () => {
    const room = await opened()
    room.signaling.emit('taken', { token: 'room1' })
    expect(room.phase).toBe('taken')
  })

  it('notices that the conversation is gone when it asks for it', async () => {
    const room = await opened()
    server.room = new OcsError(404, '', '')
    await vi.advanceTimersByTimeAsync(1_000)
    await Promise.all([room.refresh(), vi.advanceTimersByTimeAsync(1_000)])
    expect(room.phase).toBe('gone')
  })

  it('leaves', async () => {
    const room = await opened()
    await room.leave()
    expect(room.phase).toBe('left')
    expect(sent.at(-1)).toBe('DELETE v4/room/room1/participants/active')
    expect(sessionStorage.getItem('plenum.inside')).toBe('[]')
  })
})

describe('a move', () => {
  it('takes the call along and keeps the place in the old room until the new one is entered', async () => {
    const room = await opened()
    const steps: string[] = []
    room.onBeforeMove(({ from, to }) => void steps.push(`${from}>${to}`))
    room.onAfterMove(({ from, to }) => void steps.push(`${from}>>${to}`))
    server.join = roomOf({ token: 'room2', sessionId: 'S2', objectType: 'room', objectId: 'room1' })
    await room.goTo('room2')
    expect(steps).toEqual(['room1>room2', 'room1>>room2'])
    expect(room.token).toBe('room2')
    expect(room.parentToken).toBe('room1')
    expect(Signaling.prototype.enter).toHaveBeenLastCalledWith({ token: 'room2', roomSessionId: 'S2' })
    expect(sent.filter((one) => one.startsWith('DELETE'))).toEqual([])
  })

  it('stays where it is when the other room cannot be entered', async () => {
    const room = await opened()
    server.join = new OcsError(404, '', '')
    await expect(room.goTo('room2')).rejects.toThrow()
    expect(room.token).toBe('room1')
    expect(room.phase).toBe('inside')
  })
})

describe('one’s own standing', () => {
  it('is asked for now and then, should news of it be lost', async () => {
    const room = await opened()
    server.room = roomOf({ permissions: 1 + 4 })
    await vi.advanceTimersByTimeAsync(121_000)
    expect(room.can(Permission.Chat)).toBe(false)
  })

  it.each([['in the call', 7], ['without a call', 0]])('is asked for when a list tells of another one, once, %s', async (_, inCall) => {
    const room = await opened()
    room.signaling.emit('joined', { token: 'room1', sessionId: 'P1', properties: {}, fresh: true })
    room.signaling.emit('join', [{ sessionId: 'P1', userId: 'ada', displayName: 'Ada', roomSessionId: 'S-ada', features: [] }])
    await vi.advanceTimersByTimeAsync(2_000)
    const asked = () => vi.mocked(talk.get).mock.calls.filter(([path]) => path === 'v4/room/room1').length
    const before = asked()
    const users = [{ sessionId: 'P1', roomSessionId: 'S-ada', inCall, actorType: 'users', actorId: 'ada', participantType: 2, participantPermissions: 510 }]
    server.room = roomOf({ participantType: 2, hasCall: inCall > 0 })
    for (let n = 0; n < 3; n++) {
      room.signaling.emit('call', { token: 'room1', users })
      await vi.advanceTimersByTimeAsync(2_000)
    }
    expect(room.isModerator).toBe(true)
    expect(asked() - before).toBe(1)
  })
})

describe('being sent elsewhere', () => {
  it.each([
    ['closes', () => { server.room = roomOf({ lobbyState: 1 }) }],
    ['is gone', () => { server.room = new OcsError(404, '', '') }],
  ])('one stays inside, with the call, until one goes, although the room %s', async (_, happens) => {
    const room = await opened()
    room.expectMove('room2')
    happens()
    room.signaling.emit('disinvited', { token: 'room1', reason: 'disinvited' })
    room.signaling.emit('properties', { token: 'room1', properties: {} })
    await vi.advanceTimersByTimeAsync(1000)
    expect(room.phase).toBe('inside')
  })

  it('what happened holds when one does not go after all', async () => {
    const room = await opened()
    room.expectMove('room2')
    server.room = new OcsError(404, '', '')
    room.expectMove(null)
    await vi.advanceTimersByTimeAsync(1000)
    expect(room.phase).toBe('gone')
  })

  it('the lobby of the room one is sent to holds', async () => {
    const room = await opened()
    room.expectMove('room2')
    server.join = roomOf({ token: 'room2', lobbyState: 1 })
    await room.goTo('room2')
    expect(room.phase).toBe('waiting')
  })
})

describe('people', () => {
  it('are asked for when the chat tells of somebody promoted, who may not be there', async () => {
    const room = await opened()
    server.people = [participantOf('ada', { attendeeId: 7 }), participantOf('bob', { participantType: 2 })]
    room.signaling.emit('chat', { token: 'room1', comment: { systemMessage: 'moderator_promoted' } as Message })
    await vi.advanceTimersByTimeAsync(2_000)
    expect(room.participants.map((one) => one.participantType)).toEqual([3, 2])
  })

  it('are asked for by a guest who has become a moderator and may know them now', async () => {
    server.room = server.join = guest()
    const room = await opened()
    await room.enter({ name: 'Zoe' })
    expect(room.participants).toEqual([])
    server.room = guest({ participantType: 6 })
    await room.refresh()
    await vi.advanceTimersByTimeAsync(2_000)
    expect(room.participants).toHaveLength(1)
  })

  it('are asked for once, however many come at the same time', async () => {
    const room = await opened()
    const asked = () => vi.mocked(talk.get).mock.calls.filter(([path]) => path.endsWith('/participants')).length
    const before = asked()
    for (let n = 0; n < 500; n++) room.signaling.emit('join', [{ sessionId: `P${n}`, userId: '', displayName: '', roomSessionId: `X${n}`, features: [] }])
    await vi.advanceTimersByTimeAsync(6_000)
    expect(asked() - before).toBe(1)
    expect(room.sessions.size).toBe(500)
  })

  it('one’s own hand goes up and down as the server says', async () => {
    const room = await opened()
    vi.spyOn(plenum, 'put').mockResolvedValueOnce({ raisedAt: 5_000 })
    const said = vi.spyOn(Signaling.prototype, 'sendToCall').mockImplementation(() => undefined)
    await room.raiseHand(true)
    expect(room.myHand).toBe(5_000)
    expect(said).toHaveBeenCalledWith({ type: 'raiseHand', payload: { state: true, timestamp: 5_000 } })
    room.signaling.emit('plenum', { hands: { token: 'room1', count: 0, hands: [] } })
    expect(room.myHand).toBeNull()
  })

  it('of a crowd of hands only the first are named: one’s own stays up', async () => {
    const room = await opened()
    vi.spyOn(plenum, 'put').mockResolvedValueOnce({ raisedAt: 5_000 })
    vi.spyOn(Signaling.prototype, 'sendToCall').mockImplementation(() => undefined)
    await room.raiseHand(true)
    const others = Array.from({ length: 50 }, (_, n) => ({ attendeeId: 100 + n, actorType: 'users', actorId: `u${n}`, displayName: '', sessionId: '', raisedAt: n }))
    room.signaling.emit('plenum', { hands: { token: 'room1', count: 51, hands: others } })
    expect(room.myHand).toBe(5_000)
    expect(room.handsCount).toBe(51)
  })
})
