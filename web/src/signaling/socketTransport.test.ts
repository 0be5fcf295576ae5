import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { client, inside, settingsOf, welcomed, type FakeSocket } from './fakeSocket'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const event = (target: string, type: string, body: unknown) => ({ type: 'event', event: { target, type, [type]: body } })
const ofRoom = (roomid: string, data: object) => event('room', 'message', { roomid, data })

/** A connection that lives for three quarters of a minute: longer than a token. */
async function goOn(socket: FakeSocket): Promise<void> {
  for (let passed = 0; passed < 45; passed += 15) {
    await vi.advanceTimersByTimeAsync(15_000)
    socket.says(event('room', 'change', []))
  }
}

describe('coming in', () => {
  it('says hello with the token once the server has said what it can, then goes into the room', async () => {
    const one = client()
    await vi.advanceTimersByTimeAsync(0)
    one.transport.join({ token: 'abcd', roomSessionId: 'S1' })
    expect(one.socket.url).toBe('ws://host/standalone-signaling/spreed')
    one.socket.opens()
    expect(one.socket.sent).toEqual([])
    one.socket.welcomes()
    expect(one.socket.last).toMatchObject({ type: 'hello', hello: { version: '2.0', features: ['chat-relay', 'plenum'], auth: { url: 'http://host/backend', params: { token: 'token1' } } } })
    one.socket.greets('P1', 'R1')
    expect(one.transport.sessionId).toBe('P1')
    expect(one.transport.features).toEqual(new Set(['mcu']))
    expect(one.socket.last).toMatchObject({ type: 'room', room: { roomid: 'abcd', sessionid: 'S1' } })
    expect(one.names()).not.toContain('joined')
    one.socket.seats('abcd')
    expect(one.of('joined')).toMatchObject([{ token: 'abcd', sessionId: 'P1', fresh: true, properties: { name: 'Webinar' } }])
    expect(one.of('state')).toEqual(['connected'])
  })

  it('says hello with the ticket to a server that does not welcome anybody', async () => {
    const one = client()
    await vi.advanceTimersByTimeAsync(0)
    one.socket.opens()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(one.socket.last).toMatchObject({ hello: { version: '1.0', auth: { params: { userid: '', ticket: 'ticket1' } } } })
  })

  it('asks for settings again when the token has expired', async () => {
    const one = await welcomed()
    one.socket.refuses('token_expired')
    await vi.advanceTimersByTimeAsync(0)
    expect(one.around.settings).toHaveBeenCalledOnce()
    expect(one.socket.sent).toHaveLength(2)
    expect(one.socket.last).toMatchObject({ hello: { version: '2.0', auth: { params: { token: 'token2' } } } })
    one.socket.greets()
    expect(one.transport.sessionId).toBe('P1')
  })

  it('shows its ticket where the token is not believed', async () => {
    const one = await welcomed()
    one.socket.refuses('invalid_token')
    await vi.advanceTimersByTimeAsync(0)
    expect(one.socket.last).toMatchObject({ hello: { version: '1.0', auth: { params: { ticket: 'ticket1' } } } })
  })

  it('leaves a server alone that has too many requests, for 16 seconds', async () => {
    const one = await welcomed()
    one.socket.refuses('too_many_requests')
    await vi.advanceTimersByTimeAsync(15_900)
    expect(one.sockets).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(200)
    expect(one.sockets).toHaveLength(2)
  })

  it('counts being there already as being there', async () => {
    const one = await welcomed('abcd')
    one.socket.greets()
    one.socket.refuses('already_joined', { room: { roomid: 'abcd', properties: { name: 'There' } } })
    expect(one.of('joined')).toMatchObject([{ token: 'abcd', properties: { name: 'There' } }])
  })

  it('reports a place that does not exist any more', async () => {
    const one = await welcomed('abcd')
    one.socket.greets()
    one.socket.refuses('no_such_room')
    await vi.advanceTimersByTimeAsync(0)
    expect(one.of('lost')).toEqual([{ token: 'abcd', ended: false }])
  })

  it('knocks again when the server could not look', async () => {
    const one = await welcomed('abcd')
    one.socket.greets()
    one.socket.refuses('room_join_failed')
    await vi.advanceTimersByTimeAsync(2_000)
    expect(one.socket.sent.filter((frame) => frame.type === 'room')).toHaveLength(2)
  })
})

