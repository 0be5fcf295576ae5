/** What one's own settings look like before the server is asked. */

export type PasswordProblem = 'current' | 'empty' | 'same' | 'tooLong'

/** The server takes no longer ones. */
export const MAX_PASSWORD = 469

export function passwordProblem(current: string, next: string): PasswordProblem | null {
  if (!current) return 'current'
  if (!next) return 'empty'
  if (next.length > MAX_PASSWORD) return 'tooLong'
  return next === current ? 'same' : null
}

/** The length that the server's refusal asks for; null when it refuses for another reason. */
export function lengthAskedFor(message: string): number | null {
  const found = /at least (\d+) characters/u.exec(message)
  return found ? Number(found[1]) : null
}

export type Strength = 'weak' | 'fair' | 'good'

/** Length counts most; repeating a few characters does not make it longer. */
export function strengthOf(password: string): Strength {
  const length = Math.min([...password].length, new Set(password).size * 2)
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{L}\p{N}]/u].filter((kind) => kind.test(password)).length
  const points = length + (kinds - 1) * 2
  if (points < 12) return 'weak'
  return points < 18 ? 'fair' : 'good'
}

/** The address that a Talk app signs in by when it scans it (platform §2.5): values are encoded, the server's address last. */
export function appLogin(user: string, password: string, server: string): string {
  return `nc://login/user:${encodeURIComponent(user)}&password:${encodeURIComponent(password)}&server:${encodeURIComponent(server)}`
}

export function isAddress(email: string): boolean {
  return email === '' || /^[^\s@]+@[^\s@]+$/u.test(email)
}
