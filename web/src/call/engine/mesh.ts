import { CALL_ANYWAY_AFTER, isCaller, kindOf, meshBitrate, REPLACED_AFTER } from './callRules'
import { Early } from './early'
import { Link } from './link'
import { Streams } from './streams'
import { NOTHING, type Heard, type LinkView, type MediaPath, type MediaSignal, type Outgoing, type Peer, type Wire } from './wire'

/** Everybody reaches everybody directly: a connection for cameras and microphones with each, another one for each screen. */
export class Mesh implements MediaPath {
  private readonly cameras = new Map<string, Link>()
  /** Screens that one shows, and screens that one sees. */
  private readonly shown = new Map<string, Link>()
  private readonly seen = new Map<string, Link>()
  private readonly timers = new Map<string, number>()
  private readonly streams: Streams
  /** Said by those of whom one has not heard that they are in the call: nobody else is shown one's camera. */
  private readonly early = new Early()
  private peers = new Map<string, Peer>()
  private camera: Outgoing = NOTHING
  private screen: Outgoing | null = null
  private isClosed = false

  constructor(private readonly wire: Wire, private readonly heard: Heard, private readonly iceServers: RTCIceServer[]) {
    this.streams = new Streams(heard)
  }

  publish(kind: 'video' | 'screen', outgoing: Outgoing | null): void {
    if (kind === 'video') {
      this.camera = outgoing ?? NOTHING
      for (const link of this.cameras.values()) link.put(this.camera)
      this.arrange()
      return
    }
    const before = this.screen
    this.screen = outgoing
    if (!outgoing) {
      for (const session of [...this.shown.keys()]) this.end(this.shown, session)
      if (before) for (const session of this.peers.keys()) this.wire.send(session, { type: 'unshareScreen', roomType: 'screen' })
    } else {
      for (const link of this.shown.values()) link.put(outgoing)
      this.arrange()
    }
  }

  people(peers: readonly Peer[]): void {
    this.peers = new Map(peers.map((peer) => [peer.session, peer]))
    for (const session of [...this.cameras.keys()]) if (!this.peers.has(session)) this.forget(session)
    for (const session of [...this.shown.keys(), ...this.seen.keys()]) if (!this.peers.has(session)) this.forget(session)
    for (const [session, data] of this.early.take(this.peers)) this.hear(session, data)
    this.arrange()
  }

  /** Who is not seen sends all the same: in a circle as small as this every picture is on the screen. */
  wish(): void {}

  hear(from: string, data: MediaSignal): boolean {
    if (data.type === 'unshareScreen') {
      this.end(this.seen, from)
      this.streams.drop(from, 'screen')
      return true
    }
    if (data.type !== 'offer' && data.type !== 'answer' && data.type !== 'candidate') return false
    if (!this.peers.has(from)) this.early.keep(from, data)
    else if (kindOf(data) === 'screen') this.hearScreen(from, data)
    else this.hearCamera(from, data)
    return true
  }

  tell(message: MediaSignal): void {
    for (const link of this.cameras.values()) link.tell(message)
  }

  links(): LinkView[] {
    const views = (links: Map<string, Link>, kind: LinkView['kind'], direction: LinkView['direction']) => [...links].map(([session, { pc }]) => ({ session, kind, direction, pc }))
    return [...views(this.cameras, 'video', 'both'), ...views(this.shown, 'screen', 'out'), ...views(this.seen, 'screen', 'in')]
  }

  close(): void {
    this.isClosed = true
    for (const timer of this.timers.values()) clearTimeout(timer)
    for (const links of [this.cameras, this.shown, this.seen]) for (const link of links.values()) link.close()
    this.streams.clear()
  }

  /** Connects those who have something to send to each other. */
  private arrange(): void {
    if (this.isClosed) return
    const sends = this.camera.audio !== null || this.camera.video !== null
    for (const [session, peer] of this.peers) {
      if (!this.cameras.has(session) && !this.timers.has(session) && (sends || peer.sendsAudio || peer.sendsVideo)) {
        if (isCaller(this.wire.self, session)) this.call(session)
        else this.after(session, CALL_ANYWAY_AFTER, () => this.cameras.has(session) || this.call(session))
      }
      if (this.screen && !this.shown.has(session)) this.show(session, this.screen)
    }
    const { maxBitrate, scaleResolutionDownBy } = meshBitrate(this.peers.size)
    for (const link of this.cameras.values()) link.limit(maxBitrate, scaleResolutionDownBy)
  }

