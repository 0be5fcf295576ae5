import { talk } from '@/api/ocs'
import type { SignalingSettings } from '@/api/types'
import { Emitter } from './emitter'
import { PollingTransport } from './pollingTransport'
import { Retry } from './retry'
import { SocketTransport, type Surroundings } from './socketTransport'
import type { ConnectionState, Place, Recipient, SignalData, SignalingEvents, Transport } from './types'

/**
 * How one hears of others and they of oneself, whether over a signaling server or by polling. `enter` says where one is;
 * from then on it keeps itself connected, until `close`.
 */
export class Signaling extends Emitter<SignalingEvents> {
  /** Helpers of media connections: `RTCConfiguration.iceServers`. */
  iceServers: RTCIceServer[] = []
  /** Text about dialling in by telephone; empty where one cannot. */
  dialIn = ''
  state: ConnectionState = 'connecting'
  place: Place | null = null

  private transport: Transport | null = null
  private isStarting = false
  private isJoined = false
  private waiting: (() => void)[] = []
  private readonly around: Surroundings
  private readonly retry: Retry

  constructor(around: Partial<Surroundings> = {}) {
    super()
    this.around = {
      emit: (name, event) => this.emit(name, event),
      settings: () => this.ask(),
      changeMode: (settings) => this.use(settings),
      createSocket: (url) => new WebSocket(url),
      backend: `${location.origin}/ocs/v2.php/apps/spreed/api/v3/signaling/backend`,
      isOnline: () => navigator.onLine,
      chance: Math.random,
      ...around,
    }
    this.retry = new Retry(() => void this.start(), this.around.chance)
    this.on('state', (state) => { this.state = state })
    this.on('joined', () => this.hasJoined())
    addEventListener('online', this.nudge)
    addEventListener('offline', this.lookedOffline)
    document.addEventListener('visibilitychange', this.nudge)
  }

  /** One's own public session id: the address others send to. Changes when one comes back after a long while. */
  get sessionId(): string {
    return this.transport?.sessionId ?? ''
  }

  /** What the server can do: `mcu`, `simulcast`, … */
  get features(): ReadonlySet<string> {
    return this.transport?.features ?? new Set()
  }

  /** There is a media engine: one publishes once, to it, instead of to everybody. */
  get hasMediaServer(): boolean {
    return this.features.has('mcu')
  }

  /** News are pushed. Where they are not (polling), one asks for messages and changes. */
  get pushes(): boolean {
    return this.transport?.pushes ?? true
  }

  /** Goes into a room that was joined by REST; leaves the former one. */
  enter(place: Place): void {
    this.place = place
    this.isJoined = false
    if (this.transport) this.transport.join(place)
    else void this.start()
  }

  /** Resolves once one is in the room; never while there is no connection. */
  whenJoined(): Promise<void> {
    return this.isJoined ? Promise.resolve() : new Promise((resolve) => this.waiting.push(resolve))
  }

  sendTo(sessionId: string, data: SignalData): void {
    this.say('message', { type: 'session', sessionid: sessionId }, data)
  }

  sendToRoom(data: SignalData): void {
    this.say('message', { type: 'room' }, data)
  }

  sendToCall(data: SignalData): void {
    this.say('message', { type: 'call' }, data)
  }

  /** For moderators: `{ action: 'forceMute', peerId }`. */
  control(sessionId: string, data: SignalData): void {
    this.say('control', { type: 'session', sessionid: sessionId }, data)
  }

  controlAll(data: SignalData): void {
    this.say('control', { type: 'room' }, data)
  }

  /** What the room remembers as long as somebody is in it. @param ttl milliseconds */
  setTransient(key: string, value: unknown, ttl?: number): void {
    this.transport?.setTransient(key, value, ttl)
  }

  /** @param leaves the server need not wait whether one comes back */
  close(leaves = true): void {
    this.retry.stop()
    this.transport?.close(leaves)
    this.transport = null
    this.place = null
    this.isJoined = false
  }

  /** Ends it for good: nobody is told of anything any more. */
  dispose(leaves = true): void {
    this.close(leaves)
    this.clear()
    removeEventListener('online', this.nudge)
    removeEventListener('offline', this.lookedOffline)
    document.removeEventListener('visibilitychange', this.nudge)
  }

  private readonly nudge = () => {
    if (document.visibilityState === 'hidden') return
    if (this.state === 'offline') this.emit('state', 'reconnecting')
    if (this.transport) this.transport.nudge()
    else this.retry.nudge()
  }

  private readonly lookedOffline = () => {
    if (this.place) this.transport?.nudge()
  }

  private say(kind: 'message' | 'control', to: Recipient, data: SignalData): void {
    this.transport?.say(kind, to, data)
  }

  private hasJoined(): void {
    this.isJoined = true
    for (const resolve of this.waiting.splice(0)) resolve()
  }

  private async ask(): Promise<SignalingSettings> {
    const settings = await talk.get<SignalingSettings>('v3/signaling/settings', { token: this.place?.token ?? '' })
    this.learn(settings)
    return settings
  }

  private learn(settings: SignalingSettings): void {
    this.iceServers = [...settings.stunservers, ...settings.turnservers] as RTCIceServer[]
    this.dialIn = settings.sipDialinInfo
  }

  private async start(): Promise<void> {
    if (this.isStarting || this.transport || !this.place) return
    this.isStarting = true
    try {
      this.use(await this.around.settings())
    } catch {
      if (this.place) {
        this.emit('state', this.around.isOnline() ? 'connecting' : 'offline')
        this.retry.later()
      }
    } finally {
      this.isStarting = false
    }
  }

  private use(settings: SignalingSettings): void {
    this.retry.succeeded()
    if (!this.place) return
    this.transport?.close(false)
    this.learn(settings)
    this.transport = settings.signalingMode === 'internal' ? new PollingTransport(this.around) : new SocketTransport(settings, this.around)
    this.transport.join(this.place)
  }
}
