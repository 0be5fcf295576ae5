import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { plenum, talk } from '@/api/ocs'
import { useRoom } from '@/room/room'
import { roomOf } from '@/room/testing'
import { Signaling } from '@/signaling/signaling'
import { useDesk } from './desk'

const mia = { attendeeId: 3, actorType: 'guests', actorId: 'g3', displayName: 'Mia', since: 0 }
/** Answers to the questions who waits. */
const answers: ((list: unknown) => void)[] = []

beforeEach(() => {
  vi.useFakeTimers()
  setActivePinia(createPinia())
  sessionStorage.clear()
  answers.length = 0
  const host = roomOf({ participantType: 1, sessionId: 'S9' })
  vi.spyOn(talk, 'get').mockImplementation(async (path) => (path.endsWith('/participants') ? [] : host) as never)
  vi.spyOn(talk, 'post').mockResolvedValue(host as never)
  vi.spyOn(talk, 'delete').mockResolvedValue(null as never)
  vi.spyOn(plenum, 'get').mockImplementation((path) => {
    if (path.endsWith('/waiting')) return new Promise((resolve) => answers.push(resolve as never))
    return Promise.resolve((path === 'session' ? { user: { id: 'ada', displayName: 'Ada' } } : path === 'time' ? { now: Date.now() } : []) as never)
  })
  vi.spyOn(Signaling.prototype, 'enter').mockImplementation(() => undefined)
  vi.spyOn(Signaling.prototype, 'close').mockImplementation(() => undefined)
  vi.spyOn(Signaling.prototype, 'whenJoined').mockResolvedValue()
})

afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

it('shows nobody who waits at the room that one has left meanwhile', async () => {
  const desk = useDesk()
  const room = useRoom()
  await room.open('room1')
  await vi.advanceTimersByTimeAsync(0)
  expect(answers).toHaveLength(1)

  await room.open('room2')
  answers[0]!([mia])
  await vi.advanceTimersByTimeAsync(0)
  expect(desk.waiting).toEqual([])

  await vi.advanceTimersByTimeAsync(500)
  expect(vi.mocked(plenum.get).mock.calls.filter(([path]) => path.endsWith('/waiting'))).toEqual([['room/room1/waiting'], ['room/room2/waiting']])
  answers[1]!([mia])
  await vi.advanceTimersByTimeAsync(0)
  expect(desk.waiting).toEqual([mia])
})
