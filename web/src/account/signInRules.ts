/** Where somebody goes after signing in, and what the page says about it. */

const START = '/'

/** The address somebody wanted, when it is a page of this server; the start page otherwise. Nobody is sent elsewhere. */
export function localAddress(wanted: unknown, origin: string): string {
  if (typeof wanted !== 'string' || !/^\/(?![/\\])/.test(wanted)) return START
  let url: URL
  try {
    url = new URL(wanted, origin)
  } catch {
    return START
  }
  if (url.origin !== origin || /^\/(index\.php\/)?(login|logout)\/?$/.test(url.pathname)) return START
  return url.pathname + url.search + url.hash
}

/** The conversation whose link somebody followed; null when he came from elsewhere. */
export function meetingOf(address: string): string | null {
  return /^\/(?:index\.php\/)?call\/([a-z0-9]{4,30})(?:[/?#]|$)/.exec(address)?.[1] ?? null
}

export type SignInProblem = 'password' | 'tooMany' | 'offline' | 'unknown'

/** @param status of the refusal; null when the server could not be reached */
export function problemOf(status: number | null): SignInProblem {
  if (status === null) return 'offline'
  if (status === 403 || status === 401) return 'password'
  return status === 429 ? 'tooMany' : 'unknown'
}

/**
 * The language to speak after signing in. What was chosen in this browser stays; else what the account was set to
 * speak. Every account begins with English, so English there says nothing.
 */
export function languageAfterSignIn(chosenHere: string | null, ofAccount: string, known: readonly string[]): string | null {
  if (chosenHere || ofAccount === 'en') return null
  return known.find((language) => language === ofAccount) ?? known.find((language) => language === ofAccount.split(/[-_]/)[0]) ?? null
}
