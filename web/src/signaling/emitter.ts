/** Tells whoever listens. One listener that fails keeps nobody else from hearing. */
export class Emitter<Events extends object> {
  private readonly listeners = new Map<keyof Events, Set<(event: never) => void>>()

  /** @returns stops listening */
  on<K extends keyof Events>(name: K, listener: (event: Events[K]) => void): () => void {
    const those = this.listeners.get(name) ?? new Set()
    this.listeners.set(name, those.add(listener))
    return () => void those.delete(listener)
  }

  emit<K extends keyof Events>(name: K, event: Events[K]): void {
    for (const listener of [...(this.listeners.get(name) ?? [])]) {
      try {
        (listener as (event: Events[K]) => void)(event)
      } catch (error) {
        reportError(error)
      }
    }
  }

  clear(): void {
    this.listeners.clear()
  }
}
