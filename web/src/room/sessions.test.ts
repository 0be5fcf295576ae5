import { describe, expect, it } from 'vitest'
import { ref, shallowRef } from 'vue'
import type { Participant } from '@/api/types'
import type { CallEntry, PresentSession } from '@/signaling/types'
import { countPeople, createSessions } from './sessions'
import { participantOf } from './testing'

const present = (sessionId: string, actorId: string, extra: Partial<PresentSession> = {}): PresentSession => ({ sessionId, userId: actorId, displayName: '', roomSessionId: `S-${actorId}`, features: [], ...extra })
const entry = (sessionId: string, actorId: string, inCall: number, extra: Partial<CallEntry> = {}): CallEntry => ({ sessionId, roomSessionId: `S-${actorId}`, inCall, actorType: 'users', actorId, participantType: 3, participantPermissions: 246, displayName: actorId, ...extra })

function people(...rows: Participant[]) {
  const participants = shallowRef<readonly Participant[]>(rows)
  const isLobbyClosed = ref(false)
  return { participants, isLobbyClosed, ...createSessions({ participants, own: ref('P1'), self: shallowRef(null), isLobbyClosed }) }
}

describe('who is connected', () => {
  it('are those who joined, as the list of participants describes them', () => {
    const { sessions, join } = people(participantOf('ada', { participantType: 1 }))
    expect(join([present('P1', 'ada')])).toBe(false)
    expect(sessions.value.get('P1')).toMatchObject({ displayName: 'ADA', actorType: 'users', actorId: 'ada', participantType: 1, inCall: 0, isMe: true })
  })

  it('wants the list again for somebody unknown, and fills in the name then', () => {
    const { sessions, participants, join } = people()
    expect(join([present('P2', '', { roomSessionId: 'S-guest' })])).toBe(true)
    expect(sessions.value.get('P2')).toMatchObject({ displayName: '', actorType: 'guests', participant: null, isMe: false })
    participants.value = [participantOf('abc', { actorType: 'guests', sessionIds: ['S-guest'], displayName: 'Mia' })]
    expect(sessions.value.get('P2')).toMatchObject({ displayName: 'Mia', actorId: 'abc' })
  })

  it('shows guests the names that the list of the call has', () => {
    const { sessions, join, update } = people()
    join([present('P2', '', { roomSessionId: 'S-x' })])
    update({ token: 'r', users: [entry('P2', 'x', 7, { actorType: 'guests', displayName: 'Mia', roomSessionId: 'S-x' })] })
    expect(sessions.value.get('P2')).toMatchObject({ displayName: 'Mia', inCall: 7, actorType: 'guests' })
  })

  it('knows of the call before the join is told, and forgets with the leave', () => {
    const { sessions, leave, update } = people()
    update({ token: 'r', users: [entry('P2', 'bob', 7)] })
    expect([...sessions.value.keys()]).toEqual(['P2'])
    update({ token: 'r', users: [entry('P2', 'bob', 0)] })
    expect([...sessions.value.keys()]).toEqual([])
    leave(['P2', 'unknown'])
    expect(sessions.value.size).toBe(0)
  })

  it('keeps the flags of those whom a list does not name', () => {
    const { sessions, join, update } = people(participantOf('ada'), participantOf('bob'))
    join([present('P1', 'ada'), present('P2', 'bob')])
    update({ token: 'r', users: [entry('P1', 'ada', 7), entry('P2', 'bob', 3)] })
    update({ token: 'r', users: [entry('P1', 'ada', 1)] })
    expect([...sessions.value.values()].map((one) => one.inCall)).toEqual([1, 3])
  })

  it('ends the call for everybody', () => {
    const { sessions, join, update } = people(participantOf('ada'))
    join([present('P1', 'ada')])
    update({ token: 'r', users: [entry('P1', 'ada', 7)] })
    update({ token: 'r', users: [], everybody: 0 })
    expect(sessions.value.get('P1')!.inCall).toBe(0)
  })

  it('counts recorders as nobody and telephones as somebody', () => {
    const { sessions, update } = people()
    update({ token: 'r', users: [entry('R', 'r', 3, { internal: true }), entry('V', 'phone', 9, { virtual: true })] })
    expect([...sessions.value.values()]).toMatchObject([{ id: 'V', isVirtual: true }])
  })

  it('wants the list again when somebody got another role, permission or name', () => {
    const { update, join } = people(participantOf('bob'), participantOf('mia', { displayName: '' }))
    const bob = { displayName: 'BOB' }
    expect(update({ token: 'r', users: [entry('P2', 'bob', 7, bob)] })).toBe(false)
    expect(update({ token: 'r', users: [entry('P2', 'bob', 3, bob)] })).toBe(false)
    expect(update({ token: 'r', users: [entry('P2', 'bob', 3, { ...bob, participantType: 2 })] })).toBe(true)
    expect(update({ token: 'r', users: [entry('P2', 'bob', 1, { ...bob, participantType: 2 })] })).toBe(false)
    expect(join([present('P4', 'mia')])).toBe(true)
    expect(update({ token: 'r', users: [entry('P4', 'mia', 3, { displayName: 'Mia' })] })).toBe(true)
    expect(update({ token: 'r', users: [entry('P3', 'cem', 3)] })).toBe(true)
  })

  it('takes the call from the list of participants where nothing was heard yet', () => {
    const { sessions, join, assume } = people(participantOf('bob', { inCall: 7 }), participantOf('cem', { inCall: 7, sessionIds: ['S-cem', 'S-other'] }))
    join([present('P2', 'bob'), present('P3', 'cem')])
    assume()
    expect([...sessions.value.values()].map((one) => one.inCall)).toEqual([7, 0])
  })

  it('keeps the same object for those who did not change, with 500 people', () => {
    const rows = Array.from({ length: 500 }, (_, n) => participantOf(`u${n}`))
    const { sessions, join, update } = people(...rows)
    join(rows.map((row, n) => present(`P${n}`, row.actorId)))
    const before = sessions.value
    update({ token: 'r', users: [entry('P7', 'u7', 7)] })
    const changed = [...sessions.value.values()].filter((one) => before.get(one.id) !== one)
    expect(changed.map((one) => one.id)).toEqual(['P7'])
  })

  it('tells those who wait from those inside', () => {
    const { sessions, join, isLobbyClosed } = people(participantOf('ada', { participantType: 2 }), participantOf('bob'), participantOf('cem', { permissions: 246 | 8 }))
    join([present('P1', 'ada'), present('P2', 'bob'), present('P3', 'cem'), present('P4', 'unknown')])
    const waiting = () => [...sessions.value.values()].filter((one) => one.isWaiting).map((one) => one.actorId)
    expect(waiting()).toEqual([])
    isLobbyClosed.value = true
    expect(waiting()).toEqual(['bob'])
    expect(countPeople([...sessions.value.values()])).toBe(3)
  })

  it('counts people, not tabs', () => {
    const { sessions, join } = people(participantOf('ada', { sessionIds: ['S-ada', 'S-ada2'] }))
    join([present('P1', 'ada'), present('P2', 'ada', { roomSessionId: 'S-ada2' })])
    expect(sessions.value.size).toBe(2)
    expect(countPeople([...sessions.value.values()])).toBe(1)
  })
})
