import { describe, expect, it } from 'vitest'
import { decodeSheet, exportSheet, importSheet, parseCsv, readSheet, separatorOf } from './csvRules'

describe('the text of a file', () => {
  it.each([
    ['UTF-8', [0xc5, 0x81], 'Ł'],
    ['UTF-8 with a mark', [0xef, 0xbb, 0xbf, 0x61], 'a'],
    ['Windows-1252', [0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72], 'Müller'],
    ['UTF-16', [0xff, 0xfe, 0x61, 0x00, 0xfc, 0x00], 'aü'],
    ['nothing', [], ''],
  ])('in %s', (_, bytes, text) => {
    expect(decodeSheet(new Uint8Array(bytes))).toBe(text)
  })
})

describe('the separator', () => {
  it.each([
    ['name,email', ','],
    ['name;email', ';'],
    ['name\temail', '\t'],
    ['"a,b,c";email', ';'],
    ['email', ','],
    ['', ','],
  ])('of %j is %j', (text, separator) => {
    expect(separatorOf(text)).toBe(separator)
  })
})

describe('a table', () => {
  it.each([
    ['a,b\nc,d', [[1, 'a', 'b'], [2, 'c', 'd']]],
    ['a,b\r\nc,d\r\n', [[1, 'a', 'b'], [2, 'c', 'd']]],
    ['a\rb', [[1, 'a'], [2, 'b']]],
    ['\n\na\n , \nb', [[3, 'a'], [5, 'b']]],
    ['"a,1","say ""hi""","two\nlines"\nb', [[1, 'a,1', 'say "hi"', 'two\nlines'], [3, 'b']]],
    [' "a" ,b', [[1, 'a ', 'b']]],
    ['a,', [[1, 'a', '']]],
    ['"never closed', [[1, 'never closed']]],
    ['', []],
  ])('%j', (text, expected) => {
    expect(parseCsv(text).map(({ line, fields }) => [line, ...fields])).toEqual(expected)
  })
})

describe('a sheet of people', () => {
  const people = (text: string) => {
    const sheet = readSheet(text)
    return sheet.error ?? sheet.invitees.map(({ name, address }) => `${name}|${address}`)
  }

  it.each([
    ['name,email\nAda,ada@x.org', ['Ada|ada@x.org']],
    ['email,name\nada@x.org,Ada', ['Ada|ada@x.org']],
    ['\uFEFFE-Mail;Company;Name\nada@x.org;Analytical;"Lovelace; Ada"', ['Lovelace; Ada|ada@x.org']],
    ['EMAIL\nada@x.org\nbob@x.org', ['|ada@x.org', '|bob@x.org']],
    ['ada@x.org,Ada\nbob@x.org,Bob', ['Ada|ada@x.org', 'Bob|bob@x.org']],
    ['Ada,ada@x.org', ['Ada|ada@x.org']],
    ['name,email\n"Ada\nLovelace",ada@x.org', ['Ada Lovelace|ada@x.org']],
    ['name,telephone\nAda,1', 'header'],
    ['', 'empty'],
    ['name,email', []],
  ])('%j', (text, expected) => {
    expect(people(text)).toEqual(expected)
  })

  it('names the lines that cannot be invited', () => {
    expect(readSheet('name,email\nAda,ada@x.org\n\nBob,\nEve,eve@x.org\nAda,Ada@X.org\nMax,max@x', ['eve@x.org'])).toEqual({
      invitees: [{ name: 'Ada', address: 'ada@x.org' }],
      problems: [
        { line: 4, text: 'Bob', reason: 'missing' },
        { line: 5, text: 'Eve eve@x.org', reason: 'invited' },
        { line: 6, text: 'Ada Ada@X.org', reason: 'repeated' },
        { line: 7, text: 'Max max@x', reason: 'domain' },
      ],
    })
  })
})

describe('written tables', () => {
  it('are read back as they were', () => {
    const people = [{ address: 'ada@x.org', name: 'Lovelace, "Ada"' }, { address: 'bob@x.org', name: '' }]

    expect(readSheet(importSheet(people))).toEqual({ invitees: people, problems: [] })
  })

  it('hold no formulas', () => {
    expect(exportSheet([['=1+1', 'a,b'], ['ada@x.org', '@x']])).toBe('\uFEFF\'=1+1,"a,b"\r\nada@x.org,\'@x\r\n')
  })
})
