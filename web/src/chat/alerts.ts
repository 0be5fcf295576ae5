import { defineStore } from 'pinia'
import { ref } from 'vue'

const KEY = 'plenum.chat.sound'
const LASTS = 0.35

/** Calls somebody who looks elsewhere: a soft sound, and a notification where those were allowed before. */
export const useAlerts = defineStore('chat-alerts', () => {
  const isOn = ref(localStorage.getItem(KEY) !== 'off')

  function toggle(): void {
    isOn.value = !isOn.value
    localStorage.setItem(KEY, isOn.value ? 'on' : 'off')
    if (isOn.value) void play()
  }

  function alert(title: string, text: string): void {
    if (isOn.value) void play()
    if (!('Notification' in window) || Notification.permission !== 'granted') return
    try {
      const notification = new Notification(title, { body: text, tag: 'plenum.chat', silent: true })
      notification.onclick = () => {
        window.focus()
        notification.close()
      }
    } catch {
      // Some phones show notifications of service workers only.
    }
  }

  return { isOn, toggle, alert }
})

/** Two soft tones. Without a click on the page before, browsers keep silent. */
async function play(): Promise<void> {
  try {
    const audio = new AudioContext()
    if (audio.state === 'suspended') return void audio.close()
    const volume = audio.createGain()
    volume.gain.setValueAtTime(0.08, audio.currentTime)
    volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + LASTS)
    volume.connect(audio.destination)
    for (const [index, frequency] of [659, 880].entries()) {
      const tone = audio.createOscillator()
      tone.frequency.value = frequency
      tone.connect(volume)
      tone.start(audio.currentTime + index * 0.1)
      tone.stop(audio.currentTime + LASTS)
    }
    await new Promise((resolve) => setTimeout(resolve, 1000 * LASTS))
    await audio.close()
  } catch {
    // No sound is no error.
  }
}
