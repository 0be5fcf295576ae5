import { candidateOf, collision, HEALS_WITHIN, isAnswerFor, REPEAT_AFTER, sdpOf } from './callRules'
import { Places } from './places'
import type { LinkState, MediaSignal, Outgoing, StreamKind } from './wire'

export interface LinkOptions {
  kind: StreamKind
  sid?: string
  /** Gives way when both offer at once. */
  polite?: boolean
  /** Whether it offers when there is something to negotiate: `later` waits for the first offer of the other side, without it never. */
  offers?: 'always' | 'later'
  /** Whether sections are described for what one only receives. */
  receives?: boolean
  layers?: RTCRtpEncodingParameters[]
  iceServers: RTCIceServer[]
  send(data: MediaSignal): void
  track?(track: MediaStreamTrack): void
  state(state: LinkState): void
  said?(message: MediaSignal): void
  /** `weak`: perhaps another way can be found; `dead`: the other end is gone. */
  broken(how: 'weak' | 'dead'): void
}

/**
 * One peer connection and what is said about it: descriptions one after the other, candidates once there is a description,
 * perfect negotiation where both sides may offer.
 */
export class Link {
  readonly pc: RTCPeerConnection
  sid: string | undefined
  private readonly places: Places
  private readonly early: RTCIceCandidateInit[] = []
  private readonly channels = new Set<RTCDataChannel>()
  private readonly watched = new Set<RTCDtlsTransport>()
  private work: Promise<unknown> = Promise.resolve()
  private outgoing: Outgoing | null = null
  private isIgnoring = false
  private isClosed = false
  private repeat = 0
  private healing = 0

  constructor(private readonly options: LinkOptions) {
    this.sid = options.sid
    this.pc = new RTCPeerConnection({ iceServers: options.iceServers, bundlePolicy: 'max-bundle' })
    this.places = new Places(this.pc, options.receives === true, options.layers)
    this.pc.onicecandidate = ({ candidate }) => this.tellCandidate(candidate)
    this.pc.ontrack = ({ track }) => options.track?.(track)
    this.pc.onconnectionstatechange = () => this.look()
    this.pc.ondatachannel = ({ channel }) => this.listen(channel)
    this.pc.onnegotiationneeded = () => this.mayOffer && this.offer()
    this.listen(this.pc.createDataChannel('status'))
  }

  /** The other side has described itself. */
  get isAnswered(): boolean {
    return this.pc.remoteDescription !== null
  }

  private get mayOffer(): boolean {
    return this.options.offers === 'always' || (this.options.offers === 'later' && this.isAnswered)
  }

  get isConnected(): boolean {
    return this.pc.connectionState === 'connected'
  }

  /** What one sends over it from now on. Who is called waits with it for the other's description. */
  put(outgoing: Outgoing): void {
    this.outgoing = outgoing
    this.next(async () => {
      if (this.mayOffer) await this.places.fill(outgoing, true)
    })
  }

  limit(maxBitrate: number, scaleResolutionDownBy: number): void {
    this.next(() => this.places.limit(maxBitrate, scaleResolutionDownBy))
  }

  /** Finds another way over the network. */
  restart(): void {
    if (this.isClosed) return
    this.pc.restartIce()
  }

  offer(): void {
    this.next(async () => {
      if (this.pc.signalingState !== 'stable') return
      await this.pc.setLocalDescription()
      this.say('offer')
    })
  }

  take(data: MediaSignal): void {
    this.next(() => (data.type === 'offer' ? this.takeOffer(data) : data.type === 'answer' ? this.takeAnswer(data) : this.takeCandidate(data)))
  }

  tell(message: MediaSignal): void {
    // One channel is enough: the other side reads all.
    const open = [...this.channels].find((channel) => channel.readyState === 'open')
    open?.send(JSON.stringify(message))
  }

  close(): void {
    if (this.isClosed) return
    this.isClosed = true
    clearTimeout(this.repeat)
    clearTimeout(this.healing)
    this.pc.onconnectionstatechange = this.pc.onicecandidate = this.pc.ontrack = this.pc.onnegotiationneeded = null
    this.pc.close()
  }

