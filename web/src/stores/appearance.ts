import { defineStore } from 'pinia'
import { ref } from 'vue'

export type Theme = 'system' | 'light' | 'dark'

const KEY = 'plenum.theme'

/** Light, dark, or what the system says; kept in this browser and applied before anything is painted (`public/theme.js`). */
export const useAppearance = defineStore('appearance', () => {
  const theme = ref((localStorage.getItem(KEY) as Theme | null) ?? 'system')

  function choose(next: Theme): void {
    theme.value = next
    localStorage.setItem(KEY, next)
    document.documentElement.dataset.theme = next
  }

  return { theme, choose }
})
