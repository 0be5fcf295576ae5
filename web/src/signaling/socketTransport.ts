import type { SignalingSettings } from '@/api/types'
import { afterHelloError, RESUME_WITHIN } from './backoffRules'
import { eventsOf, parseFrame, type Frame } from './frameRules'
import { Retry } from './retry'
import type { ConnectionState, Place, Recipient, RoomProperties, SignalData, SignalingEvents, Transport } from './types'

/** What the transports need from outside; a test brings its own. */
export interface Surroundings {
  emit<K extends keyof SignalingEvents>(name: K, event: SignalingEvents[K]): void
  /** Asks for settings anew. */
  settings(): Promise<SignalingSettings>
  /** The settings say that another transport is wanted now. */
  changeMode(settings: SignalingSettings): void
  createSocket(url: string): WebSocket
  /** Where the signaling server asks who one is. */
  backend: string
  isOnline(): boolean
  chance(): number
}

/** `plenum`: the server's own news; `chat-relay`: messages themselves instead of a hint. */
const FEATURES = ['chat-relay', 'plenum']
const WELCOME_WITHIN = 1_000
const ANSWER_WITHIN = 10_000
/** A hello token is good for a minute. */
const SETTINGS_LAST = 40_000
const QUIET_FOR = 30_000
const PONG_WITHIN = 8_000
const MOST_QUEUED = 200
const LARGEST = 64 * 1024

/** The WebSocket protocol of the high-performance backend (docs/signaling.md). Keeps itself connected until it is closed. */
export class SocketTransport implements Transport {
  readonly pushes = true
  sessionId = ''
  features: ReadonlySet<string> = new Set()

  private socket: WebSocket | null = null
  private state: ConnectionState = 'connecting'
  private place: Place | null = null
  private joined: Place | null = null
  private resumeId = ''
  private lostAt = 0
  private welcomed: ReadonlySet<string> | null = null
  private useTicket = false
  private hasAskedAgain = false
  private settingsAt: number
  private isGreeting = false
  private isOver = false
  private nextId = 1
  private helloId = ''
  private roomId = ''
  private heardAt = 0
  private queue: string[] = []
  private sent = new Map<string, unknown>()
  private alarm: ReturnType<typeof setTimeout> | undefined
  private pulse: ReturnType<typeof setTimeout> | undefined
  private readonly retry: Retry

  constructor(private settings: SignalingSettings, private readonly around: Surroundings) {
    this.settingsAt = Date.now()
    this.retry = new Retry(() => void this.connect(), around.chance)
    void this.connect()
  }

  join(place: Place): void {
    if (this.place?.token !== place.token) this.queue = []
    this.place = place
    if (this.isReady) this.askForRoom()
  }

  say(kind: 'message' | 'control', to: Recipient, data: SignalData): void {
    this.sendOrKeep({ type: kind, [kind]: { recipient: to, data } }, data)
  }

  setTransient(key: string, value: unknown, ttl?: number): void {
    const isGone = value === null || value === undefined
    // The protocol counts in nanoseconds.
    this.sendOrKeep({ type: 'transient', transient: isGone ? { type: 'remove', key } : { type: 'set', key, value, ...(ttl && { ttl: ttl * 1e6 }) } })
  }

  nudge(): void {
    if (this.retry.isWaiting) this.retry.nudge()
    else if (this.isReady) this.ping()
  }

  close(leaves: boolean): void {
    if (leaves && this.socket?.readyState === WebSocket.OPEN) this.write({ type: 'bye', bye: {} })
    this.isOver = true
    this.drop()
    this.retry.stop()
  }

  private get isReady(): boolean {
    return this.sessionId !== '' && this.socket?.readyState === WebSocket.OPEN && !this.isGreeting
  }

  private async connect(): Promise<void> {
    if (this.isOver) return
    this.drop()
    this.isGreeting = true
    try {
      if (!this.canResume) await this.renewSettings()
    } catch {
      this.failed()
      return
    }
    if (this.isOver) return
    if (this.settings.signalingMode === 'internal') {
      this.around.changeMode(this.settings)
      return
    }
    this.open()
  }

