import { ref, watch } from 'vue'
import type { useRoom } from '@/room/room'
import { Mesh } from './engine/mesh'
import { ThroughServer } from './engine/server'
import type { Heard, LinkState, MediaPath, MediaSignal, Outgoing, StreamKind, Wish } from './engine/wire'
import type { createPeople } from './people'
import type { createPlayback } from './playback'
import { layerFor } from './stage/gridRules'

const SETTLES_WITHIN = 200
/** So long after others know that one is in the call the server's answer may come. */
const EARLY_FOR = 10_000
const MOST_EARLY = 64
/** What has just gone out of sight comes back often: pages and strips are turned to and fro. */
const STAYS_FOR = 2_000

/** Connects the engine with the room: what is said, who is there, what is seen. */
export function createMedia(room: ReturnType<typeof useRoom>, people: ReturnType<typeof createPeople>, playback: ReturnType<typeof createPlayback>) {
  const { signaling } = room
  const sendingState = ref<LinkState | null>(null)
  const heights = new Map<string, number>()
  const heard: Heard = {
    stream(session, kind, stream) {
      people.setStream(session, kind, stream)
      playback.play(`${session}|${kind}`, stream)
    },
    state: (session, kind, state) => { people.links.set(`${session}|${kind}`, state) },
    said: (session, message) => { for (const listener of listeners) listener(session, message) },
    sending: (_kind, state) => { sendingState.value = state },
  }
  const listeners = new Set<(session: string, message: MediaSignal) => void>()
  let path: MediaPath | null = null
  /** What was said of connections while one's own joining was not answered yet. */
  let early: { from: string; data: MediaSignal; at: number }[] = []
  let settling = 0

  function open(): void {
    path?.close()
    const self = room.sessionId
    const wire = { self, send: (to: string, data: MediaSignal) => signaling.sendTo(to, { to, ...data }) }
    path = signaling.hasMediaServer ? new ThroughServer(wire, heard, signaling.iceServers, signaling.features.has('simulcast')) : new Mesh(wire, heard, signaling.iceServers)
    path.people(people.peers.value)
    for (const { from, data, at } of early) if (performance.now() - at < EARLY_FOR) path.hear(from, data)
    early = []
    wish()
  }

  function close(): void {
    path?.close()
    path = null
    early = []
    sendingState.value = null
    playback.stopAll()
    people.clear()
  }

  function wish(): void {
    const wishes = new Map<string, Wish>()
    for (const [session, height] of heights) wishes.set(session, height > 0 ? layerFor(height, devicePixelRatio) : 'none')
    path?.wish(wishes)
  }

  /** @param height of the picture as it is shown, 0 when it is not seen */
  function show(session: string, height: number): void {
    const before = heights.get(session) ?? 0
    if (before === height) return
    if (height > 0) heights.set(session, height)
    else heights.delete(session)
    clearTimeout(settling)
    settling = window.setTimeout(wish, height === 0 ? STAYS_FOR : SETTLES_WITHIN)
  }

  watch(people.peers, (peers) => path?.people(peers))
  signaling.on('message', ({ from, data }) => {
    if (!path && (data.type === 'offer' || data.type === 'candidate')) early = [...early.slice(1 - MOST_EARLY), { from, data, at: performance.now() }]
    if (!path?.hear(from, data)) for (const listener of listeners) listener(from, data)
  })

  return {
    sendingState,
    open,
    close,
    show,
    publish: (kind: StreamKind, outgoing: Outgoing | null) => path?.publish(kind, outgoing),
    tell: (message: MediaSignal) => path?.tell(message),
    links: () => path?.links() ?? [],
    /** What others say that is not about connections, over whichever way. */
    onTold(listener: (session: string, message: MediaSignal) => void): void {
      listeners.add(listener)
    },
  }
}
