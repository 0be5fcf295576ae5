import { offerIs, REPEAT_AFTER, selectionOf } from './callRules'
import { Link } from './link'
import type { LinkState, MediaSignal, Peer, StreamKind, Wish } from './wire'

const RETRY_AFTER = 1_000
/** So often a screen that broke is asked for again before it counts as ended. */
const MOST_RETRIES = 5

interface Says {
  send(data: MediaSignal): void
  track(track: MediaStreamTrack): void
  state(state: LinkState): void
  said(message: MediaSignal): void
  ended(): void
}

/** One stream of one person, through the server: asked for until it is offered, and again when it breaks. */
export class Subscription {
  private link: Link | null = null
  private selected: Wish | undefined
  private wish: Wish = 'none'
  private timer = 0
  private retries = 0
  private isAsking = false
  private hasFlowed = false

  constructor(readonly session: string, readonly kind: StreamKind, private readonly iceServers: RTCIceServer[], private readonly says: Says) {}

  get pc(): RTCPeerConnection | null {
    return this.link?.pc ?? null
  }

  need(peer: Peer, wish: Wish): void {
    this.wish = wish
    if (!this.link) {
      if (!this.isAsking) this.ask()
    } else if (this.link.isConnected) {
      this.select()
      // What was switched on later is a further part of the same stream.
      const isPartial = (wish !== 'none' && peer.sendsVideo && !this.has('video')) || (peer.sendsAudio && !this.has('audio'))
      if (isPartial && !this.isAsking) this.ask(this.link.sid)
    }
  }

  offer(data: MediaSignal): void {
    clearTimeout(this.timer)
    this.isAsking = false
    if (!this.link || offerIs(this.link.sid, data.sid) === 'new') this.replace(data.sid)
    this.link!.take(data)
  }

  take(data: MediaSignal): void {
    this.link?.take(data)
  }

  close(): void {
    clearTimeout(this.timer)
    this.link?.close()
    this.link = null
  }

  private ask(sid?: string): void {
    this.isAsking = true
    this.says.state(this.hasFlowed ? 'trouble' : 'connecting')
    this.says.send({ type: 'requestoffer', roomType: this.kind, ...(sid && { sid }) })
    clearTimeout(this.timer)
    this.timer = window.setTimeout(() => this.isHopeless() || this.ask(sid), REPEAT_AFTER)
  }

  private has(kind: 'audio' | 'video'): boolean {
    return this.link?.pc.getReceivers().some((one) => one.track.kind === kind) === true
  }

  /** A camera is asked for as long as its owner is in the call; a screen may just have ended. */
  private isHopeless(): boolean {
    if (this.kind !== 'screen' || this.retries++ < MOST_RETRIES) return false
    this.says.ended()
    return true
  }

  private replace(sid: string | undefined): void {
    this.link?.close()
    this.selected = undefined
    const link = new Link({
      kind: this.kind, sid, polite: true, iceServers: this.iceServers,
      send: (data) => this.says.send(data),
      track: (track) => this.says.track(track),
      said: (message) => this.says.said(message),
      state: (state) => {
        this.says.state(state)
        if (state !== 'connected') return
        this.retries = 0
        this.hasFlowed = true
        this.select()
      },
      broken: () => this.link === link && this.again(),
    })
    this.link = link
  }

  private again(): void {
    this.link?.close()
    this.link = null
    if (this.isHopeless()) return
    this.isAsking = true
    clearTimeout(this.timer)
    this.timer = window.setTimeout(() => this.ask(), RETRY_AFTER)
  }

  private select(): void {
    if (this.kind === 'screen') return
    const selection = selectionOf(this.selected, this.wish)
    this.selected = this.wish
    if (selection) this.says.send({ type: 'selectStream', roomType: this.kind, payload: selection })
  }
}
