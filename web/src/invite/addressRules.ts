/** E-mail addresses as people paste them: any separators, with and without names. */

export interface Invitee {
  address: string
  /** Empty when none was given. */
  name: string
}

export type Reason = 'missing' | 'at' | 'domain' | 'characters' | 'long' | 'repeated' | 'invited'

export interface Problem {
  /** What was written. */
  text: string
  reason: Reason
  /** Line of a file; absent for what was pasted. */
  line?: number
}

export interface Sorted {
  invitees: Invitee[]
  problems: Problem[]
}

const MAX_LENGTH = 254
const PART = /^[^\s@<>()[\]\\,;:"]+$/u

/** What is wrong with an address; null when nothing is. */
export function problemOf(address: string): Exclude<Reason, 'repeated' | 'invited'> | null {
  if (address === '') return 'missing'
  if (address.length > MAX_LENGTH) return 'long'
  const parts = address.split('@')
  if (parts.length !== 2) return 'at'
  const [local, domain] = parts as [string, string]
  if (!local || !domain) return 'at'
  if (!PART.test(local) || !PART.test(domain)) return 'characters'
  if (local.startsWith('.') || local.endsWith('.') || local.includes('..')) return 'characters'
  const labels = domain.split('.')
  return labels.length < 2 || labels.some((label) => label === '' || label.startsWith('-') || label.endsWith('-')) ? 'domain' : null
}

/** Keeps each address once, and says of the others why not. `known` are the addresses that are invited already. */
export function sortOut(entries: readonly (Invitee & { text: string; line?: number })[], known: readonly string[] = []): Sorted {
  const invited = new Set(known.map((address) => address.toLowerCase()))
  const seen = new Set<string>()
  const sorted: Sorted = { invitees: [], problems: [] }
  for (const { address, name, text, line } of entries) {
    const key = address.toLowerCase()
    const reason: Reason | null = problemOf(address) ?? (invited.has(key) ? 'invited' : seen.has(key) ? 'repeated' : null)
    if (reason) {
      sorted.problems.push(line === undefined ? { text, reason } : { text, reason, line })
      continue
    }
    seen.add(key)
    sorted.invitees.push({ address, name: name.toLowerCase() === key ? '' : name })
  }
  return sorted
}

/** Reads `a@b, c@d`, `Name <a@b>; "Last, First" <c@d>`, one for each line, or all of that mixed. */
export function readAddresses(text: string): (Invitee & { text: string })[] {
  return split(text, /[;\r\n]/u).flatMap((segment) => piecesOf(segment).flatMap(entriesOf))
}

/** Splits where a separator stands outside of quotes and angle brackets. An opening one that is never closed separates nothing. */
function split(text: string, separator: RegExp): string[] {
  const pieces: string[] = []
  let piece = ''
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!
    const closing = { '"': '"', '<': '>' }[character]
    const end = closing ? text.indexOf(closing, at + 1) : -1
    if (end > 0 && !/[\r\n]/u.test(text.slice(at, end))) {
      piece += text.slice(at, end + 1)
      at = end
    } else if (separator.test(character)) {
      pieces.push(piece)
      piece = ''
    } else {
      piece += character
    }
  }
  return [...pieces, piece]
}

/** Splits at commas, but leaves `Last, First <a@b>` in one piece. */
function piecesOf(segment: string): string[] {
  const pieces: string[] = []
  let pending = ''
  for (const piece of split(segment, /,/u)) {
    if (!piece.includes('@') && piece.trim()) {
      if (pending) pieces.push(pending)
      pending = piece
    } else if (pending && /^[^@]*<[^<>]+>\s*$/u.test(piece)) {
      pieces.push(`${pending.trim()}, ${piece.trim()}`)
      pending = ''
    } else {
      if (pending) pieces.push(pending)
      pieces.push(piece)
      pending = ''
    }
  }
  return pending ? [...pieces, pending] : pieces
}

function entriesOf(piece: string): (Invitee & { text: string })[] {
  const text = piece.trim()
  if (!text) return []
  const bracketed = [...text.matchAll(/([^<>]*)<([^<>]*)>/gu)]
  if (bracketed.length > 0) {
    const rest = text.slice(bracketed.at(-1)!.index + bracketed.at(-1)![0].length)
    return [...bracketed.map((match) => ({ address: cleanAddress(match[2]!), name: cleanName(match[1]!), text: match[0].trim() })), ...entriesOf(rest)]
  }

  const words = text.split(/\s+/u)
  const addresses = words.filter((word) => word.includes('@'))
  if (addresses.length === 0) return [{ address: text, name: '', text }]
  if (addresses.length === 1) return [{ address: cleanAddress(addresses[0]!), name: cleanName(words.filter((word) => word !== addresses[0]).join(' ')), text }]
  return words.map((word) => ({ address: cleanAddress(word), name: '', text: word }))
}

function cleanAddress(address: string): string {
  return address.trim().replace(/^mailto:/iu, '').replace(/^['"]+|['".]+$/gu, '')
}

function cleanName(name: string): string {
  return name.trim().replace(/^["']|["']$/gu, '').replace(/\s+/gu, ' ').trim()
}
