import { describe, expect, it } from 'vitest'
import { languageAfterSignIn, localAddress, meetingOf, problemOf } from './signInRules'

describe('where one goes after signing in', () => {
  it.each([
    ['/call/abcd2345?x=1#message_3', '/call/abcd2345?x=1#message_3'],
    ['/settings/password', '/settings/password'],
    ['/login/v2/flow', '/login/v2/flow'],
    ['/call/../settings', '/settings'],
    ['//evil.example/x', '/'],
    ['/\\evil.example', '/'],
    ['https://evil.example/', '/'],
    ['javascript:alert(1)', '/'],
    ['/login?redirect_url=/login', '/'],
    ['/logout', '/'],
    ['/index.php/login', '/'],
    ['/\t/evil.example', '/'],
    ['call/abcd', '/'],
    ['', '/'],
    [undefined, '/'],
    [['/a', '/b'], '/'],
  ])('%j leads to %s', (wanted, expected) => {
    expect(localAddress(wanted, 'https://meet.example')).toBe(expected)
  })
})

describe('the conversation one came from', () => {
  it.each([
    ['/call/abcd2345', 'abcd2345'],
    ['/index.php/call/1234567890?access=x', '1234567890'],
    ['/call/abcd2345/recording', 'abcd2345'],
    ['/call/', null],
    ['/settings', null],
    ['/', null],
  ])('of %s is %s', (address, token) => {
    expect(meetingOf(address)).toBe(token)
  })
})

describe('why one could not sign in', () => {
  it.each([
    [403, 'password'],
    [401, 'password'],
    [429, 'tooMany'],
    [null, 'offline'],
    [500, 'unknown'],
  ] as const)('%s is %s', (status, problem) => {
    expect(problemOf(status)).toBe(problem)
  })
})

describe('the language after signing in', () => {
  it.each([
    [null, 'de', 'de'],
    [null, 'de_AT', 'de'],
    [null, 'en', null],
    [null, 'fr', null],
    ['en', 'de', null],
  ])('chosen here %s, account %s: %s', (chosen, account, language) => {
    expect(languageAfterSignIn(chosen, account, ['de', 'en'])).toBe(language)
  })
})
