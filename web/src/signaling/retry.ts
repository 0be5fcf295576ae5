import { delayBefore } from './backoffRules'

/** Tries again later, each time later; at once when there is a reason to believe that it works now. */
export class Retry {
  private timer: ReturnType<typeof setTimeout> | undefined
  private attempt = 0
  private lastTry = -Infinity

  constructor(private readonly work: () => void, private readonly chance: () => number) {}

  /** @param atLeast the number of the attempt to wait as if for: a busy server is left alone for longer */
  later(atLeast = 0): void {
    clearTimeout(this.timer)
    this.attempt = Math.max(this.attempt, atLeast)
    this.timer = setTimeout(() => this.now(), delayBefore(this.attempt++, this.chance()))
  }

  get isWaiting(): boolean {
    return this.timer !== undefined
  }

  /** Does not wait any longer, unless it has just been tried. */
  nudge(): void {
    if (this.isWaiting && performance.now() - this.lastTry > 1_000) this.now()
  }

  succeeded(): void {
    this.stop()
    this.attempt = 0
  }

  stop(): void {
    clearTimeout(this.timer)
    this.timer = undefined
  }

  private now(): void {
    this.stop()
    this.lastTry = performance.now()
    this.work()
  }
}