describe('losing the connection', () => {
  it('comes back with its resume id, hears what it missed and says what it kept', async () => {
    const one = await inside()
    one.socket.breaks()
    expect(one.of('state')).toEqual(['reconnecting'])
    one.transport.say('message', { type: 'session', sessionid: 'P2' }, { type: 'offer' })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(one.sockets).toHaveLength(2)
    one.socket.takes()
    expect(one.socket.last).toMatchObject({ hello: { version: '1.0', resumeid: 'R1' } })
    one.socket.greets('P1', 'R1')
    expect(one.of('joined')).toMatchObject([{ fresh: false, sessionId: 'P1' }])
    expect(one.of('stale')).toHaveLength(1)
    expect(one.socket.sent.map((frame) => frame.type)).toEqual(['hello', 'message'])
    one.socket.says(ofRoom('room1', { type: 'chat', chat: { comment: { id: 5 } } }))
    expect(one.of('chat')).toEqual([{ token: 'room1', comment: { id: 5 } }])
    expect(one.around.settings).not.toHaveBeenCalled()
  })

  it('is a new session when the server has forgotten it, and drops what was for the old one', async () => {
    const one = await inside()
    one.socket.breaks()
    one.transport.say('message', { type: 'room' }, { type: 'offer' })
    await vi.advanceTimersByTimeAsync(1_000)
    one.socket.takes()
    one.socket.refuses('no_such_session')
    await vi.advanceTimersByTimeAsync(0)
    expect(one.socket.last).toMatchObject({ hello: { version: '2.0' } })
    one.socket.greets('P9', 'R9')
    one.socket.seats('room1')
    expect(one.of('joined')).toMatchObject([{ fresh: true, sessionId: 'P9' }])
    expect(one.socket.sent.some((frame) => frame.type === 'message')).toBe(false)
  })

  it('says hello anew after 30 seconds, with fresh settings', async () => {
    const one = await inside()
    one.socket.breaks()
    await vi.advanceTimersByTimeAsync(1_000)
    one.socket.breaks()
    await vi.advanceTimersByTimeAsync(2_000)
    one.socket.breaks()
    await vi.advanceTimersByTimeAsync(4_000)
    one.socket.breaks()
    await vi.advanceTimersByTimeAsync(8_000)
    one.socket.breaks()
    await vi.advanceTimersByTimeAsync(16_000)
    one.socket.takes()
    expect(one.socket.last).toMatchObject({ hello: { version: '2.0' } })
  })

  it('waits longer each time: 1, 2, 4, 8, 16 and 16 seconds', async () => {
    const one = await inside()
    const tries: number[] = []
    const start = Date.now()
    for (let attempt = 0; attempt < 6; attempt++) {
      const before = one.sockets.length
      one.socket.breaks()
      while (one.sockets.length === before) await vi.advanceTimersByTimeAsync(500)
      tries.push((Date.now() - start) / 1000)
    }
    expect(tries).toEqual([1, 3, 7, 15, 31, 47])
  })

  it('does not wait when the network is back', async () => {
    const one = await inside()
    one.socket.breaks()
    await vi.advanceTimersByTimeAsync(1_000)
    one.socket.breaks()
    await vi.advanceTimersByTimeAsync(1_100)
    one.transport.nudge()
    await vi.advanceTimersByTimeAsync(0)
    expect(one.sockets).toHaveLength(3)
  })

  it('says that it is offline where the device knows', async () => {
    let online = true
    const one = await inside({ isOnline: () => online })
    online = false
    one.socket.breaks()
    expect(one.of('state')).toEqual(['offline'])
  })

  it('gives up a connection that does not answer', async () => {
    const one = await inside()
    await vi.advanceTimersByTimeAsync(30_000)
    expect(one.socket.last).toMatchObject({ type: 'transient', transient: { type: 'ping' } })
    one.socket.refuses('ignored')
    await vi.advanceTimersByTimeAsync(10_000)
    expect(one.of('state')).toEqual([])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(one.of('state')).toEqual(['reconnecting'])
    expect(one.of('refused')).toEqual([])
  })

  it('tries again when settings cannot be had', async () => {
    const settings = vi.fn().mockRejectedValueOnce(new Error('offline')).mockResolvedValue(settingsOf(3))
    const one = await inside({ settings })
    await goOn(one.socket)
    one.socket.says({ type: 'bye', bye: {} })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(settings).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(settings).toHaveBeenCalledTimes(2)
  })

  it('changes to polling when the settings say so', async () => {
    const one = await inside({ settings: async () => settingsOf(2, { signalingMode: 'internal' }) })
    await goOn(one.socket)
    one.socket.says({ type: 'bye', bye: {} })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(one.around.changeMode).toHaveBeenCalledOnce()
  })
})

