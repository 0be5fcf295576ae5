import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import de from '@/locales/de/chat.json'
import en from '@/locales/en/chat.json'
import { markOf, partsOf, partsOfServerText, readSystem } from './systemRules'
import { event } from './samples'

const keys = [...readFileSync('../src/Plenum/Chat/SystemMessageKeys.cs', 'utf8').matchAll(/= "(\w+)"/g)].map((found) => found[1]!)
const texts: [string, Record<string, Record<string, string>>][] = [['en', en.system], ['de', de.system]]

describe('every system message of the server', () => {
  it('is known', () => {
    expect(keys.length).toBeGreaterThan(40)
  })

  it.each(texts)('has texts in %s', (_language, system) => {
    expect(keys.filter((key) => !system[key]?.neutral)).toEqual([])
  })

  it.each(texts)('that somebody does has a form for whoever did it in %s', (_language, system) => {
    expect(Object.keys(system).filter((key) => system[key]!.neutral!.includes('{actor}') && (!system[key]!.you || system[key]!.you!.includes('{actor}')))).toEqual([])
  })
})

const ada = { type: 'user', id: 'ada', name: 'Ada' }
const bob = { type: 'user', id: 'bob', name: 'Bob' }
const self = { actorType: 'users', actorId: 'ada' }

describe('who did what to whom', () => {
  it.each([
    ['others', event(1, 'user_added', { actorId: 'bob', messageParameters: { actor: bob, user: { ...bob, id: 'eve' } } }), ['neutral']],
    ['I', event(1, 'user_added', { messageParameters: { actor: ada, user: bob } }), ['you', 'neutral']],
    ['to me', event(1, 'user_added', { actorId: 'bob', messageParameters: { actor: bob, user: ada } }), ['affected', 'neutral']],
    ['I myself', event(1, 'user_added', { messageParameters: { actor: ada, user: ada } }), ['selfYou', 'self', 'you', 'neutral']],
    ['somebody himself', event(1, 'user_added', { actorId: 'bob', messageParameters: { actor: bob, user: bob } }), ['self', 'neutral']],
    ['the administration', event(1, 'password_set', { actorType: 'guests', actorId: 'cli', messageParameters: { actor: { type: 'guest', id: 'guest/cli' } } }), ['admin', 'neutral']],
    ['the server, to me', event(1, 'user_added', { actorType: 'guests', actorId: 'system', messageParameters: { actor: { type: 'guest', id: 'guest/system' }, user: ada } }), ['automaticAffected', 'affected', 'automatic', 'neutral']],
    ['quietly', event(1, 'call_started', { actorId: 'bob', silent: true, messageParameters: { actor: bob } }), ['quiet', 'neutral']],
  ])('%s', (_name, message, variants) => {
    expect(readSystem(message, self, false)?.variants).toEqual(variants)
  })
})

describe('what stands in the text of the server', () => {
  it('are names', () => {
    const message = event(1, 'conversation_renamed', { message: '{actor} changed the name from "A "B"" to "C"', messageParameters: { actor: bob } })
    expect(readSystem(message, self, false)?.values).toMatchObject({ oldName: { text: 'A "B"' }, newName: { text: 'C' } })
  })

  it('are durations', () => {
    expect(readSystem(event(1, 'message_expiration_enabled', { message: 'You set messages to vanish after 4 weeks' }), self, false)?.values.duration).toEqual({ kind: 'duration', amount: 4, unit: 'week' })
  })

  it.each([
    ['The call with {user1} and {user2} ended (1:02:05)', ['user1', 'user2'], 'call_ended', { kind: 'people', parameters: ['user1', 'user2'], count: 0, of: 'others' }],
    ['The call with {user1} and 3 others ended (2:05)', ['user1'], 'call_ended', { kind: 'people', parameters: ['user1'], count: 3, of: 'others' }],
    ['The call with 1 guest ended (2:05)', [], 'call_ended', { kind: 'people', parameters: [], count: 1, of: 'guests' }],
    ['The call ended (2:05)', [], 'call_ended_short', undefined],
  ])('are people: %s', (message, users, key, people) => {
    const reading = readSystem(event(1, 'call_ended', { message, messageParameters: { actor: bob, ...Object.fromEntries(users.map((user) => [user, bob])) } }), self, false)
    expect(reading?.key).toBe(key)
    expect(reading?.values.people).toEqual(people)
    expect(reading?.values.duration).toMatchObject({ kind: 'text' })
  })

  it('is shown as it is when it cannot be read', () => {
    const message = event(1, 'conversation_renamed', { message: '{actor} did {something}', messageParameters: { actor: bob } })
    expect(readSystem(message, self, false)).toBeNull()
    expect(partsOfServerText(message)).toEqual([{ kind: 'named', parameter: 'actor' }, { kind: 'text', text: ' did ' }, { kind: 'text', text: '{something}' }])
  })
})

it('puts values into their places', () => {
  expect(partsOf(`${markOf('actor')} did ${markOf('unknown')}`, { actor: [{ kind: 'named', parameter: 'actor' }] })).toEqual([
    { kind: 'named', parameter: 'actor' },
    { kind: 'text', text: ' did ' },
    { kind: 'text', text: markOf('unknown') },
  ])
})
