import { defineStore } from 'pinia'
import { ref } from 'vue'

const KEY = 'plenum.firstPassword'

/** Whether this browser's owner came in with the one-time password of a new server, and has kept it. */
export const useFirstPassword = defineStore('firstPassword', () => {
  const isKept = ref(localStorage.getItem(KEY) !== null)

  function remember(): void {
    isKept.value = true
    localStorage.setItem(KEY, '1')
  }

  function forget(): void {
    isKept.value = false
    localStorage.removeItem(KEY)
  }

  return { isKept, remember, forget }
})
