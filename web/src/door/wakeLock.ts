import { onScopeDispose } from 'vue'

/** Keeps the screen awake while the component is there, where the browser can. The browser lets go in hidden tabs; it is asked again. */
export function useWakeLock(): void {
  let lock: WakeLockSentinel | null = null
  let isOver = false

  async function hold(): Promise<void> {
    if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return
    try {
      lock = await navigator.wakeLock.request('screen')
      if (isOver) await lock.release()
    } catch {
      // A low battery or a rule of the browser: the screen may go dark, nothing else changes.
    }
  }

  void hold()
  document.addEventListener('visibilitychange', hold)
  onScopeDispose(() => {
    isOver = true
    document.removeEventListener('visibilitychange', hold)
    void lock?.release()
  })
}
