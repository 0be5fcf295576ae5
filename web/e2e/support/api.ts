import type { Server } from './server'
import { ADMIN_PASSWORD } from './server'

/** The API with name and password: what a story needs to be there before it begins, and a look behind the pages. */
export class Api {
  constructor(private readonly server: Server, private readonly user = 'admin', private readonly password = ADMIN_PASSWORD) {}

  async call<T = unknown>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.server.url}/ocs/v2.php${path}`, {
      method,
      headers: {
        Authorization: `Basic ${Buffer.from(`${this.user}:${this.password}`).toString('base64')}`,
        'OCS-APIRequest': 'true',
        Accept: 'application/json',
        'Content-Type': 'application/json',
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return JSON.parse(text).ocs.data as T
  }

  /** An account; its password is `passwordOf(id)`. One that a first attempt at the story left behind serves as well. */
  async account(id: string, displayName: string): Promise<void> {
    const known = await this.call<{ users: string[] }>('GET', '/cloud/users')
    if (!known.users.includes(id)) await this.call('POST', '/cloud/users', { userid: id, displayName, password: passwordOf(id) })
  }
}

export const passwordOf = (id: string) => `the password of ${id}`
