import { OcsError, talk } from '@/api/ocs'
import { differenceOf, signalOf, type PolledItem, type PolledUser } from './pollRules'
import { Retry } from './retry'
import type { Surroundings } from './socketTransport'
import type { ConnectionState, Place, Recipient, SignalData, Transport } from './types'

/** Messages wait so long for others, so that a burst of candidates is one request. */
const GATHERS_FOR = 100
/** The server answers a pull within 30 seconds. */
const PULL_WITHIN = 45_000

/** Internal signaling: a long poll for what comes, a request for what goes. For a few people, where WebSockets do not get through. */
export class PollingTransport implements Transport {
  readonly pushes = false
  readonly features: ReadonlySet<string> = new Set()

  private place: Place | null = null
  private users: PolledUser[] = []
  private state: ConnectionState = 'connecting'
  private isOver = false
  private round = 0
  private outbox: { fn: string; sessionId: string }[] = []
  private sending: ReturnType<typeof setTimeout> | undefined
  private current: AbortController | null = null
  private readonly retry: Retry

  constructor(private readonly around: Surroundings) {
    this.retry = new Retry(() => void this.pull(), around.chance)
  }

  /** Talk's session id is the address here. */
  get sessionId(): string {
    return this.place?.roomSessionId ?? ''
  }

  join(place: Place): void {
    this.place = place
    this.users = []
    this.outbox = []
    this.current?.abort()
    this.round++
    this.around.emit('joined', { token: place.token, sessionId: place.roomSessionId, properties: {}, fresh: true })
    void this.pull()
  }

  say(kind: 'message' | 'control', to: Recipient, data: SignalData): void {
    const content = kind === 'control' ? { type: 'control', payload: data } : data
    for (const sessionId of this.recipients(to)) {
      this.outbox.push({ fn: JSON.stringify({ roomType: '', ...content, to: sessionId }), sessionId: this.sessionId })
    }
    this.sending ??= setTimeout(() => void this.push(), GATHERS_FOR)
  }

  /** There is no such thing without a signaling server. */
  setTransient(): void {}

  nudge(): void {
    this.retry.nudge()
  }

  close(leaves: boolean): void {
    this.isOver = true
    clearTimeout(this.sending)
    this.retry.stop()
    this.current?.abort()
    if (leaves && this.place) void talk.send('DELETE', `v4/room/${this.place.token}/participants/active`, { keepalive: true }).catch(() => undefined)
  }

  private recipients(to: Recipient): string[] {
    const others = this.users.filter((user) => user.sessionId !== this.sessionId)
    const those = to.type === 'session' ? [{ sessionId: to.sessionid }]
      : to.type === 'user' ? others.filter((user) => user.userId === to.userid)
      : to.type === 'call' ? others.filter((user) => user.inCall !== 0)
      : others
    return those.map((user) => user.sessionId)
  }

  private async pull(): Promise<void> {
    const round = ++this.round
    const isCurrent = () => !this.isOver && round === this.round
    while (isCurrent() && this.place) {
      this.current = new AbortController()
      const limit = setTimeout(() => this.current?.abort(), PULL_WITHIN)
      try {
        const items = await talk.get<PolledItem[]>(`v3/signaling/${this.place.token}`, undefined, this.current.signal)
        if (isCurrent()) this.take(items)
      } catch (error) {
        if (isCurrent()) await this.failed(error)
        return
      } finally {
        clearTimeout(limit)
      }
    }
  }

  private take(items: PolledItem[]): void {
    this.retry.succeeded()
    this.become('connected')
    for (const item of items) {
      if (item.type === 'usersInRoom') this.compare(item.data)
      else {
        const signal = signalOf(item.data, this.users)
        if (signal) this.around.emit(signal.isControl ? 'control' : 'message', signal)
      }
    }
    // Polling brings no news of the room itself.
    this.around.emit('stale', { token: this.place!.token })
  }

  private compare(users: PolledUser[]): void {
    const { joined, left, call } = differenceOf(this.users, users)
    this.users = users
    if (joined.length) this.around.emit('join', joined)
    if (call) this.around.emit('call', { token: this.place!.token, users: call })
    if (left.length) this.around.emit('leave', left)
  }

  private async failed(error: unknown): Promise<void> {
    const token = this.place!.token
    if (error instanceof OcsError && error.status === 409) {
      this.close(false)
      this.around.emit('taken', { token })
    } else if (error instanceof OcsError && error.status === 404) {
      this.place = null
      this.around.emit('lost', { token, ended: true })
    } else if (error instanceof OcsError && error.status === 400) {
      await this.lookForServer()
    } else {
      this.become(this.around.isOnline() ? 'reconnecting' : 'offline')
      this.retry.later()
    }
  }

  /** There is a signaling server meanwhile. */
  private async lookForServer(): Promise<void> {
    try {
      const settings = await this.around.settings()
      if (this.isOver) return
      if (settings.signalingMode !== 'internal') {
        this.around.changeMode(settings)
        return
      }
    } catch {
      // Asked again below.
    }
    this.become('reconnecting')
    this.retry.later()
  }

  private async push(): Promise<void> {
    const messages = this.outbox.splice(0, 100).map((one) => ({ ev: 'message', ...one }))
    try {
      if (messages.length && this.place) await talk.post(`v3/signaling/${this.place.token}`, { messages: JSON.stringify(messages) })
    } catch {
      // Senders repeat what was not answered.
    }
    this.sending = this.outbox.length > 0 && !this.isOver ? setTimeout(() => void this.push(), GATHERS_FOR) : undefined
  }

  private become(state: ConnectionState): void {
    if (state === this.state) return
    this.state = state
    this.around.emit('state', state)
  }
}