  private call(session: string): void {
    this.connect(session, newSid(), 'always').put(this.camera)
  }

  private connect(session: string, sid: string | undefined, offers: 'always' | 'later'): Link {
    this.cameras.get(session)?.close()
    const link = new Link({
      kind: 'video', sid, offers, receives: true, polite: !isCaller(this.wire.self, session), iceServers: this.iceServers,
      send: (data) => this.wire.send(session, data),
      track: (track) => this.streams.add(session, 'video', track),
      state: (state) => {
        if (state === 'connected') this.settle(session)
        this.heard.state(session, 'video', state)
      },
      said: (message) => this.heard.said(session, message),
      broken: () => this.mend(session, link),
    })
    this.cameras.set(session, link)
    this.heard.state(session, 'video', 'connecting')
    return link
  }

  private hearCamera(from: string, data: MediaSignal): void {
    let link = this.cameras.get(from)
    if (data.type === 'offer') {
      this.settle(from)
      // Another connection of the same person replaces the one that there was; one that nobody has answered yet gives way or not by itself.
      if (!link || (link.isAnswered && link.sid !== data.sid)) {
        link = this.connect(from, data.sid, 'later')
        link.put(this.camera)
      }
    }
    link?.take(data)
  }

  private show(session: string, screen: Outgoing): void {
    const link = new Link({
      kind: 'screen', sid: newSid(), offers: 'always', iceServers: this.iceServers,
      send: (data) => this.wire.send(session, data),
      state: (state) => this.heard.sending('screen', state),
      broken: () => {
        this.end(this.shown, session)
        this.arrange()
      },
    })
    this.shown.set(session, link)
    link.put(screen)
  }

  private hearScreen(from: string, data: MediaSignal): void {
    const own = this.shown.get(from)
    if (data.type === 'answer' || (data.type === 'candidate' && own?.sid === data.sid)) {
      own?.take(data)
      return
    }
    let link = this.seen.get(from)
    if (data.type === 'offer' && (!link || link.sid !== data.sid)) {
      link?.close()
      link = new Link({
        kind: 'screen', sid: data.sid, polite: true, iceServers: this.iceServers,
        send: (answer) => this.wire.send(from, answer),
        track: (track) => this.streams.add(from, 'screen', track),
        state: (state) => this.heard.state(from, 'screen', state),
        broken: () => undefined,
      })
      this.seen.set(from, link)
    }
    link?.take(data)
  }

  /** Looks for another way; who has called makes a new connection when there is none. */
  private mend(session: string, link: Link): void {
    if (this.cameras.get(session) !== link || !this.peers.has(session)) return
    const calls = isCaller(this.wire.self, session)
    if (calls) link.restart()
    this.after(session, calls ? REPLACED_AFTER : REPLACED_AFTER + CALL_ANYWAY_AFTER, () => {
      if (this.cameras.get(session) === link && !link.isConnected) this.call(session)
    })
  }

  private after(session: string, delay: number, work: () => unknown): void {
    this.settle(session)
    this.timers.set(session, window.setTimeout(() => {
      this.timers.delete(session)
      if (this.peers.has(session)) work()
    }, delay))
  }

  private settle(session: string): void {
    clearTimeout(this.timers.get(session))
    this.timers.delete(session)
  }

  private end(links: Map<string, Link>, session: string): void {
    links.get(session)?.close()
    links.delete(session)
  }

  private forget(session: string): void {
    this.settle(session)
    for (const links of [this.cameras, this.shown, this.seen]) this.end(links, session)
    this.streams.drop(session, 'video')
    this.streams.drop(session, 'screen')
  }
}

function newSid(): string {
  return crypto.getRandomValues(new Uint32Array(2)).join('')
}
