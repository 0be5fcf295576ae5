import { ref, shallowRef } from 'vue'

export const canCaptureScreens = (): boolean => typeof navigator.mediaDevices?.getDisplayMedia === 'function'

/** One's own screen, chosen in the browser's dialog. */
export function createScreen() {
  const stream = shallowRef<MediaStream | null>(null)
  const isOpening = ref(false)

  /** @returns false when nothing was chosen */
  async function start(): Promise<boolean> {
    isOpening.value = true
    try {
      const captured = await navigator.mediaDevices.getDisplayMedia({ video: { frameRate: { ideal: 15, max: 30 } }, audio: true })
      const picture = captured.getVideoTracks()[0]
      if (!picture) return false
      picture.contentHint = 'detail'
      // The browser has a button of its own that ends it.
      picture.addEventListener('ended', () => { if (stream.value === captured) stop() })
      stream.value = captured
      return true
    } catch (error) {
      if (error instanceof DOMException && (error.name === 'NotAllowedError' || error.name === 'AbortError')) return false
      throw error
    } finally {
      isOpening.value = false
    }
  }

  function stop(): void {
    const captured = stream.value
    stream.value = null
    captured?.getTracks().forEach((track) => track.stop())
  }

  return { stream, isOpening, start, stop }
}
