import type { Message } from '@/api/types'

/** Ids of which everything that can be seen is known, both ends included. */
export interface Range {
  from: number
  to: number
}

/** System messages that only tell of a change to another message (chat §18.2). */
const HIDDEN = new Set(['message_deleted', 'message_edited', 'message_pinned', 'message_unpinned', 'reaction', 'reaction_deleted', 'reaction_revoked', 'poll_voted', 'thread_created', 'thread_renamed'])

export function isShown(message: Message): boolean {
  return !HIDDEN.has(message.systemMessage)
}

/** The message that is answered or told of, unless only its id is left. */
export function parentOf(message: Message): Message | null {
  const parent = message.parent as Partial<Message> | null | undefined
  return typeof parent?.message === 'string' ? (parent as Message) : null
}

/** The id of what is answered, also where nothing else is left of it. */
export function parentIdOf(message: Message): number | null {
  return (message.parent as { id?: number } | null | undefined)?.id ?? null
}

/** Joins a range to others: those that overlap or touch become one. */
export function joinRanges(ranges: readonly Range[], added: Range): Range[] {
  const joined: Range[] = []
  for (const range of [...ranges, added].sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1)
    if (last && range.from <= last.to + 1) last.to = Math.max(last.to, range.to)
    else joined.push({ ...range })
  }
  return joined
}

interface Kept {
  message: Message
  /** The id of the row that told of this state; 0 when the message came by itself. */
  told: number
}

/** Deleted stays deleted, a later edit wins; of what looks alike the one that was told of later. */
function isNewer(next: Kept, kept: Kept): boolean {
  const [a, b] = [next.message, kept.message]
  if (!a.deleted !== !b.deleted) return !!a.deleted
  const [editedA, editedB] = [a.lastEditTimestamp ?? 0, b.lastEditTimestamp ?? 0]
  if (editedA !== editedB) return editedA > editedB
  return next.told >= kept.told
}

/**
 * The messages of one conversation as pages, relayed messages and news of changes arrive, in whatever order:
 * each is there once, in the order of ids, in its newest form.
 */
export class MessageLog {
  private readonly rows = new Map<number, Kept>()
  /** Newest forms of messages that are quoted but not here. */
  private readonly quoted = new Map<number, Kept>()
  private readonly ids = new Set<number>()
  private ordered: number[] | null = null
  private clearedBefore = 0
  ranges: Range[] = []

  /** @param range what the page covers, rows that nobody sees included */
  addPage(messages: readonly Message[], range: Range): void {
    for (const message of messages) this.add(message)
    this.ranges = joinRanges(this.ranges, range)
  }

  /** A message by itself: whether others are missing before it, only the server knows. */
  add(message: Message): void {
    if (message.systemMessage === 'history_cleared') this.clear(message.id)
    if (message.id < this.clearedBefore) return
    const parent = parentOf(message)
    if (parent) this.revise(parent, isShown(message) ? 0 : message.id)
    if (isShown(message)) this.keep({ message, told: 0 })
  }

  get(id: number): Message | undefined {
    return this.rows.get(id)?.message
  }

  /** What a message answers, in its newest form; null where nothing is left of it. */
  quoteOf(message: Message): Message | null {
    const id = parentIdOf(message)
    if (id === null || id < this.clearedBefore) return null
    return this.get(id) ?? this.quoted.get(id)?.message ?? parentOf(message)
  }

  /** The part that goes on with what is being said. */
  get live(): Range | null {
    return this.ranges.at(-1) ?? null
  }

  rangeOf(id: number): Range | null {
    return this.ranges.find((range) => range.from <= id && id <= range.to) ?? null
  }

  /** The rows of one part without holes, oldest first; the live part has everything newer as well. */
  list(range: Range | null = this.live): Message[] {
    const isLive = range === null || range.to === this.live?.to
    const found: Message[] = []
    for (const id of this.order()) {
      if (range && id < range.from) continue
      if (!isLive && id > range!.to) break
      found.push(this.rows.get(id)!.message)
    }
    return found
  }

  /** Takes away what has expired. @param now in seconds @returns when the next one does, or null */
  expire(now: number): number | null {
    let next: number | null = null
    for (const [id, { message }] of this.rows) {
      const at = message.expirationTimestamp
      if (at === 0) continue
      if (at <= now) this.drop(id)
      else if (next === null || at < next) next = at
    }
    return next
  }

  private keep(next: Kept): void {
    const id = next.message.id
    const known = this.rows.get(id) ?? this.quoted.get(id)
    const kept = known && !isNewer(next, known) ? known : next
    this.quoted.delete(id)
    this.rows.set(id, withParent(kept, next, known))
    if (!this.ids.has(id)) {
      this.ids.add(id)
      this.ordered = null
    }
  }

  private revise(message: Message, told: number): void {
    if (message.id < this.clearedBefore) return
    const place = this.rows.has(message.id) ? this.rows : this.quoted
    const known = place.get(message.id)
    const next = { message, told }
    if (!known || isNewer(next, known)) place.set(message.id, withParent(next, known))
  }

  private clear(id: number): void {
    this.clearedBefore = Math.max(this.clearedBefore, id)
    for (const known of this.rows.keys()) if (known < id) this.drop(known)
    for (const known of this.quoted.keys()) if (known < id) this.quoted.delete(known)
    if (this.ranges.length > 0) this.ranges = joinRanges(this.ranges, { from: 0, to: id })
  }

  private drop(id: number): void {
    this.rows.delete(id)
    this.ids.delete(id)
    this.ordered = null
  }

  private order(): number[] {
    this.ordered ??= [...this.ids].sort((a, b) => a - b)
    return this.ordered
  }
}

/** A parent comes without its own parent: whoever knows it keeps it. */
function withParent(kept: Kept, ...others: (Kept | undefined)[]): Kept {
  if (kept.message.parent || kept.message.deleted) return kept
  const parent = others.find((other) => other?.message.parent)?.message.parent
  return parent ? { ...kept, message: { ...kept.message, parent } } : kept
}
