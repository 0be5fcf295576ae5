import type { MediaSignal } from './wire'

const MOST = 64

/** What people say of their connections before one knows that they are in the call: it is heard once they are. */
export class Early {
  private readonly said = new Map<string, MediaSignal[]>()

  keep(from: string, data: MediaSignal): void {
    const before = this.said.get(from) ?? []
    if (this.said.size < MOST && before.length < MOST) this.said.set(from, [...before, data])
  }

  /** What those have said who are known by now, in order; it is not kept any longer. */
  take(known: { has(session: string): boolean }): [from: string, data: MediaSignal][] {
    const taken = [...this.said].filter(([from]) => known.has(from))
    for (const [from] of taken) this.said.delete(from)
    return taken.flatMap(([from, all]) => all.map((data): [string, MediaSignal] => [from, data]))
  }
}
