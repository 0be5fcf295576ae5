import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it, vi } from 'vitest'
import { reactive } from 'vue'
import type { Person } from './boardRules'
import { useAssignment } from './assignment'
import { personOf } from './testing'

const meeting = reactive({
  people: [] as Person[],
  rooms: [{ token: 'R1', name: 'Room 1' }, { token: 'R2', name: 'Room 2' }],
  tokens: ['R1', 'R2'],
  parentToken: 'P',
  assign: vi.fn<(map: string) => Promise<void>>(),
  release: vi.fn(),
  load: vi.fn(),
})
vi.mock('./breakout', () => ({ useBreakout: () => meeting }))

/** Assignments that the server has not answered yet. */
const answers: (() => void)[] = []

beforeEach(() => {
  setActivePinia(createPinia())
  answers.length = 0
  meeting.people = [personOf('Anna', null, { attendeeId: 1 }), personOf('Ben', null, { attendeeId: 2 })]
  meeting.assign.mockReset().mockImplementation((map) => new Promise((resolve) => answers.push(() => {
    const rooms = JSON.parse(map) as Record<string, number>
    meeting.people = meeting.people.map((person) => ({ ...person, room: meeting.tokens[rooms[person.attendeeId]!] ?? person.room }))
    resolve()
  })))
})

const settled = () => new Promise((resolve) => setTimeout(resolve))

it('sends what was arranged once, also for somebody who wants it again meanwhile', async () => {
  const assignment = useAssignment()
  assignment.move(['users/Anna'], 'R1')

  const both = Promise.all([assignment.apply(), assignment.apply()])
  await settled()
  answers[0]!()

  expect(await both).toEqual([true, true])
  expect(meeting.assign.mock.calls).toEqual([['{"1":0}']])
  expect([assignment.changes, assignment.progress]).toEqual([0, null])
})

it('sends what was arranged while it was sending as well', async () => {
  const assignment = useAssignment()
  assignment.move(['users/Anna'], 'R1')

  const applied = assignment.apply()
  await settled()
  assignment.move(['users/Ben'], 'R2')
  answers[0]!()
  await vi.waitFor(() => expect(answers).toHaveLength(2))
  answers[1]!()

  expect(await applied).toBe(true)
  expect(meeting.assign.mock.calls).toEqual([['{"1":0}'], ['{"2":1}']])
})
