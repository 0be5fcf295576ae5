import { HEALS_WITHIN, kindOf, LAYERS } from './callRules'
import { Early } from './early'
import { Link } from './link'
import { Streams } from './streams'
import { Subscription } from './subscription'
import type { Heard, LinkView, MediaPath, MediaSignal, Outgoing, Peer, StreamKind, Wire, Wish } from './wire'

const RETRY_AFTER = 1_000
/** While so few send, everybody who has been heard stays connected: the first word after a pause is not lost. */
const KEPT = 25

/** Everybody sends once, to the server, and asks the server for what others send. */
export class ThroughServer implements MediaPath {
  private readonly own = new Map<StreamKind, { link: Link; outgoing: Outgoing }>()
  private readonly subscriptions = new Map<string, Subscription>()
  private readonly early = new Early()
  private readonly streams: Streams
  private peers = new Map<string, Peer>()
  private wishes: ReadonlyMap<string, Wish> = new Map()
  private isClosed = false

  constructor(private readonly wire: Wire, private readonly heard: Heard, private readonly iceServers: RTCIceServer[], private readonly hasLayers: boolean) {
    this.streams = new Streams(heard)
  }

  publish(kind: StreamKind, outgoing: Outgoing | null): void {
    const known = this.own.get(kind)
    if (!outgoing || (!outgoing.mayAudio && !outgoing.mayVideo)) {
      this.unpublish(kind)
      return
    }
    if (!known) {
      // Nobody has to hold a connection for those who only listen.
      if (outgoing.audio || outgoing.video) this.offer(kind, outgoing)
      return
    }
    // What one may not send any more was closed by the server.
    const isLess = (known.outgoing.mayAudio && !outgoing.mayAudio) || (known.outgoing.mayVideo && !outgoing.mayVideo)
    if (isLess) this.offer(kind, outgoing)
    else {
      known.outgoing = outgoing
      known.link.put(outgoing)
    }
  }

  people(peers: readonly Peer[]): void {
    const before = this.peers
    this.peers = new Map(peers.map((peer) => [peer.session, peer]))
    // Who comes later cannot know of a screen.
    if (this.own.has('screen')) for (const session of this.peers.keys()) if (!before.has(session)) this.wire.send(session, { type: 'sendoffer', roomType: 'screen' })
    for (const [session, data] of this.early.take(this.peers)) this.hear(session, data)
    this.arrange()
  }

  wish(wishes: ReadonlyMap<string, Wish>): void {
    this.wishes = wishes
    this.arrange()
  }

  hear(from: string, data: MediaSignal): boolean {
    if (data.type === 'unshareScreen') {
      this.end(from, 'screen')
      return true
    }
    if (data.type !== 'offer' && data.type !== 'answer' && data.type !== 'candidate') return false
    const kind = kindOf(data)
    if (from === this.wire.self) this.own.get(kind)?.link.take(data)
    // Who shares a screen is quick: it offers it as soon as one is in the call, and offers it once.
    else if (!this.peers.has(from)) this.early.keep(from, data)
    else if (data.type === 'offer') this.subscription(from, kind).offer(data)
    else this.subscriptions.get(`${from}|${kind}`)?.take(data)
    return true
  }

  tell(message: MediaSignal): void {
    this.own.get('video')?.link.tell(message)
  }

  links(): LinkView[] {
    const own = [...this.own].map(([kind, { link }]): LinkView => ({ session: this.wire.self, kind, direction: 'out', pc: link.pc }))
    const others = [...this.subscriptions.values()].flatMap(({ session, kind, pc }): LinkView[] => (pc ? [{ session, kind, direction: 'in', pc }] : []))
    return [...own, ...others]
  }

  close(): void {
    this.isClosed = true
    for (const { link } of this.own.values()) link.close()
    for (const subscription of this.subscriptions.values()) subscription.close()
    this.own.clear()
    this.streams.clear()
  }

  private offer(kind: StreamKind, outgoing: Outgoing): void {
    this.own.get(kind)?.link.close()
    const link = new Link({
      kind, offers: 'always', iceServers: this.iceServers, layers: kind === 'video' && this.hasLayers ? LAYERS : undefined,
      send: (data) => this.wire.send(this.wire.self, data),
      state: (state) => {
        this.heard.sending(kind, state)
        if (state === 'connected' && kind === 'screen') for (const session of this.peers.keys()) this.wire.send(session, { type: 'sendoffer', roomType: 'screen' })
      },
      broken: (how) => {
        if (this.own.get(kind)?.link !== link) return
        // Another way through the network may do; where the engine itself is gone only another connection does.
        if (how === 'weak') link.restart()
        window.setTimeout(() => this.replace(kind, link), how === 'weak' ? HEALS_WITHIN : RETRY_AFTER)
      },
    })
    this.own.set(kind, { link, outgoing })
    this.heard.sending(kind, 'connecting')
    link.put(outgoing)
  }

  private replace(kind: StreamKind, link: Link): void {
    const known = this.own.get(kind)
    if (known?.link === link && !link.isConnected && !this.isClosed) this.offer(kind, known.outgoing)
  }

  private unpublish(kind: StreamKind): void {
    const known = this.own.get(kind)
    if (!known) return
    this.own.delete(kind)
    known.link.close()
    if (kind !== 'screen') return
    this.wire.send(this.wire.self, { type: 'unshareScreen', roomType: 'screen' })
    for (const session of this.peers.keys()) this.wire.send(session, { type: 'unshareScreen', roomType: 'screen' })
  }

  /** Asks for what is missing, lets go of what nobody needs. */
  private arrange(): void {
    if (this.isClosed) return
    for (const { session, kind } of [...this.subscriptions.values()]) if (!this.peers.has(session)) this.end(session, kind)
    const keepsAll = this.subscriptions.size <= KEPT
    for (const [session, peer] of this.peers) {
      const wish = peer.sendsVideo ? (this.wishes.get(session) ?? 'none') : 'none'
      const isNeeded = peer.sendsAudio || wish !== 'none'
      const known = this.subscriptions.get(`${session}|video`)
      if (isNeeded) (known ?? this.subscription(session, 'video')).need(peer, wish)
      else if (known && keepsAll) known.need(peer, wish)
      else if (known) this.end(session, 'video')
    }
  }

  private subscription(session: string, kind: StreamKind): Subscription {
    const key = `${session}|${kind}`
    const known = this.subscriptions.get(key)
    if (known) return known
    const made = new Subscription(session, kind, this.iceServers, {
      send: (data) => this.wire.send(session, data),
      track: (track) => this.streams.add(session, kind, track),
      state: (state) => this.heard.state(session, kind, state),
      said: (message) => this.heard.said(session, message),
      ended: () => this.end(session, kind),
    })
    this.subscriptions.set(key, made)
    return made
  }

  private end(session: string, kind: StreamKind): void {
    const key = `${session}|${kind}`
    this.subscriptions.get(key)?.close()
    this.subscriptions.delete(key)
    this.streams.drop(session, kind)
  }
}
