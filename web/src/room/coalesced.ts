/** Work that many want at once: done at once when it has rested, else once for all who asked meanwhile. */
export class Coalesced {
  private running: Promise<void> | null = null
  private next: Promise<void> | null = null
  private doneAt = -Infinity

  /** @param gap milliseconds of rest between two times */
  constructor(private readonly work: () => Promise<void>, private readonly gap: () => number) {}

  /** Resolves after work that began after this call. */
  run(): Promise<void> {
    this.next ??= this.wait().then(() => {
      this.next = null
      this.running = this.work().finally(() => {
        this.running = null
        this.doneAt = performance.now()
      })
      return this.running
    })
    return this.next
  }

  private async wait(): Promise<void> {
    await this.running?.catch(() => undefined)
    const rest = this.doneAt + this.gap() - performance.now()
    if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest))
  }
}
