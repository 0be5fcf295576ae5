/** How settings are written, and what is wrong with what somebody typed. */
import type { Setting } from './admin'

/** As the server's config takes it: everything is a string. */
export function written(kind: Setting['kind'], value: unknown): string {
  if (kind === 'boolean') return value ? 'yes' : 'no'
  if (kind === 'groups' || kind === 'stunServers' || kind === 'turnServers' || kind === 'servers') return JSON.stringify(value)
  return String(value)
}

export function isWholeNumber(text: string): boolean {
  return /^\d{1,9}$/u.test(text.trim())
}

/** `host:port`, an IPv6 address in brackets. */
export function isHostAndPort(text: string): boolean {
  const found = /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+):(\d{1,5})$/iu.exec(text.trim())
  return found !== null && Number(found[2]) >= 1 && Number(found[2]) <= 65_535
}

export interface TurnServer {
  schemes: 'turn' | 'turns' | 'turn,turns'
  server: string
  secret: string
  protocols: 'udp' | 'tcp' | 'udp,tcp'
}

/** Those of the setting's text that are TURN servers with a shared secret; others (with name and password) are kept as they are. */
export function turnServersOf(text: string): Record<string, unknown>[] {
  try {
    const list: unknown = JSON.parse(text)
    return Array.isArray(list) ? list.filter((entry): entry is Record<string, unknown> => typeof entry === 'object' && entry !== null) : []
  } catch {
    return []
  }
}

export interface SignalingServers {
  servers: { server: string; verify: boolean }[]
  secret: string
}

export function signalingServersOf(text: string): SignalingServers {
  try {
    const value = JSON.parse(text) as Partial<SignalingServers> | null
    return { servers: Array.isArray(value?.servers) ? value.servers.map(({ server, verify }) => ({ server: String(server), verify: verify !== false })) : [], secret: String(value?.secret ?? '') }
  } catch {
    return { servers: [], secret: '' }
  }
}

/** An address that a signaling server can have. */
export function isSignalingAddress(text: string): boolean {
  if (!/^(https?|wss?):\/\//iu.test(text.trim())) return false
  return URL.canParse(text.trim())
}

/** An id of a new account or group, as the server takes it. */
export function isId(id: string): boolean {
  return /^[a-z0-9_.@'-]([a-z0-9 _.@'-]{0,62}[a-z0-9_.@'-])?$/iu.test(id) && id !== '.' && id !== '..'
}

/** Letters and digits that are not mistaken for each other. */
export function secretOf(bytes: Uint8Array): string {
  const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789'
  return Array.from(bytes, (byte) => letters[byte % letters.length]).join('')
}

export type Unit = 'byte' | 'kilobyte' | 'megabyte' | 'gigabyte' | 'terabyte'

export function sizeOf(bytes: number): { amount: number; unit: Unit } {
  const units: Unit[] = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte']
  let [amount, index] = [bytes, 0]
  while (amount >= 1000 && index < units.length - 1) [amount, index] = [amount / 1000, index + 1]
  return { amount: amount < 10 && index > 0 ? Math.round(amount * 10) / 10 : Math.round(amount), unit: units[index]! }
}

/** What a test of a relay found. */
export interface Gathered {
  types: string[]
  milliseconds: number
  errors: string[]
}

export function isRelayFound(kind: 'stun' | 'turn', found: Gathered): boolean {
  return found.types.includes(kind === 'stun' ? 'srflx' : 'relay')
}
