import { describe, expect, it } from 'vitest'
import { decodeMentions, encodeMentions, insertMention, isSelf, labelFor, mentionsSelf, queryAt } from './mentionRules'
import { sample } from './samples'

describe('what is looked for', () => {
  it.each([
    ['@', 1, { start: 0, search: '' }],
    ['hi @ad', 6, { start: 3, search: 'ad' }],
    ['hi @ada lo', 10, { start: 3, search: 'ada lo' }],
    ['hi @ada ', 8, { start: 3, search: 'ada ' }],
    ['hi @ada lo ve', 13, null],
    ['hi @ ada', 8, null],
    ['mail@example', 12, null],
    ['hi (@bo', 7, { start: 4, search: 'bo' }],
    ['@לי', 3, { start: 0, search: 'לי' }],
    ['`code @ad', 9, null],
    ['`code` @ad', 10, { start: 7, search: 'ad' }],
    ['@ad\n', 4, null],
    ['nobody', 6, null],
  ])('in %j at %i is %j', (text, caret, query) => {
    expect(queryAt(text, caret)).toEqual(query === null ? null : query)
  })
})

describe('choosing somebody', () => {
  it('puts the name and a space in place of what was typed', () => {
    expect(insertMention('hi @ad, there', 6, { start: 3, search: 'ad' }, 'Ada')).toEqual({ text: 'hi @Ada , there', caret: 8 })
    expect(insertMention('@ad there', 3, { start: 0, search: 'ad' }, 'Ada')).toEqual({ text: '@Ada there', caret: 5 })
  })

  it('keeps people of the same name apart', () => {
    const other = { label: 'Guest', id: 'guest/aa' }
    expect(labelFor({ label: 'Guest', id: 'guest/bb', mentionId: 'guest/bb', source: 'guests' }, [other])).toBe('Guest (2)')
    expect(labelFor({ label: 'Guest', id: 'guest/aa', mentionId: 'guest/aa', source: 'guests' }, [other])).toBe('Guest')
    expect(labelFor({ label: 'My room', id: 'all', mentionId: 'all', source: 'calls' }, [])).toBe('all')
    expect(labelFor({ label: ' A\n  B ', id: 'x', mentionId: 'x', source: 'users' }, [])).toBe('A B')
  })
})

describe('sending', () => {
  const mentions = [{ label: 'Ada', id: 'ada' }, { label: 'Ada Lovelace', id: 'lovelace' }, { label: 'C++ (x)', id: 'guest/ff' }, { label: 'all', id: 'all' }]

  it.each([
    ['hi @Ada!', 'hi @"ada"!'],
    ['@Ada Lovelace and @Ada', '@"lovelace" and @"ada"'],
    ['@Adam', '@Adam'],
    ['x@Ada', 'x@Ada'],
    ['@C++ (x), @all', '@"guest/ff", @"all"'],
    ['`@Ada` @Ada', '`@Ada` @"ada"'],
    ['```\n@Ada\n``` @Ada', '```\n@Ada\n``` @"ada"'],
    ['@bob', '@bob'],
  ])('%j is sent as %j', (draft, sent) => {
    expect(encodeMentions(draft, mentions)).toBe(sent)
  })
})

describe('editing', () => {
  it('shows names again, and sends the same', () => {
    const parameters = { 'mention-user1': { type: 'user', id: 'ada', name: 'Ada', 'mention-id': 'ada' }, 'mention-call1': { type: 'call', id: 'abcd', name: 'Room', 'mention-id': 'all' }, 'mention-guest1': { type: 'guest', id: 'guest/aa', name: 'Ada', 'mention-id': 'guest/aa' } }
    const draft = decodeMentions('{mention-user1}, {mention-guest1}, {mention-call1}, {mention-user1}, {other}', parameters)
    expect(draft.text).toBe('@Ada, @Ada (2), @all, @Ada, {other}')
    expect(encodeMentions(draft.text, draft.mentions)).toBe('@"ada", @"guest/aa", @"all", @"ada", {other}')
  })
})

describe('oneself', () => {
  const user = { actorType: 'users', actorId: 'ada' }
  const guest = { actorType: 'guests', actorId: 'aa' }
  const mail = { actorType: 'emails', actorId: 'bb' }

  it.each([
    [{ type: 'user', id: 'ada' }, user, true],
    [{ type: 'user', id: 'ada', server: 'elsewhere' }, user, false],
    [{ type: 'user', id: 'ada' }, guest, false],
    [{ type: 'guest', id: 'guest/aa' }, guest, true],
    [{ type: 'guest', id: 'guest/aa' }, user, false],
    [{ type: 'guest', id: 'email/bb' }, mail, true],
    [{ type: 'email', id: 'bb' }, mail, true],
    [undefined, user, false],
  ])('%j for %j: %s', (object, self, expected) => {
    expect(isSelf(object as Record<string, string> | undefined, self)).toBe(expected)
  })

  it('is called by name and with everybody, but not by oneself', () => {
    const message = (over: object) => sample(1, { actorId: 'bob', messageParameters: { 'mention-call1': { type: 'call', id: 'abcd' } }, ...over })
    expect(mentionsSelf(message({}), user)).toBe(true)
    expect(mentionsSelf(message({ actorId: 'ada' }), user)).toBe(false)
    expect(mentionsSelf(message({ messageParameters: { 'mention-user1': { type: 'user', id: 'bob' } } }), user)).toBe(false)
    expect(mentionsSelf(message({ messageType: 'comment_deleted', messageParameters: { actor: { type: 'user', id: 'ada' } } }), user)).toBe(false)
  })
})