  private open(): void {
    this.welcomed = null
    this.hasAskedAgain = false
    let socket: WebSocket
    try {
      socket = this.around.createSocket(addressOf(this.settings.server))
    } catch {
      this.failed(4)
      return
    }
    this.socket = socket
    const isCurrent = () => this.socket === socket
    socket.onopen = () => isCurrent() && this.expect(WELCOME_WITHIN, () => this.greet())
    socket.onmessage = (event) => {
      if (!isCurrent()) return
      this.heardAt = Date.now()
      const frame = parseFrame(event.data)
      if (frame) this.hear(frame)
    }
    socket.onclose = () => isCurrent() && this.failed()
    this.expect(ANSWER_WITHIN, () => this.failed())
  }

  private get canResume(): boolean {
    return this.resumeId !== '' && Date.now() - this.lostAt < RESUME_WITHIN
  }

  private async renewSettings(force = false): Promise<void> {
    if (!force && Date.now() - this.settingsAt < SETTINGS_LAST) return
    this.settings = await this.around.settings()
    this.settingsAt = Date.now()
  }

  private greet(): void {
    this.expect(ANSWER_WITHIN, () => this.failed())
    this.helloId = this.id()
    if (this.canResume) {
      this.write({ id: this.helloId, type: 'hello', hello: { version: '1.0', resumeid: this.resumeId } })
      return
    }
    this.resumeId = ''
    const proofs = this.settings.helloAuthParams
    const token = proofs?.['2.0']?.token
    const byToken = token && !this.useTicket && this.welcomed?.has('hello-v2')
    const auth = { url: this.around.backend, params: byToken ? { token } : (proofs?.['1.0'] ?? {}) }
    this.write({ id: this.helloId, type: 'hello', hello: { version: byToken ? '2.0' : '1.0', features: FEATURES, auth } })
  }

  private hear(frame: Frame): void {
    switch (frame.type) {
      case 'welcome':
        if (this.welcomed) return
        this.welcomed = featuresOf(frame.body.features)
        if (this.isGreeting) this.greet()
        break
      case 'hello':
        this.greeted(frame.body)
        break
      case 'room':
        this.hearRoom(frame)
        break
      case 'bye':
        this.hearBye(String(frame.body.reason ?? ''))
        break
      case 'error':
        void this.hearError(frame)
        break
      default:
        for (const heard of eventsOf(frame)) {
          // What was still under way from a room one has left.
          if (heard.token && heard.token !== this.joined?.token) continue
          this.around.emit(heard.name, heard.event as never)
        }
    }
  }

  private greeted(hello: Record<string, unknown>): void {
    const isResumed = this.resumeId !== '' && hello.sessionid === this.sessionId
    this.sessionId = String(hello.sessionid ?? '')
    this.resumeId = String(hello.resumeid ?? '')
    const server = hello.server as { features?: unknown } | undefined
    if (server && typeof server === 'object') this.features = featuresOf(server.features)
    this.isGreeting = false
    this.retry.succeeded()
    this.useTicket = false
    clearTimeout(this.alarm)
    this.beat()
    if (!isResumed) {
      this.joined = null
      this.queue = []
    }
    const isThere = this.joined && this.place && same(this.joined, this.place)
    if (!isThere) {
      if (this.place) this.askForRoom()
      else this.become('connected')
      return
    }
    for (const text of this.queue.splice(0)) this.socket?.send(text)
    this.become('connected')
    this.around.emit('joined', { token: this.place!.token, sessionId: this.sessionId, properties: {}, fresh: false })
    this.around.emit('stale', { token: this.place!.token })
  }

  private askForRoom(): void {
    this.roomId = this.id()
    this.expect(ANSWER_WITHIN, () => this.failed())
    this.write({ id: this.roomId, type: 'room', room: { roomid: this.place!.token, sessionid: this.place!.roomSessionId } })
  }

  private hearRoom({ id, body }: Frame): void {
    const token = String(body.roomid ?? '')
    const properties = (body.properties ?? {}) as RoomProperties
    if (id && id === this.roomId) this.entered(properties, body.bandwidth as never)
    else if (token === '' && this.joined) {
      const lost = this.joined.token
      this.joined = null
      if (this.place?.token === lost) this.around.emit('lost', { token: lost, ended: true })
    } else if (token === this.joined?.token) this.around.emit('properties', { token, properties })
  }

  private entered(properties: RoomProperties, bandwidth?: SignalingEvents['joined']['bandwidth']): void {
    clearTimeout(this.alarm)
    this.roomId = ''
    this.joined = this.place
    this.become('connected')
    this.around.emit('joined', { token: this.place!.token, sessionId: this.sessionId, properties, bandwidth, fresh: true })
    for (const text of this.queue.splice(0)) this.socket?.send(text)
  }

