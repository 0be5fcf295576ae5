import { describe, expect, it } from 'vitest'
import { problemOf, readAddresses, sortOut } from './addressRules'

const read = (text: string) => readAddresses(text).map(({ name, address }) => (name ? `${name} <${address}>` : address))

describe('pasted addresses', () => {
  it.each([
    ['', []],
    ['  \n;, ', []],
    ['ada@example.org', ['ada@example.org']],
    ['a@x.org, b@x.org;c@x.org\nd@x.org\te@x.org f@x.org', ['a@x.org', 'b@x.org', 'c@x.org', 'd@x.org', 'e@x.org', 'f@x.org']],
    ['a@x.org,,;\r\n\r\nb@x.org', ['a@x.org', 'b@x.org']],
    ['Ada Lovelace <ada@x.org>', ['Ada Lovelace <ada@x.org>']],
    ['<ada@x.org>', ['ada@x.org']],
    ['"Lovelace, Ada" <ada@x.org>, Bob <bob@x.org>', ['Lovelace, Ada <ada@x.org>', 'Bob <bob@x.org>']],
    ['Lovelace, Ada <ada@x.org>; Hopper, Grace <grace@x.org>', ['Lovelace, Ada <ada@x.org>', 'Hopper, Grace <grace@x.org>']],
    ['A <a@x.org> B <b@x.org>', ['A <a@x.org>', 'B <b@x.org>']],
    ['A <a@x.org> b@x.org', ['A <a@x.org>', 'b@x.org']],
    ['Ada Lovelace ada@x.org', ['Ada Lovelace <ada@x.org>']],
    ['mailto:ada@x.org', ['ada@x.org']],
    ["'ada@x.org'", ['ada@x.org']],
    ['Write to ada@x.org.', ['Write to <ada@x.org>']],
    ['nobody', ['nobody']],
    ['nobody, ada@x.org', ['nobody', 'ada@x.org']],
    ['say "hi, ada@x.org', ['say "hi', 'ada@x.org']],
    ['Łukasz Żak <łukasz@żak.example>', ['Łukasz Żak <łukasz@żak.example>']],
    ['ליאה כהן <lea@x.org>', ['ליאה כהן <lea@x.org>']],
    ['<script>alert(1)</script> <a@x.org>', ['script', 'alert(1) </script>', 'a@x.org']],
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })
})

describe('what is wrong with an address', () => {
  it.each([
    ['ada@example.org', null],
    ['ada+webinar@mail.example.org', null],
    ["o'brien@example.org", null],
    ['', 'missing'],
    ['ada', 'at'],
    ['ada@', 'at'],
    ['@example.org', 'at'],
    ['a@b@c.org', 'at'],
    ['a b@example.org', 'characters'],
    ['.ada@example.org', 'characters'],
    ['a..b@example.org', 'characters'],
    ['ada@example', 'domain'],
    ['ada@example..org', 'domain'],
    ['ada@-example.org', 'domain'],
    [`${'a'.repeat(250)}@example.org`, 'long'],
  ])('%j: %s', (address, problem) => {
    expect(problemOf(address)).toBe(problem)
  })
})

describe('sorting out', () => {
  it('keeps each address once, with the name, and says why it left out the others', () => {
    const entries = readAddresses('Ada <ada@x.org>; ADA@x.org, bob@x.org, nonsense, "bob@x.org" <Bob@x.org>, eve@x.org')

    expect(sortOut(entries, ['EVE@x.org'])).toEqual({
      invitees: [{ address: 'ada@x.org', name: 'Ada' }, { address: 'bob@x.org', name: '' }],
      problems: [
        { text: 'ADA@x.org', reason: 'repeated' },
        { text: 'nonsense', reason: 'at' },
        { text: '"bob@x.org" <Bob@x.org>', reason: 'repeated' },
        { text: 'eve@x.org', reason: 'invited' },
      ],
    })
  })

  it('drops a name that only repeats the address', () => {
    expect(sortOut(readAddresses('"ada@x.org" <ada@x.org>')).invitees).toEqual([{ address: 'ada@x.org', name: '' }])
  })
})
