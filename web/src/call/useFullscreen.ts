import { onScopeDispose, ref } from 'vue'

/** The whole page on the whole screen. */
export function useFullscreen() {
  const isPossible = document.fullscreenEnabled === true
  const isOn = ref(document.fullscreenElement !== null)
  const look = () => { isOn.value = document.fullscreenElement !== null }
  document.addEventListener('fullscreenchange', look)
  onScopeDispose(() => document.removeEventListener('fullscreenchange', look))
  return {
    isPossible,
    isOn,
    toggle: () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()).catch(() => undefined),
  }
}
