import { OcsError, talk, type OcsReply } from '@/api/ocs'
import type { Message } from '@/api/types'
import type { MessageLog, Range } from './logRules'

/** Messages of one page of history. */
const PAGE = 100
const LARGEST_PAGE = 200
const LONG_POLL_SECONDS = 30
const FIRST_PAUSE = 1000
const LONGEST_PAUSE = 30_000
/** Refreshes come in bursts: one request answers those of so many milliseconds. */
const BURST = 150

interface Events {
  changed: () => void
  /** New messages, seen for the first time. */
  arrived: (messages: Message[]) => void
  /** One may not read here any more. */
  refused: (error: OcsError) => void
}

/** Reads one conversation's messages into its log: pages, what is new, and a long poll where nothing is pushed. */
export class Feed {
  private waiting: Promise<void> | null = null
  private isAskedAgain = false
  private poll: AbortController | null = null
  private isClosed = false

  constructor(private readonly token: string, private readonly log: MessageLog, private readonly events: Events) {}

  /** The newest page. */
  async begin(): Promise<void> {
    const reply = await this.page({ lookIntoFuture: 0, limit: PAGE })
    const messages = reply.data ?? []
    const from = lastGiven(reply) ?? 0
    this.add(messages, { from, to: Math.max(from, ...messages.map(({ id }) => id)) })
  }

  async older(range: Range): Promise<void> {
    const reply = await this.page({ lookIntoFuture: 0, limit: PAGE, lastKnownMessageId: range.from })
    this.add(reply.data ?? [], { from: lastGiven(reply) ?? 0, to: range.from - 1 })
  }

  /** What follows a part that is not the live one. */
  async newer(range: Range): Promise<void> {
    const reply = await this.page({ ...FUTURE, limit: PAGE, lastKnownMessageId: range.to, timeout: 0 })
    this.add(reply.data ?? [], { from: range.to, to: lastGiven(reply) ?? this.log.live?.from ?? range.to })
  }

  /** @returns whether the message is there */
  async around(id: number): Promise<boolean> {
    const reply = await talk.send<Message[]>('GET', `v1/chat/${this.token}/${id}/context`, { query: { limit: PAGE / 2 } })
    const messages = reply.data ?? []
    const ids = messages.map((message) => message.id)
    if (ids.length > 0) this.add(messages, { from: Math.min(...ids), to: Math.max(...ids) })
    return this.log.get(id) !== undefined
  }

  /** A message that was pushed. */
  take(message: Message): void {
    const isNew = this.log.get(message.id) === undefined
    this.log.add(message)
    this.events.changed()
    if (isNew && this.log.get(message.id)) this.events.arrived([message])
  }

  /** Asks for everything after what is known without holes. Many who ask at once share the answer. */
  catchUp(): Promise<void> {
    if (this.waiting) {
      this.isAskedAgain = true
      return this.waiting
    }
    this.waiting = this.readOn().finally(() => {
      this.waiting = null
    })
    return this.waiting
  }

  /** Waits at the server for what is new until it is told otherwise. */
  wait(on: boolean): void {
    if (on === (this.poll !== null) || this.isClosed) return
    this.poll?.abort()
    this.poll = on ? new AbortController() : null
    if (this.poll) void this.longPoll(this.poll.signal)
  }

  close(): void {
    this.wait(false)
    this.isClosed = true
  }

  reopen(): void {
    this.isClosed = false
  }

  private async readOn(): Promise<void> {
    do {
      this.isAskedAgain = false
      await new Promise((resolve) => setTimeout(resolve, BURST))
      while (!this.isClosed && this.log.live && (await this.readNews(0))) { /* until there is nothing newer */ }
    } while (this.isAskedAgain && !this.isClosed)
  }

  /** @returns whether there was anything */
  private async readNews(timeout: number, signal?: AbortSignal): Promise<boolean> {
    const offset = this.log.live!.to
    const reply = await this.page({ ...FUTURE, limit: LARGEST_PAGE, lastKnownMessageId: offset, timeout }, signal)
    const last = lastGiven(reply)
    if (last === null) return false
    const messages = reply.data ?? []
    const fresh = messages.filter(({ id }) => this.log.get(id) === undefined)
    this.add(messages, { from: offset + 1, to: last })
    const arrived = fresh.filter(({ id }) => this.log.get(id))
    if (arrived.length > 0) this.events.arrived(arrived)
    return true
  }

  private async longPoll(signal: AbortSignal): Promise<void> {
    let pause = FIRST_PAUSE
    while (!signal.aborted && !this.isClosed) {
      try {
        if (this.log.live) await this.readNews(LONG_POLL_SECONDS, signal)
        else await this.begin()
        pause = FIRST_PAUSE
      } catch (error) {
        if (signal.aborted) return
        if (error instanceof OcsError && error.status < 500 && error.status !== 429) {
          this.events.refused(error)
          return
        }
        await new Promise((resolve) => setTimeout(resolve, pause))
        pause = Math.min(2 * pause, LONGEST_PAUSE)
      }
    }
  }

  private add(messages: Message[], range: Range): void {
    this.log.addPage(messages, range)
    this.events.changed()
  }

  private page(query: Record<string, number>, signal?: AbortSignal): Promise<OcsReply<Message[] | null>> {
    return talk.send('GET', `v1/chat/${this.token}`, { query, signal })
  }
}

/** The marker is set when something was seen, not when it was fetched. */
const FUTURE = { lookIntoFuture: 1, setReadMarker: 0 }

/** How far a page reaches, rows that nobody sees included; null when there was none. */
function lastGiven(reply: OcsReply<unknown>): number | null {
  const given = reply.headers.get('X-Chat-Last-Given')
  return given === null ? null : Number(given)
}
