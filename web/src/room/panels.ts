import { defineStore } from 'pinia'
import { computed, reactive, ref } from 'vue'

export type Panel = 'chat' | 'people' | 'rooms'

/** What stands beside the stage. Closed panels live on. */
export const usePanels = defineStore('panels', () => {
  const current = ref<Panel | null>(null)
  /** A panel may ask for the place of the stage as well: the board does. */
  const isWide = ref(false)
  /** The stage is there; without a call the chat has its place. */
  const hasStage = ref(false)
  /** What is new behind each tab. */
  const counts = reactive<Record<Panel, number>>({ chat: 0, people: 0, rooms: 0 })

  function show(panel: Panel | null): void {
    if (panel !== current.value) isWide.value = false
    current.value = panel
  }

  return {
    current: computed(() => current.value),
    isWide,
    hasStage,
    counts,
    show,
    toggle: (panel: Panel) => show(current.value === panel ? null : panel),
    isSeen: (panel: Panel) => current.value === panel || (panel === 'chat' && !hasStage.value),
  }
})
