import { computed, ref } from 'vue'
import { OcsError, talk } from '@/api/ocs'
import type { Message, Room } from '@/api/types'
import { Feed } from './feed'
import { MessageLog, type Range } from './logRules'
import { isOwn, type Self } from './mentionRules'
import { Outbox } from './outbox'
import { ReadMarker } from './readMarker'

type Status = 'loading' | 'ready' | 'failed'

/** The chat of one conversation, as long as the page lives: what was loaded is still there when one comes back to it. */
export class Conversation {
  readonly log = new MessageLog()
  readonly feed: Feed
  readonly outbox: Outbox
  readonly marker: ReadMarker
  readonly status = ref<Status>('loading')
  readonly error = ref<unknown>(null)
  /** Grows with each change of the log. */
  readonly version = ref(0)
  /** Something newer than the marker by others, as far as it is loaded. */
  readonly unread = computed(() => this.countUnread())
  /** What is newer than this message is below the line; null without a line. */
  readonly newAfter = ref<number | null>(null)
  private isLoading: Promise<void> | null = null
  private expiry = 0
  private newestAtFirst = 0

  constructor(
    readonly token: string,
    readonly self: Self,
    room: Room,
    private readonly now: () => number,
    private readonly arrived: (conversation: Conversation, messages: Message[]) => void,
    refused: (error: OcsError) => void,
  ) {
    this.feed = new Feed(token, this.log, { changed: () => this.changed(), arrived: (messages) => this.take(messages), refused })
    this.outbox = new Outbox(token, { sent: (message) => this.feed.take(message), catchUp: () => this.feed.catchUp(), refused })
    this.marker = new ReadMarker(token, room)
  }

  /** The first time the newest page, later what is new. */
  load(): Promise<void> {
    if (this.status.value === 'ready') return this.feed.catchUp()
    this.isLoading ??= this.begin().finally(() => {
      this.isLoading = null
    })
    return this.isLoading
  }

  messages(range: Range | null): Message[] {
    void this.version.value
    return this.log.list(range ?? undefined)
  }

  async edit(id: number, message: string): Promise<void> {
    this.feed.take(await talk.put<Message>(`v1/chat/${this.token}/${id}`, { message }))
  }

  async remove(id: number): Promise<void> {
    this.feed.take(await talk.delete<Message>(`v1/chat/${this.token}/${id}`))
  }

  /** This message and all after it. */
  markUnread(message: Message): void {
    this.marker.lower(message.id - 1)
    this.newAfter.value = this.marker.value.value
  }

  close(): void {
    this.feed.close()
    this.marker.flush()
    clearTimeout(this.expiry)
  }

  private async begin(): Promise<void> {
    this.status.value = 'loading'
    try {
      await this.feed.begin()
      this.newestAtFirst = this.log.live?.to ?? 0
      this.marker.beginAt(this.newestAtFirst)
      this.status.value = 'ready'
      if (this.unread.value > 0) this.newAfter.value = this.marker.value.value
    } catch (error) {
      this.error.value = error
      this.status.value = 'failed'
    }
  }

  private take(messages: Message[]): void {
    if (this.status.value === 'ready') this.arrived(this, messages)
  }

  private changed(): void {
    for (const { referenceId } of this.outbox.pending.value) {
      const message = this.log.list().findLast((one) => one.referenceId === referenceId)
      if (message) this.outbox.settle(message)
    }
    this.version.value++
    this.planExpiry()
  }

  private planExpiry(): void {
    clearTimeout(this.expiry)
    const now = this.now()
    const next = this.log.expire(now / 1000)
    if (next !== null) this.expiry = window.setTimeout(() => this.changed(), Math.min(next * 1000 - now + 100, 3_600_000))
  }

  private countUnread(): number {
    void this.version.value
    if (this.status.value !== 'ready') return this.marker.unreadBefore
    const marker = this.marker.value.value
    const live = this.log.live
    const isCounted = (message: Message) => message.messageType === 'comment' && !isOwn(message, this.self)
    const known = this.log.list(live).filter(isCounted)
    // What lies before the loaded part, only the server has counted.
    if (live && marker < live.from - 1 && live.from > 0) return Math.max(known.filter(({ id }) => id > marker).length, this.marker.unreadBefore + known.filter(({ id }) => id > this.newestAtFirst).length)
    return known.filter(({ id }) => id > marker).length
  }
}
