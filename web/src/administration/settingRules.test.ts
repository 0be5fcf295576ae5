import { describe, expect, it } from 'vitest'
import { isHostAndPort, isId, isRelayFound, isSignalingAddress, isWholeNumber, secretOf, signalingServersOf, sizeOf, turnServersOf, written } from './settingRules'

describe('a setting', () => {
  it.each([
    ['boolean', true, 'yes'],
    ['boolean', false, 'no'],
    ['integer', 12, '12'],
    ['choice', '2', '2'],
    ['text', 'a "b"', 'a "b"'],
    ['groups', ['a', 'b'], '["a","b"]'],
    ['stunServers', ['h:1'], '["h:1"]'],
    ['servers', { servers: [], secret: 's' }, '{"servers":[],"secret":"s"}'],
  ] as const)('%s %j is written %s', (kind, value, text) => {
    expect(written(kind, value)).toBe(text)
  })
})

describe('what is typed', () => {
  it.each([['0', true], [' 12 ', true], ['-1', false], ['1.5', false], ['', false], ['9999999999', false]])('%j is a number: %s', (text, isFine) => {
    expect(isWholeNumber(text)).toBe(isFine)
  })

  it.each([
    ['stun.example.org:3478', true],
    ['[2001:db8::1]:3478', true],
    ['10.0.0.1:443', true],
    ['stun.example.org', false],
    ['stun.example.org:0', false],
    ['stun.example.org:70000', false],
    ['stun:stun.example.org:3478', false],
    ['', false],
  ])('%j is host and port: %s', (text, isFine) => {
    expect(isHostAndPort(text)).toBe(isFine)
  })

  it.each([['https://s.example/x', true], ['wss://s.example', true], ['s.example', false], ['ftp://s', false], ['https://', false]])('%j is a signaling server: %s', (text, isFine) => {
    expect(isSignalingAddress(text)).toBe(isFine)
  })

  it.each([['ada', true], ['a', true], ['ada lovelace', true], ['ada@x.org', true], [' ada', false], ['ada ', false], ['..', false], ['ä', false], ['', false], ['x'.repeat(65), false]])('%j is an id: %s', (id, isFine) => {
    expect(isId(id)).toBe(isFine)
  })
})

describe('stored servers', () => {
  it('that cannot be read are none', () => {
    expect(turnServersOf('')).toEqual([])
    expect(turnServersOf('{"a":1}')).toEqual([])
    expect(signalingServersOf('nonsense')).toEqual({ servers: [], secret: '' })
    expect(signalingServersOf('null')).toEqual({ servers: [], secret: '' })
  })

  it('are verified unless somebody said no', () => {
    expect(signalingServersOf('{"servers":[{"server":"https://a"},{"server":"https://b","verify":false}],"secret":"x"}'))
      .toEqual({ servers: [{ server: 'https://a', verify: true }, { server: 'https://b', verify: false }], secret: 'x' })
  })
})

describe('a size', () => {
  it.each([[0, 0, 'byte'], [999, 999, 'byte'], [1500, 1.5, 'kilobyte'], [344_064, 344, 'kilobyte'], [77_240_655_872, 77, 'gigabyte'], [9e15, 9000, 'terabyte']])('%d is %d %s', (bytes, amount, unit) => {
    expect(sizeOf(bytes)).toEqual({ amount, unit })
  })
})

describe('a test of a relay', () => {
  const found = (types: string[]) => ({ types, milliseconds: 1, errors: [] })
  it('wants the kind of way that it is for', () => {
    expect(isRelayFound('stun', found(['host', 'srflx']))).toBe(true)
    expect(isRelayFound('stun', found(['host']))).toBe(false)
    expect(isRelayFound('turn', found(['relay']))).toBe(true)
    expect(isRelayFound('turn', found(['srflx']))).toBe(false)
  })
})

describe('a secret', () => {
  it('is as long as its chance, of letters and digits', () => {
    expect(secretOf(new Uint8Array(40).fill(255))).toMatch(/^[A-Za-z2-9]{40}$/)
  })
})