  private async takeOffer(data: MediaSignal): Promise<void> {
    const sdp = sdpOf(data)
    if (!sdp) return
    const clash = collision(this.pc.signalingState !== 'stable', this.options.polite === true)
    this.isIgnoring = clash === 'ignore'
    if (this.isIgnoring) return
    clearTimeout(this.repeat)
    if (data.sid !== undefined) this.sid = data.sid
    await this.pc.setRemoteDescription({ type: 'offer', sdp })
    await this.flush()
    if (this.outgoing) await this.places.fill(this.outgoing, false)
    await this.pc.setLocalDescription()
    this.say('answer')
  }

  private async takeAnswer(data: MediaSignal): Promise<void> {
    const sdp = sdpOf(data)
    if (!sdp || !isAnswerFor(this.sid, data.sid) || this.pc.signalingState !== 'have-local-offer') return
    if (data.sid) this.sid = data.sid
    this.isIgnoring = false
    clearTimeout(this.repeat)
    await this.pc.setRemoteDescription({ type: 'answer', sdp })
    await this.flush()
  }

  private async takeCandidate(data: MediaSignal): Promise<void> {
    const candidate = candidateOf(data)
    if (!candidate || this.isIgnoring || !isAnswerFor(this.sid, data.sid)) return
    this.early.push(candidate)
    if (this.pc.remoteDescription) await this.flush()
  }

  private async flush(): Promise<void> {
    for (const candidate of this.early.splice(0)) await this.pc.addIceCandidate(candidate).catch(() => undefined)
  }

  private say(type: 'offer' | 'answer'): void {
    const sdp = this.pc.localDescription?.sdp
    if (!sdp || this.isClosed) return
    this.options.send({ type, roomType: this.options.kind, ...(this.sid && { sid: this.sid }), payload: { type, sdp } })
    clearTimeout(this.repeat)
    if (type === 'offer') this.repeat = window.setTimeout(() => this.pc.signalingState === 'have-local-offer' && this.say('offer'), REPEAT_AFTER)
  }

  private tellCandidate(candidate: RTCIceCandidate | null): void {
    const { candidate: line, sdpMid, sdpMLineIndex } = candidate ?? { candidate: '', sdpMid: '0', sdpMLineIndex: 0 }
    this.options.send({ type: 'candidate', roomType: this.options.kind, ...(this.sid && { sid: this.sid }), payload: { candidate: { candidate: line, sdpMid, sdpMLineIndex } } })
  }

  private look(): void {
    clearTimeout(this.healing)
    switch (this.pc.connectionState) {
      case 'connected':
        this.watch()
        this.options.state('connected')
        break
      case 'disconnected':
        this.options.state('trouble')
        this.healing = window.setTimeout(() => this.options.broken('weak'), HEALS_WITHIN)
        break
      case 'failed':
        this.options.state('trouble')
        this.options.broken('dead')
        break
    }
  }

  /** The other end says goodbye by closing its transport: nothing heals after that. */
  private watch(): void {
    const transports = [...this.pc.getSenders(), ...this.pc.getReceivers()].map((one) => one.transport)
    for (const transport of [...transports, this.pc.sctp?.transport]) {
      if (!transport || this.watched.has(transport)) continue
      this.watched.add(transport)
      transport.addEventListener('statechange', () => {
        if (transport.state !== 'closed' || this.isClosed) return
        this.options.state('trouble')
        this.options.broken('dead')
      })
    }
  }

  private listen(channel: RTCDataChannel): void {
    this.channels.add(channel)
    channel.onclose = () => this.channels.delete(channel)
    channel.onmessage = ({ data }) => {
      const message = readMessage(data)
      if (message) this.options.said?.(message)
    }
  }

  private next(work: () => Promise<unknown>): void {
    this.work = this.work.then(() => (this.isClosed ? undefined : work())).catch((error) => {
      if (!this.isClosed) console.warn('A peer connection could not do what it was asked to.', error)
    })
  }
}

export function readMessage(data: unknown): MediaSignal | null {
  if (typeof data !== 'string') return null
  try {
    const message: unknown = JSON.parse(data)
    return typeof message === 'object' && message !== null && 'type' in message ? (message as MediaSignal) : null
  } catch {
    return null
  }
}
