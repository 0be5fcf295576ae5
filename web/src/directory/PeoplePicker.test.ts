import { mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { i18n, speak } from '@/i18n'
import type { Person } from './directory'
import PeoplePicker from './PeoplePicker.vue'

const ada: Person = { id: 'ada', label: 'Ada', source: 'users', shareWithDisplayNameUnique: 'ada@example.org' }
const bob: Person = { id: 'bob', label: 'Bob', source: 'users', shareWithDisplayNameUnique: 'bob' }
const staff: Person = { id: 'staff', label: 'Staff', source: 'groups', shareWithDisplayNameUnique: 'staff' }
let picker: VueWrapper

beforeEach(async () => {
  await speak('en')
  vi.useFakeTimers()
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify({ ocs: { data: [ada, bob, staff] } })))
})
afterEach(() => {
  picker.unmount()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function open(chosen: Person[] = []) {
  picker = mount(PeoplePicker, { attachTo: document.body, global: { plugins: [i18n] }, props: { label: 'People', modelValue: chosen, 'onUpdate:modelValue': (people: Person[]) => void picker.setProps({ modelValue: people }) } })
}
const field = () => picker.get('input')
const offered = () => picker.findAll('[role="option"]').map((option) => [...option.get('bdi').element.parentElement!.children].map(({ textContent }) => textContent))
const chosen = () => (picker.props() as { modelValue: Person[] }).modelValue.map(({ id }) => id)
async function type(text: string) {
  await field().setValue(text)
  await vi.advanceTimersByTimeAsync(200)
}

it('offers whom the server finds, with what tells them apart, but nobody twice', async () => {
  open([bob])
  await type('a')

  expect(offered()).toEqual([['Ada', 'ada@example.org'], ['Staff', 'Group']])
  expect(field().attributes('aria-expanded')).toBe('true')
})

it('takes by keyboard: arrows go round, Enter chooses', async () => {
  open()
  await type('a')
  await field().trigger('keydown', { key: 'ArrowUp' })
  expect(picker.get('[aria-selected="true"]').attributes('id')).toBe(field().attributes('aria-activedescendant'))
  await field().trigger('keydown', { key: 'Enter' })

  expect(chosen()).toEqual(['staff'])
  expect(field().element.value).toBe('')
  expect(field().attributes('aria-expanded')).toBe('false')
})

it('takes by pointer, and keeps those chosen before', async () => {
  open([bob])
  await type('a')
  await picker.findAll('[role="option"]')[0]!.trigger('mousedown')

  expect(chosen()).toEqual(['bob', 'ada'])
})

it('lets go of the last one by Backspace in the empty field, and of any by its button', async () => {
  open([ada, bob, staff])
  await field().trigger('keydown', { key: 'Backspace' })
  expect(chosen()).toEqual(['ada', 'bob'])

  await picker.get('button[aria-label="Take Ada away"]').trigger('click')
  expect(chosen()).toEqual(['bob'])
})

it('closes by Escape without closing what it stands in', async () => {
  open()
  await type('a')
  const outside = vi.fn()
  document.body.addEventListener('keydown', outside, { once: true })
  await field().trigger('keydown', { key: 'Escape' })
  document.body.removeEventListener('keydown', outside)

  expect(field().attributes('aria-expanded')).toBe('false')
  expect(outside).not.toHaveBeenCalled()
})

it('closes by Tab, but not while somebody clicks elsewhere: what is clicked must not move', async () => {
  open()
  await type('a')
  await field().trigger('blur')
  expect(field().attributes('aria-expanded')).toBe('true')

  await field().trigger('keydown', { key: 'Tab' })
  expect(field().attributes('aria-expanded')).toBe('false')
})

it('says that there is nobody', async () => {
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify({ ocs: { data: [] } })))
  open()
  await type('zz')

  expect(picker.text()).toContain('Nobody found')
})