  private hearBye(reason: string): void {
    const token = this.joined?.token ?? this.place?.token ?? ''
    this.resumeId = ''
    if (reason === 'room_session_reconnected') {
      this.close(false)
      this.around.emit('taken', { token })
    } else this.failed()
  }

  private async hearError({ id, body }: Frame): Promise<void> {
    const code = String(body.code ?? '')
    if (id && id === this.helloId && this.isGreeting) {
      await this.hearHelloError(code)
    } else if (id && id === this.roomId) {
      const details = body.details as { room?: { properties?: RoomProperties } } | undefined
      if (code === 'already_joined') this.entered(details?.room?.properties ?? {})
      else if (code === 'no_such_room' || code === 'duplicate_session') {
        clearTimeout(this.alarm)
        this.roomId = ''
        this.around.emit('lost', { token: this.place!.token, ended: false })
      } else this.expect(2_000, () => this.askForRoom())
    } else if (id && this.sent.has(id)) {
      this.around.emit('refused', { code, message: String(body.message ?? ''), sent: this.sent.get(id) })
    }
  }

  private async hearHelloError(code: string): Promise<void> {
    const socket = this.socket
    const next = afterHelloError(code, this.resumeId !== '')
    this.resumeId = ''
    try {
      if (next === 'wait' || (next === 'settings' && this.hasAskedAgain) || (next === 'ticket' && this.useTicket)) {
        this.useTicket = false
        this.settingsAt = 0
        this.failed(4)
        return
      }
      if (next === 'settings') this.hasAskedAgain = true
      if (next === 'ticket') this.useTicket = true
      await this.renewSettings(next === 'settings')
      if (socket === this.socket && !this.isOver) this.greet()
    } catch {
      this.failed()
    }
  }

  /** The socket is of no use any more: later another one. */
  private failed(atLeast = 0): void {
    if (this.isOver) return
    if (!this.isGreeting) this.lostAt = Date.now()
    this.drop()
    this.isGreeting = true
    this.become(!this.around.isOnline() ? 'offline' : this.sessionId ? 'reconnecting' : 'connecting')
    this.retry.later(atLeast)
  }

  private drop(): void {
    clearTimeout(this.alarm)
    clearTimeout(this.pulse)
    const socket = this.socket
    this.socket = null
    this.roomId = ''
    this.sent.clear()
    socket?.close(1000)
  }

  private become(state: ConnectionState): void {
    if (state === this.state) return
    this.state = state
    this.around.emit('state', state)
  }

  /** A browser does not show the pings of the socket: whoever has heard nothing for long asks something that has an answer. */
  private beat(): void {
    clearTimeout(this.pulse)
    this.pulse = setTimeout(() => {
      if (Date.now() - this.heardAt >= QUIET_FOR - 1_000) this.ping()
      this.beat()
    }, QUIET_FOR)
  }

  private ping(): void {
    const asked = Date.now()
    this.write({ id: this.id(), type: 'transient', transient: { type: 'ping' } })
    if (this.roomId) return
    this.expect(PONG_WITHIN, () => {
      if (this.heardAt < asked) this.failed()
    })
  }

  private expect(within: number, otherwise: () => void): void {
    clearTimeout(this.alarm)
    this.alarm = setTimeout(otherwise, within)
  }

  private id(): string {
    return String(this.nextId++)
  }

  private sendOrKeep(frame: Record<string, unknown>, content?: unknown): void {
    const id = this.id()
    const text = JSON.stringify({ id, ...frame })
    if (text.length > LARGEST) {
      this.around.emit('refused', { code: 'too_large', message: '', sent: content })
      return
    }
    if (content) this.sent.set(id, content)
    if (this.sent.size > MOST_QUEUED) this.sent.delete(this.sent.keys().next().value!)
    if (this.isReady && this.joined) this.socket!.send(text)
    else if (this.queue.length < MOST_QUEUED) this.queue.push(text)
  }

  private write(frame: Record<string, unknown>): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frame))
  }
}

function same(a: Place, b: Place): boolean {
  return a.token === b.token && a.roomSessionId === b.roomSessionId
}

function featuresOf(value: unknown): ReadonlySet<string> {
  return new Set(Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [])
}

/** `http(s)` becomes `ws(s)`, with or without a slash at the end. */
function addressOf(server: string): string {
  return `${server.replace(/^http/, 'ws').replace(/\/+$/, '')}/spreed`
}
