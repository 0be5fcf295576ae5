import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { isSoundUnlocked, playChime, unlockSound } from './chime'

const SOUND = 'plenum.door.sound'
const NOTICE = 'plenum.door.notice'

/** How somebody who waits hears that the door is open: a sound, and a notification while the tab is hidden. Kept in this browser. */
export const useDoorbell = defineStore('doorbell', () => {
  const sound = ref(localStorage.getItem(SOUND) !== 'off')
  const isUnlocked = ref(isSoundUnlocked())
  const permission = ref<NotificationPermission | 'none'>(permissionNow())
  const wantsNotice = ref(localStorage.getItem(NOTICE) !== 'off')

  /** The first click or key after a reload unlocks the sound. */
  async function unlock(): Promise<void> {
    if (!isUnlocked.value) isUnlocked.value = await unlockSound()
  }

  async function switchSound(on: boolean): Promise<void> {
    sound.value = on
    localStorage.setItem(SOUND, on ? 'on' : 'off')
    await unlock()
    if (on) playChime()
  }

  /** Asks the browser, if it has not been asked yet. Only ever called by a click. */
  async function switchNotice(on: boolean): Promise<void> {
    if (on && permission.value === 'default') permission.value = await Notification.requestPermission()
    wantsNotice.value = on && permission.value === 'granted'
    localStorage.setItem(NOTICE, wantsNotice.value ? 'on' : 'off')
  }

  function ring(title: string, body: string, tag: string): void {
    if (sound.value) playChime()
    if (document.visibilityState === 'visible' || !wantsNotice.value || permission.value !== 'granted') return
    try {
      const notice = new Notification(title, { body, tag, icon: '/img/logo.svg' })
      notice.onclick = () => {
        window.focus()
        notice.close()
      }
    } catch {
      // Browsers on phones show none from a page; the sound and the title are left.
      permission.value = 'none'
    }
  }

  return { sound, isUnlocked, permission, hasNotice: computed(() => wantsNotice.value && permission.value === 'granted'), unlock, switchSound, switchNotice, ring }
})

/** Browsers of Android know the class and refuse to make one. */
function permissionNow(): NotificationPermission | 'none' {
  return 'Notification' in window && !/android/iu.test(navigator.userAgent) ? Notification.permission : 'none'
}
