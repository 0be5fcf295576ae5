import { computed, ref, type Ref } from 'vue'
import { talk } from '@/api/ocs'
import type { Room } from '@/api/types'

const KEY = 'plenum.chat.read.'
/** The marker is told at most this often, in milliseconds. */
const PAUSE = 800

/**
 * How far somebody has read. Accounts and invited e-mail guests have a marker at the server; that of anonymous guests
 * stays in this tab.
 */
export class ReadMarker {
  private readonly id = ref(0)
  private timer = 0
  private told = 0
  private readonly isLocal: boolean

  /** Reactive. */
  readonly value: Readonly<Ref<number>> = computed(() => this.id.value)
  /** What the server counted before the first message was loaded. */
  readonly unreadBefore: number

  constructor(private readonly token: string, room: Pick<Room, 'actorType' | 'lastReadMessage' | 'unreadMessages'>) {
    this.isLocal = room.actorType === 'guests'
    this.unreadBefore = this.isLocal ? 0 : room.unreadMessages
    this.id.value = this.isLocal ? Number(sessionStorage.getItem(KEY + token) ?? 0) : room.lastReadMessage
    this.told = this.id.value
  }

  /** A guest who has just come has read whatever was written before. */
  beginAt(id: number): void {
    if (this.isLocal && this.id.value === 0) this.set(id)
  }

  raise(id: number): void {
    if (id > this.id.value) this.set(id)
  }

  /** Everything from here on is unread again. */
  lower(id: number): void {
    this.set(id)
  }

  /** What was seen is told even when the page goes away. */
  flush(): void {
    clearTimeout(this.timer)
    this.timer = 0
    if (this.isLocal || this.told === this.id.value) return
    const id = this.id.value
    this.told = id
    talk.send('POST', `v1/chat/${this.token}/read`, { body: { lastReadMessage: id }, keepalive: true }).catch(() => {
      // Told again with the next one: the server's marker is only behind.
      this.told = 0
    })
  }

  private set(id: number): void {
    this.id.value = id
    if (this.isLocal) sessionStorage.setItem(KEY + this.token, String(id))
    else this.timer ||= window.setTimeout(() => this.flush(), PAUSE)
  }
}
