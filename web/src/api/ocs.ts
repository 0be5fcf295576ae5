/** Requests to Plenum: the OCS envelope, its refusals as errors, one identity for each tab. */

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

export interface OcsOptions {
  /** Becomes the query string; `undefined` is left out. */
  query?: Record<string, string | number | boolean | undefined>
  /** JSON, or a form with files. */
  body?: Record<string, unknown> | FormData
  signal?: AbortSignal
  /** Sent on even when the page is being closed. */
  keepalive?: boolean
}

export interface OcsReply<T> {
  status: number
  headers: Headers
  data: T
}

/** The server's refusal. `word` is the short reason it gives (`error` in the data), such as `password` or `lobby`. */
export class OcsError extends Error {
  constructor(readonly status: number, readonly word: string, message: string, readonly data: unknown = null) {
    super(message || word || `HTTP ${status}`)
    this.name = 'OcsError'
  }
}

/** The server could not be reached at all. */
export class OfflineError extends Error {
  constructor(cause: unknown) {
    super('offline', { cause })
    this.name = 'OfflineError'
  }
}

const TAB_KEY = 'plenum.tab'

/** 64 letters and digits that this tab keeps over reloads: two tabs of one browser are two sessions. */
export function tabId(): string {
  return sessionStorage.getItem(TAB_KEY) ?? renewTabId()
}

function renewTabId(): string {
  const id = Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) => byte.toString(16).padStart(2, '0')).join('')
  sessionStorage.setItem(TAB_KEY, id)
  return id
}

let claim: Promise<void> | null = null

/** A duplicated tab brings the id of the first one along: it gets one of its own, so that they do not push each other out. */
export function claimTab(): Promise<void> {
  // Missing where the page does not come over TLS.
  claim ??= (navigator.locks as LockManager | undefined) ? hold(tabId()) : Promise.resolve()
  return claim
}

function hold(id: string): Promise<void> {
  return new Promise((resolve) => {
    void navigator.locks.request(`plenum.tab.${id}`, { ifAvailable: true }, (lock) => {
      resolve(lock ? undefined : hold(renewTabId()))
      // Held until the page is gone.
      return lock ? new Promise(() => undefined) : undefined
    })
  })
}

/** @param path below `/ocs/v2.php`, beginning with `/` */
export async function send<T>(method: Method, path: string, options: OcsOptions = {}): Promise<OcsReply<T>> {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(options.query ?? {})) if (value !== undefined) query.set(name, String(value))
  const headers: Record<string, string> = { 'OCS-APIRequest': 'true', Accept: 'application/json', 'X-Nextcloud-Talk-Session-Tab-Id': tabId() }
  const isForm = options.body instanceof FormData
  if (options.body && !isForm) headers['Content-Type'] = 'application/json'
  let response: Response
  try {
    response = await fetch(`/ocs/v2.php${path}${query.size ? `?${query}` : ''}`, {
      method,
      headers,
      body: isForm ? (options.body as FormData) : options.body && JSON.stringify(options.body),
      signal: options.signal,
      keepalive: options.keepalive,
      credentials: 'same-origin',
    })
  } catch (error) {
    if (options.signal?.aborted) throw error
    throw new OfflineError(error)
  }
  return unwrap<T>(response)
}

async function unwrap<T>(response: Response): Promise<OcsReply<T>> {
  const text = response.status === 304 || response.status === 204 ? '' : await response.text()
  const body = text.startsWith('{') ? JSON.parse(text) : null
  const data = body?.ocs?.data ?? null
  if (!response.ok && response.status !== 304) {
    throw new OcsError(response.status, data?.error ?? '', body?.ocs?.meta?.message ?? '', data)
  }
  return { status: response.status, headers: response.headers, data }
}

async function dataOf<T>(method: Method, path: string, options?: OcsOptions): Promise<T> {
  return (await send<T>(method, path, options)).data
}

function below(root: string) {
  return {
    get: <T>(path: string, query?: OcsOptions['query'], signal?: AbortSignal) => dataOf<T>('GET', `${root}/${path}`, { query, signal }),
    post: <T>(path: string, body?: OcsOptions['body']) => dataOf<T>('POST', `${root}/${path}`, { body }),
    put: <T>(path: string, body?: OcsOptions['body']) => dataOf<T>('PUT', `${root}/${path}`, { body }),
    delete: <T>(path: string, body?: OcsOptions['body']) => dataOf<T>('DELETE', `${root}/${path}`, { body }),
    send: <T>(method: Method, path: string, options?: OcsOptions) => send<T>(method, `${root}/${path}`, options),
  }
}

/** Talk's API: `talk.get<Room>('v4/room/TOKEN')`. */
export const talk = below('/apps/spreed/api')

/** Plenum's additions: `plenum.get('room/TOKEN/waiting')`. */
export const plenum = below('/apps/plenum/api/v1')

/** Accounts and settings of the server: `cloud.get('users')`. */
export const cloud = below('/cloud')

/** Runtime settings, for administrators: `config.post('breakout_rooms', { value: '1' })`. */
export const config = below('/apps/provisioning_api/api/v1/config/apps/spreed')
