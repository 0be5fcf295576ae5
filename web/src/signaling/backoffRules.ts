/** When to try again: doubling from 1 to 16 seconds, half of it more or less by chance, so that a crowd does not come back at once. */
const FIRST = 1_000
const LONGEST = 16_000

/** @param attempt 0 for the first one; @param chance between 0 and 1 */
export function delayBefore(attempt: number, chance: number): number {
  return Math.round(Math.min(FIRST * 2 ** attempt, LONGEST) * (0.5 + chance))
}

/** How long a server keeps the place of a session whose socket broke. */
export const RESUME_WITHIN = 30_000

/** What the server may say instead of hello, and what to do then. */
export function afterHelloError(code: string, wasResume: boolean): 'again' | 'settings' | 'ticket' | 'wait' {
  if (wasResume && code !== 'too_many_requests') return 'again'
  switch (code) {
    case 'token_expired':
    case 'invalid_ticket':
    case 'no_such_user':
      return 'settings'
    case 'invalid_token':
    case 'token_not_valid_yet':
    case 'invalid_hello_version':
    case 'auth_failed':
      return 'ticket'
    default:
      return 'wait'
  }
}
