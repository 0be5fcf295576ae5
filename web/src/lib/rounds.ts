import { onScopeDispose } from 'vue'

/**
 * Does something at once and then again and again while the page is looked at; at once when somebody comes back to
 * it or to the network. Never twice at a time. Ends with the component.
 */
export function useRounds(work: () => Promise<void>, interval: number): void {
  let timer = 0
  let isBusy = false
  let isOver = false

  async function round(): Promise<void> {
    clearTimeout(timer)
    if (isBusy || isOver) return
    isBusy = true
    try {
      await work()
    } finally {
      isBusy = false
      if (!isOver && document.visibilityState === 'visible') timer = window.setTimeout(round, interval)
    }
  }

  function look(): void {
    if (document.visibilityState === 'visible') void round()
    else clearTimeout(timer)
  }

  document.addEventListener('visibilitychange', look)
  window.addEventListener('focus', look)
  window.addEventListener('online', look)
  void round()
  onScopeDispose(() => {
    isOver = true
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', look)
    window.removeEventListener('focus', look)
    window.removeEventListener('online', look)
  })
}
