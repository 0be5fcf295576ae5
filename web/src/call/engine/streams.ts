import type { Heard, StreamKind } from './wire'

/** What arrives of each person, one sound and one picture of a kind. */
export class Streams {
  private readonly streams = new Map<string, MediaStream>()

  constructor(private readonly heard: Pick<Heard, 'stream'>) {}

  add(session: string, kind: StreamKind, track: MediaStreamTrack): void {
    const key = `${session}|${kind}`
    const kept = this.streams.get(key)?.getTracks().filter((one) => one.kind !== track.kind && one.readyState === 'live') ?? []
    // Another object, so that whoever shows it sees that it has changed.
    const stream = new MediaStream([...kept, track])
    this.streams.set(key, stream)
    this.heard.stream(session, kind, stream)
  }

  drop(session: string, kind: StreamKind): void {
    if (this.streams.delete(`${session}|${kind}`)) this.heard.stream(session, kind, null)
  }

  clear(): void {
    for (const key of [...this.streams.keys()]) {
      const end = key.lastIndexOf('|')
      this.drop(key.slice(0, end), key.slice(end + 1) as StreamKind)
    }
  }
}