describe('goodbyes', () => {
  it('stays away when the session goes on elsewhere', async () => {
    const one = await inside()
    one.socket.says({ type: 'bye', bye: { reason: 'room_session_reconnected' } })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(one.of('taken')).toEqual([{ token: 'room1' }])
    expect(one.sockets).toHaveLength(1)
  })

  it('comes back as a new session after another one', async () => {
    const one = await inside()
    one.socket.says({ type: 'bye', bye: { reason: 'hello_timeout' } })
    await vi.advanceTimersByTimeAsync(1_000)
    one.socket.takes()
    expect(one.socket.last).toMatchObject({ hello: { version: '2.0' } })
  })

  it('says goodbye and hears nothing any more', async () => {
    const one = await inside()
    one.transport.close(true)
    expect(one.socket.last).toEqual({ type: 'bye', bye: {} })
    one.socket.says(event('room', 'join', [{ sessionid: 'P2' }]))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(one.heard).toEqual([])
    expect(one.sockets).toHaveLength(1)
  })
})

describe('in the room', () => {
  it('hears who comes and goes, who calls, and what is said', async () => {
    const one = await inside()
    one.socket.says(event('room', 'join', [{ sessionid: 'P2', userid: 'bob', user: { displayname: 'Bob' }, roomsessionid: 'S2', features: ['chat-relay'] }, { sessionid: 'P3' }]))
    one.socket.says(event('participants', 'update', { roomid: 'room1', users: [{ sessionId: 'P2', nextcloudSessionId: 'S2', inCall: '7', participantType: 1 }] }))
    one.socket.says({ type: 'message', message: { sender: { type: 'session', sessionid: 'P2', userid: 'bob' }, data: { type: 'raiseHand' } } })
    one.socket.says({ type: 'control', control: { sender: { type: 'session', sessionid: 'P2' }, data: { action: 'forceMute', peerId: 'P1' } } })
    one.socket.says(event('room', 'leave', ['P3']))
    expect(one.of('join')).toEqual([[
      { sessionId: 'P2', userId: 'bob', displayName: 'Bob', roomSessionId: 'S2', features: ['chat-relay'] },
      { sessionId: 'P3', userId: '', displayName: '', roomSessionId: '', features: [] },
    ]])
    expect(one.of('call')).toEqual([{ token: 'room1', users: [{ sessionId: 'P2', roomSessionId: 'S2', inCall: 7, participantType: 1 }] }])
    expect(one.of('message')).toEqual([{ from: 'P2', userId: 'bob', data: { type: 'raiseHand' } }])
    expect(one.of('control')).toEqual([{ from: 'P2', userId: '', data: { action: 'forceMute', peerId: 'P1' } }])
    expect(one.of('leave')).toEqual([['P3']])
  })

  it('hears the end of a call for everybody', async () => {
    const one = await inside()
    one.socket.says(event('participants', 'update', { roomid: 'room1', incall: 0, all: true }))
    expect(one.of('call')).toEqual([{ token: 'room1', users: [], everybody: 0 }])
  })

  it('passes over what is still on its way from a room it has left', async () => {
    const one = await inside()
    one.transport.join({ token: 'room2', roomSessionId: 'S-room2' })
    one.socket.seats('room2')
    one.heard.length = 0
    one.socket.says(ofRoom('room1', { type: 'chat', chat: { refresh: true } }))
    one.socket.says(event('participants', 'update', { roomid: 'room1', users: [{ sessionId: 'P2', inCall: 7 }] }))
    expect(one.heard).toEqual([])
    one.socket.says(ofRoom('room2', { type: 'chat', chat: { refresh: true } }))
    expect(one.of('chat')).toEqual([{ token: 'room2', refresh: true }])
  })

  it('hears where to go, the own news of the server, and who was removed', async () => {
    const one = await inside()
    one.socket.says(event('room', 'switchto', { roomid: 'room7' }))
    one.socket.says(ofRoom('room1', { type: 'plenum', plenum: { waiting: { token: 'room1', count: 3 } } }))
    one.socket.says(event('roomlist', 'message', { roomid: 'other', data: { type: 'plenum', plenum: { call: { token: 'other', actorType: 'users', actorId: 'ada' } } } }))
    one.socket.says(event('roomlist', 'disinvite', { roomid: 'room1', reason: 'deleted' }))
    expect(one.of('switchto')).toEqual([{ token: 'room7', details: undefined }])
    expect(one.of('plenum')).toEqual([{ waiting: { token: 'room1', count: 3 } }, { call: { token: 'other', actorType: 'users', actorId: 'ada' } }])
    expect(one.of('disinvited')).toEqual([{ token: 'room1', reason: 'deleted' }])
  })

  it('hears that the room was changed, and that it is in it no more', async () => {
    const one = await inside()
    one.socket.says({ type: 'room', room: { roomid: 'room1', properties: { 'lobby-state': 1 } } })
    one.socket.says({ type: 'room', room: { roomid: '' } })
    expect(one.of('properties')).toEqual([{ token: 'room1', properties: { 'lobby-state': 1 } }])
    expect(one.of('lost')).toEqual([{ token: 'room1', ended: true }])
  })

  it('keeps what the room remembers', async () => {
    const one = await inside()
    one.transport.setTransient('topic', 'Rivers', 2)
    expect(one.socket.last).toMatchObject({ transient: { type: 'set', key: 'topic', value: 'Rivers', ttl: 2_000_000 } })
    one.transport.setTransient('topic', null)
    expect(one.socket.last).toMatchObject({ transient: { type: 'remove', key: 'topic' } })
    one.socket.says({ type: 'transient', transient: { type: 'initial', data: { topic: 'Lakes' } } })
    one.socket.says({ type: 'transient', transient: { type: 'set', key: 'topic', value: 1, oldvalue: 'Lakes' } })
    expect(one.of('transient')).toEqual([{ type: 'initial', data: { topic: 'Lakes' } }, { type: 'set', key: 'topic', value: 1 }])
  })

  it('learns what the server does not take', async () => {
    const one = await inside()
    one.transport.say('message', { type: 'session', sessionid: 'P1' }, { type: 'offer', roomType: 'video' })
    one.socket.refuses('not_allowed')
    expect(one.of('refused')).toEqual([{ code: 'not_allowed', message: '', sent: { type: 'offer', roomType: 'video' } }])
  })

  it('does not send what would close the connection', async () => {
    const one = await inside()
    one.transport.say('message', { type: 'room' }, { type: 'x', payload: 'y'.repeat(70_000) })
    expect(one.of('refused')).toMatchObject([{ code: 'too_large' }])
    expect(one.socket.sent.some((frame) => frame.type === 'message')).toBe(false)
  })
})

