/** A server of a test: it answers what the test says, frame by frame. */
import { vi } from 'vitest'
import type { SignalingSettings } from '@/api/types'
import { Emitter } from './emitter'
import { SocketTransport, type Surroundings } from './socketTransport'
import type { SignalingEvents } from './types'

type Json = Record<string, unknown>

export class FakeSocket {
  readyState: number = WebSocket.CONNECTING
  sent: Json[] = []
  onopen: (() => void) | null = null
  onmessage: ((event: { data: unknown }) => void) | null = null
  onclose: (() => void) | null = null

  constructor(readonly url: string) {}

  send(text: string): void {
    this.sent.push(JSON.parse(text))
  }

  close(): void {
    this.readyState = WebSocket.CLOSED
  }

  // What the server does:
  opens(): void {
    this.readyState = WebSocket.OPEN
    this.onopen?.()
  }

  says(frame: Json | string | ArrayBuffer): void {
    this.onmessage?.({ data: typeof frame === 'string' || frame instanceof ArrayBuffer ? frame : JSON.stringify(frame) })
  }

  breaks(): void {
    this.readyState = WebSocket.CLOSED
    this.onclose?.()
  }

  welcomes(...features: string[]): void {
    this.says({ type: 'welcome', welcome: { version: '1', features: ['hello-v2', ...features] } })
  }

  /** Somebody who has knocked. */
  takes(): void {
    this.opens()
    this.welcomes()
  }

  /** Answers the last frame that was sent. */
  answers(type: string, body: Json): void {
    this.says({ id: this.last.id, type, [type]: body })
  }

  refuses(code: string, details?: Json): void {
    this.answers('error', { code, message: '', details })
  }

  greets(sessionid = 'P1', resumeid = 'R1'): void {
    this.answers('hello', { version: '1.0', sessionid, resumeid, userid: '', server: { version: '1', features: ['mcu'] } })
  }

  seats(roomid: string): void {
    this.answers('room', { roomid, properties: { name: 'Webinar', 'lobby-state': 0 } })
  }

  get last(): Json {
    return this.sent.at(-1)!
  }
}

export function settingsOf(number = 1, extra: Partial<SignalingSettings> = {}): SignalingSettings {
  return {
    signalingMode: 'external',
    userId: null,
    hideWarning: true,
    server: 'http://host/standalone-signaling/',
    ticket: `ticket${number}`,
    helloAuthParams: { '1.0': { userid: '', ticket: `ticket${number}` }, '2.0': { token: `token${number}` } },
    federation: null,
    stunservers: [],
    turnservers: [],
    sipDialinInfo: '',
    ...extra,
  } as SignalingSettings
}

/** A client that has just been made, what it hears, and its sockets one after the other. */
export function client(extra: Partial<Surroundings> = {}) {
  const sockets: FakeSocket[] = []
  const heard: [keyof SignalingEvents, unknown][] = []
  const emitter = new Emitter<SignalingEvents>()
  let asked = 1
  const around: Surroundings = {
    emit: (name, event) => { heard.push([name, event]); emitter.emit(name, event) },
    settings: vi.fn(async () => settingsOf(++asked)),
    changeMode: vi.fn(),
    createSocket: (url) => {
      const socket = new FakeSocket(url)
      sockets.push(socket)
      return socket as unknown as WebSocket
    },
    backend: 'http://host/backend',
    isOnline: () => true,
    // No chance: delays are exactly 1, 2, 4, … seconds.
    chance: () => 0.5,
    ...extra,
  }
  const transport = new SocketTransport(settingsOf(), around)
  return {
    transport,
    around,
    sockets,
    heard,
    get socket() { return sockets.at(-1)! },
    names: () => heard.map(([name]) => name),
    of: <K extends keyof SignalingEvents>(name: K) => heard.filter(([one]) => one === name).map(([, event]) => event as SignalingEvents[K]),
  }
}

/** One whom the server has welcomed: it says hello. @param token of the room it has come for */
export async function welcomed(token?: string, extra?: Partial<Surroundings>) {
  const one = client(extra)
  await vi.advanceTimersByTimeAsync(0)
  if (token) one.transport.join({ token, roomSessionId: `S-${token}` })
  one.socket.takes()
  return one
}

/** One that is in `room1`, and has heard nothing there. */
export async function inside(extra?: Partial<Surroundings>) {
  const one = await welcomed('room1', extra)
  one.socket.greets()
  one.socket.seats('room1')
  one.heard.length = 0
  return one
}
