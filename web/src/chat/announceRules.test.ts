import { describe, expect, it } from 'vitest'
import { announcementOf, shorten } from './announceRules'

describe('what is read out', () => {
  it('is one message, or how many there are', () => {
    expect(announcementOf([])).toBeNull()
    expect(announcementOf([{ name: 'Ada', text: 'Hi' }])).toEqual({ key: 'chat.announce.one', name: 'Ada', text: 'Hi', n: 1 })
    expect(announcementOf([{ name: 'Ada', text: 'Hi' }, { name: 'Bob', text: 'Ho' }])).toMatchObject({ key: 'chat.announce.many', name: 'Bob', n: 2 })
  })
})

describe('shortening', () => {
  it.each([
    ['short', 10, 'short'],
    ['a\n b', 10, 'a b'],
    ['0123456789', 5, '01234…'],
    ['ab 👩‍👩‍👧 cd', 6, 'ab…'],
  ])('%j to %i is %j', (text, longest, short) => {
    expect(shorten(text, longest)).toBe(short)
  })
})