describe('frames that cannot be read', () => {
  it.each<[string, object | string | ArrayBuffer]>([
    ['no JSON', '{'],
    ['no object', '[1]'],
    ['nothing', 'null'],
    ['bytes', new ArrayBuffer(3)],
    ['no type', { event: {} }],
    ['an unknown type', { type: 'marvel', marvel: {} }],
    ['an event without a body', { type: 'event' }],
    ['an unknown event', event('room', 'party', {})],
    ['a join that is no list', event('room', 'join', 'everybody')],
    ['a join of nothing', event('room', 'join', [null, 5, { sessionid: 7 }])],
    ['a message without a sender', { type: 'message', message: { data: {} } }],
    ['a message without content', { type: 'message', message: { sender: { sessionid: 'P2' } } }],
    ['an order to go nowhere', event('room', 'switchto', {})],
    ['a list of the call that is none', event('participants', 'update', { roomid: 'room1', users: {} })],
    ['an unknown data type', ofRoom('room1', { type: 'weather', weather: {} })],
    ['a chat without content', ofRoom('room1', { type: 'chat' })],
    ['a second welcome', { type: 'welcome', welcome: { features: 5 } }],
    ['an answer to nothing', { id: '999', type: 'error', error: { code: 'invalid_format' } }],
  ])('%s: goes on', async (_what, frame) => {
    const one = await inside()
    one.socket.says(frame as never)
    await vi.advanceTimersByTimeAsync(0)
    expect(one.heard.filter(([name, told]) => !(name === 'join' && (told as unknown[]).length === 0) && name !== 'call')).toEqual([])
    one.socket.says(ofRoom('room1', { type: 'chat', chat: { refresh: true } }))
    expect(one.of('chat')).toHaveLength(1)
  })
})
