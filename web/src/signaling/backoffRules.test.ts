import { describe, expect, it } from 'vitest'
import { afterHelloError, delayBefore } from './backoffRules'

describe('delays', () => {
  it.each([[0, 0.5, 1_000], [1, 0.5, 2_000], [4, 0.5, 16_000], [20, 0.5, 16_000], [0, 0, 500], [0, 1, 1_500], [4, 1, 24_000]])('attempt %i with chance %f: %i ms', (attempt, chance, expected) => {
    expect(delayBefore(attempt, chance)).toBe(expected)
  })
})

describe('after an error', () => {
  it.each([
    ['no_such_session', true, 'again'], ['too_many_requests', true, 'wait'], ['anything', true, 'again'],
    ['token_expired', false, 'settings'], ['invalid_ticket', false, 'settings'], ['invalid_token', false, 'ticket'],
    ['token_not_valid_yet', false, 'ticket'], ['auth_failed', false, 'ticket'], ['too_many_requests', false, 'wait'], ['invalid_backend', false, 'wait'],
  ] as const)('%s (resumed: %s): %s', (code, wasResume, next) => {
    expect(afterHelloError(code, wasResume)).toBe(next)
  })
})
