import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { effectScope, nextTick, type EffectScope } from 'vue'
import { speak } from '@/i18n'
import { usePeopleSearch, type Person } from './directory'

const ada: Person = { id: 'ada', label: 'Ada', source: 'users', shareWithDisplayNameUnique: 'ada@example.org' }
const bob: Person = { id: 'bob', label: 'Bob', source: 'users', shareWithDisplayNameUnique: 'bob' }
interface Question { query: URLSearchParams; signal: AbortSignal; answer: (people: Person[], status?: number) => Promise<void> }
const questions: Question[] = []
let scope: EffectScope

beforeEach(async () => {
  await speak('en')
  vi.useFakeTimers()
  questions.length = 0
  scope = effectScope()
  vi.stubGlobal('fetch', (url: string, { signal }: { signal: AbortSignal }) => new Promise<Response>((resolve) => {
    questions.push({
      query: new URL(url, 'https://plenum.example').searchParams, signal,
      answer: async (people, status = 200) => {
        resolve(new Response(JSON.stringify({ ocs: { data: people } }), { status }))
        await vi.advanceTimersByTimeAsync(0)
      },
    })
  }))
})
afterEach(() => {
  scope.stop()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const searching = (wish: Parameters<typeof usePeopleSearch>[0]) => scope.run(() => usePeopleSearch(wish))!
async function type(people: ReturnType<typeof usePeopleSearch>, text: string, pause = 200) {
  people.search.value = text
  await nextTick()
  await vi.advanceTimersByTimeAsync(pause)
}

it('asks once when the typing pauses, for accounts and groups', async () => {
  const people = searching({ limit: 10 })

  await type(people, 'a', 100)
  expect(people.isSearching.value).toBe(true)
  await type(people, ' ad ')

  expect(questions).toHaveLength(1)
  const { query } = questions[0]!
  expect([query.get('search'), query.get('itemId'), query.get('limit'), query.getAll('shareTypes[]')]).toEqual(['ad', 'new', '10', ['0', '1']])
  await questions[0]!.answer([ada])
  expect(people.found.value).toEqual([ada])
  expect(people.isSearching.value).toBe(false)
})

it('does not show what was found for a search that is over', async () => {
  const people = searching({ limit: 10 })
  await type(people, 'a')
  await type(people, 'b')

  await questions[1]!.answer([bob])
  await questions[0]!.answer([ada])

  expect(questions[0]!.signal.aborted).toBe(true)
  expect(people.found.value).toEqual([bob])
})

it('asks for nothing, and finds nothing, when nothing is typed', async () => {
  const people = searching({ limit: 10 })
  await type(people, 'a')
  await type(people, ' ')
  await questions[0]!.answer([ada])

  expect(questions).toHaveLength(1)
  expect(people.found.value).toBeNull()
  expect(people.isSearching.value).toBe(false)
})

it('offers everybody at once where that is wished, but whoever is in the conversation', async () => {
  const people = searching({ token: 'room1', limit: 20, offersAll: true })

  expect([questions[0]!.query.get('search'), questions[0]!.query.get('itemId')]).toEqual(['', 'room1'])
  await questions[0]!.answer([ada, bob])
  expect(people.found.value).toEqual([ada, bob])

  await type(people, 'b')
  await type(people, '')
  expect(questions.at(-1)!.query.get('search')).toBe('')
})

it('says what went wrong, until it goes well again', async () => {
  const people = searching({ limit: 10 })
  await type(people, 'a')
  await questions[0]!.answer([], 500)
  expect(people.problem.value).not.toBe('')
  expect(people.isSearching.value).toBe(false)

  await type(people, 'ad')
  await questions[1]!.answer([ada])
  expect(people.problem.value).toBe('')
})

it('asks no more once nobody looks', async () => {
  const people = searching({ limit: 10 })
  people.search.value = 'a'
  await nextTick()
  scope.stop()
  await vi.advanceTimersByTimeAsync(1000)

  expect(questions).toEqual([])
})
