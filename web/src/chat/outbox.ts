import { ref } from 'vue'
import { OcsError, OfflineError, talk } from '@/api/ocs'
import type { Message } from '@/api/types'
import { encodeMentions, previewMentions, type DraftMention } from './mentionRules'

export interface Draft {
  text: string
  mentions: DraftMention[]
  replyTo: Message | null
  silent: boolean
}

/** Something that was sent and is not yet known to have arrived. */
export interface Pending {
  referenceId: string
  draft: Draft
  /** As it is shown meanwhile. */
  preview: { text: string; parameters: Message['messageParameters'] }
  state: 'sending' | 'failed'
  error: unknown
}

interface Events {
  sent: (message: Message) => void
  /** Looks at what has arrived: a message whose answer was lost may be there. */
  catchUp: () => Promise<void>
  /** What one may do here has changed. */
  refused: (error: OcsError) => void
}

/** Sends messages in their order, one after the other; what fails stays until it is sent again or discarded. */
export class Outbox {
  readonly pending = ref<Pending[]>([])
  private last: Promise<void> = Promise.resolve()

  constructor(private readonly token: string, private readonly events: Events) {}

  send(draft: Draft): void {
    const pending: Pending = { referenceId: newReference(), draft, preview: previewMentions(draft.text, draft.mentions), state: 'sending', error: null }
    this.pending.value = [...this.pending.value, pending]
    this.queue(pending.referenceId)
  }

  /** Asks first whether it has arrived after all. */
  async retry(referenceId: string): Promise<void> {
    this.set(referenceId, 'sending')
    try {
      await this.events.catchUp()
    } catch (error) {
      this.set(referenceId, 'failed', error)
      return
    }
    if (this.find(referenceId)) this.queue(referenceId)
  }

  /** Sends what failed only because the server could not be reached. */
  resume(): void {
    for (const { referenceId, error, state } of this.pending.value) if (state === 'failed' && error instanceof OfflineError) void this.retry(referenceId)
  }

  discard(referenceId: string): void {
    this.pending.value = this.pending.value.filter((pending) => pending.referenceId !== referenceId)
  }

  /** A message is there: if it is one of these, it has arrived. */
  settle(message: Message): void {
    if (message.referenceId && this.find(message.referenceId)) this.discard(message.referenceId)
  }

  private find(referenceId: string): Pending | undefined {
    return this.pending.value.find((pending) => pending.referenceId === referenceId)
  }

  private queue(referenceId: string): void {
    this.last = this.last.then(() => this.post(referenceId))
  }

  private async post(referenceId: string): Promise<void> {
    const pending = this.find(referenceId)
    if (!pending) return
    const { text, mentions, replyTo, silent } = pending.draft
    try {
      const message = await talk.post<Message>(`v1/chat/${this.token}`, { message: encodeMentions(text, mentions), referenceId, replyTo: replyTo?.id ?? 0, silent })
      this.discard(referenceId)
      this.events.sent(message)
    } catch (error) {
      this.set(referenceId, 'failed', error)
      if (error instanceof OcsError && [403, 404, 412].includes(error.status)) this.events.refused(error)
    }
  }

  private set(referenceId: string, state: Pending['state'], error: unknown = null): void {
    this.pending.value = this.pending.value.map((pending) => (pending.referenceId === referenceId ? { ...pending, state, error } : pending))
  }
}

/** The server's word for why something was not sent, as a key of texts. */
export const SEND_REFUSALS: Record<string, string> = {
  message: 'chat.refused.message', 'reply-to': 'chat.refused.replyTo', mentions: 'chat.refused.mentions', 403: 'chat.refused.forbidden', 412: 'chat.refused.lobby',
}

/** 413 has the same word as a blank message. */
export function refusalsFor(error: unknown): Record<string, string> {
  return error instanceof OcsError && error.status === 413 ? { message: 'chat.refused.tooLong' } : SEND_REFUSALS
}

function newReference(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
