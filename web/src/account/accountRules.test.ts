import { describe, expect, it } from 'vitest'
import { appLogin, isAddress, lengthAskedFor, passwordProblem, strengthOf } from './accountRules'

describe('a new password', () => {
  it.each([
    ['old', 'new', null],
    ['', 'new', 'current'],
    ['old', '', 'empty'],
    ['old', 'old', 'same'],
    ['old', 'x'.repeat(469), null],
    ['old', 'x'.repeat(470), 'tooLong'],
  ])('%s to %s', (current, next, problem) => {
    expect(passwordProblem(current, next)).toBe(problem)
  })

  it.each([
    ['Password needs to be at least 10 characters long.', 10],
    ['Something else', null],
    ['', null],
  ])('refused with %j asks for %s', (message, length) => {
    expect(lengthAskedFor(message)).toBe(length)
  })
})

describe('how strong it is', () => {
  it.each([
    ['', 'weak'],
    ['summer', 'weak'],
    ['aaaaaaaaaaaaaaaaaaaaaaaa', 'weak'],
    ['Summer2026', 'fair'],
    ['correct horse battery', 'good'],
    ['gT7!kp2#Wz', 'fair'],
    ['gT7!kp2#Wz9$Lm', 'good'],
  ])('%j is %s', (password, strength) => {
    expect(strengthOf(password)).toBe(strength)
  })
})

describe('the code for apps', () => {
  it('keeps its separators apart from what is in the values', () => {
    expect(appLogin('ada & bob', 'a:b&c', 'https://meet.example')).toBe('nc://login/user:ada%20%26%20bob&password:a%3Ab%26c&server:https%3A%2F%2Fmeet.example')
  })
})

describe('an address', () => {
  it.each([
    ['', true],
    ['ada@example.org', true],
    ['ada', false],
    ['ada @x', false],
    ['a@b@c', false],
  ])('%j: %s', (email, isFine) => {
    expect(isAddress(email)).toBe(isFine)
  })
})
