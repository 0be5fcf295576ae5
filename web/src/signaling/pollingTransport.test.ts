import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { OcsError, OfflineError, talk } from '@/api/ocs'
import { PollingTransport } from './pollingTransport'
import type { PolledItem, PolledUser } from './pollRules'
import { settingsOf } from './fakeSocket'
import type { SignalingEvents } from './types'

type Answer = PolledItem[] | Error
const heard: [keyof SignalingEvents, unknown][] = []
const of = (name: keyof SignalingEvents) => heard.filter(([one]) => one === name).map(([, told]) => told)
const user = (sessionId: string, inCall = 0): PolledUser => ({ sessionId, userId: `user-${sessionId}`, inCall })
const users = (...data: PolledUser[]): PolledItem => ({ type: 'usersInRoom', data })

let answers: ((answer: Answer) => void)[] = []
let posted: { messages: string }[] = []
let transport: PollingTransport
const changeMode = vi.fn()

beforeEach(() => {
  vi.useFakeTimers()
  heard.length = 0
  answers = []
  posted = []
  vi.spyOn(talk, 'get').mockImplementation(() => new Promise((resolve, reject) => {
    answers.push((answer) => (answer instanceof Error ? reject(answer) : resolve(answer as never)))
  }))
  vi.spyOn(talk, 'post').mockImplementation(async (_path, body) => { posted.push(body as never); return null as never })
  transport = new PollingTransport({
    emit: (name, event) => void heard.push([name, event]),
    settings: async () => settingsOf(2),
    changeMode,
    createSocket: () => { throw new Error('no sockets here') },
    backend: '',
    isOnline: () => true,
    chance: () => 0.5,
  })
  transport.join({ token: 'room1', roomSessionId: 'me' })
})

afterEach(() => {
  transport.close(false)
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const pull = async (answer: Answer) => {
  answers.at(-1)!(answer)
  await vi.advanceTimersByTimeAsync(0)
}

describe('polling', () => {
  it('is in the room at once, by the session of the REST API', () => {
    expect(of('joined')).toEqual([{ token: 'room1', sessionId: 'me', properties: {}, fresh: true }])
    expect(transport.pushes).toBe(false)
  })

  it('tells who is there and who is in the call, then asks again', async () => {
    await pull([users(user('me'), user('bob', 7))])
    expect(of('state')).toEqual(['connected'])
    expect(of('join')).toMatchObject([[{ sessionId: 'me' }, { sessionId: 'bob', userId: 'user-bob', roomSessionId: 'bob' }]])
    expect(of('call')).toMatchObject([{ token: 'room1', users: [{ sessionId: 'bob', inCall: 7 }] }])
    expect(of('stale')).toEqual([{ token: 'room1' }])
    expect(answers).toHaveLength(2)
  })

  it('passes on what others say', async () => {
    await pull([{ type: 'message', data: '{"from":"bob","type":"offer","roomType":"video"}' }, { type: 'message', data: 'nonsense' }, users(user('me'), user('bob'))])
    expect(of('message')).toMatchObject([{ from: 'bob', data: { type: 'offer', roomType: 'video' } }])
  })

  it('sends to each one by itself, some messages at a time', async () => {
    await pull([users(user('me'), user('bob', 7), user('cem'))])
    transport.say('message', { type: 'room' }, { type: 'mute' })
    transport.say('message', { type: 'call' }, { type: 'unmute' })
    transport.say('control', { type: 'session', sessionid: 'cem' }, { action: 'forceMute' })
    expect(posted).toEqual([])
    await vi.advanceTimersByTimeAsync(100)
    const sent = (JSON.parse(posted[0]!.messages) as { ev: string; fn: string; sessionId: string }[]).map(({ fn, ...rest }) => ({ ...rest, ...JSON.parse(fn) }))
    expect(sent).toEqual([
      { ev: 'message', sessionId: 'me', roomType: '', type: 'mute', to: 'bob' },
      { ev: 'message', sessionId: 'me', roomType: '', type: 'mute', to: 'cem' },
      { ev: 'message', sessionId: 'me', roomType: '', type: 'unmute', to: 'bob' },
      { ev: 'message', sessionId: 'me', roomType: '', type: 'control', payload: { action: 'forceMute' }, to: 'cem' },
    ])
    expect(posted).toHaveLength(1)
  })

  it.each([[409, 'taken', { token: 'room1' }], [404, 'lost', { token: 'room1', ended: true }]] as const)('ends at %i: %s', async (status, name, told) => {
    await pull(new OcsError(status, '', ''))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(of(name)).toEqual([told])
    expect(answers).toHaveLength(1)
  })

  it('tries again when the network is gone', async () => {
    await pull(new OfflineError(new Error('gone')))
    expect(of('state')).toEqual(['reconnecting'])
    await vi.advanceTimersByTimeAsync(1_000)
    expect(answers).toHaveLength(2)
    await pull([users(user('me'))])
    expect(of('state')).toEqual(['reconnecting', 'connected'])
  })

  it('gives way to a signaling server that there is meanwhile', async () => {
    await pull(new OcsError(400, '', ''))
    expect(changeMode).toHaveBeenCalledOnce()
  })

  it('asks in another room after a move', async () => {
    transport.join({ token: 'room2', roomSessionId: 'me2' })
    await vi.advanceTimersByTimeAsync(0)
    expect(vi.mocked(talk.get).mock.calls.at(-1)![0]).toBe('v3/signaling/room2')
    expect(transport.sessionId).toBe('me2')
    answers[0]!([users(user('stranger'))])
    await vi.advanceTimersByTimeAsync(0)
    expect(of('join')).toEqual([])
  })
})
