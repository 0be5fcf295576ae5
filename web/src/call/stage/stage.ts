import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import { useCall } from '../call'
import { keyOf, stageOf, viewFor, type TileKey, type View } from './stageRules'

const KEY = 'plenum.view'

/** How one looks at the call. */
export const useStage = defineStore('stage', () => {
  const call = useCall()
  const chosen = ref<View>(localStorage.getItem(KEY) === 'speaker' ? 'speaker' : 'grid')
  const pinned = ref<string | null>(null)
  /** One went back to the grid although a screen is shown. */
  const isDismissed = ref(false)

  const screens = computed(() => call.people.filter((person) => person.hasScreen).length)
  const view = computed(() => viewFor(chosen.value, screens.value, isDismissed.value))
  // Only what changes the stage counts: a speaker matters where one is shown large.
  const speaker = computed(() => (view.value === 'speaker' && screens.value === 0 && !pinned.value ? call.speaker : null))
  const stage = computed(() => stageOf({ people: call.people, view: view.value, pinned: pinned.value, speaker: speaker.value }))

  watch(screens, (count) => { if (count === 0) isDismissed.value = false })
  watch(() => call.people.flatMap((person) => [`${person.session}|video`, ...(person.hasScreen ? [`${person.session}|screen`] : [])]), (keys) => {
    if (pinned.value && !keys.includes(pinned.value)) pinned.value = null
  })

  function choose(next: View): void {
    pinned.value = null
    isDismissed.value = next === 'grid' && screens.value > 0
    if (screens.value > 0) return
    chosen.value = next
    localStorage.setItem(KEY, next)
  }

  return {
    view: computed(() => (stage.value.focus ? 'speaker' : 'grid') as View),
    stage,
    pinned: computed(() => pinned.value),
    choose,
    pin: (tile: TileKey) => { pinned.value = pinned.value === keyOf(tile) ? null : keyOf(tile) },
  }
})
