import { ref, watch, type Ref } from 'vue'
import { plenum } from '@/api/ocs'
import type { Door } from '@/api/types'

export function readDoor(token: string): Promise<Door> {
  return plenum.get<Door>(`room/${token}/door`)
}

/** Who invites and how to call in, for those who wait. Strangers are told nothing of it, and their questions count as guesses. */
export function useDoorView(token: () => string, isWaiting: () => boolean): Ref<Door | null> {
  const door = ref<Door | null>(null)
  watch([token, isWaiting], async ([at, waits]) => {
    if (door.value?.token !== at) door.value = null
    if (!waits) return
    const view = await readDoor(at).catch(() => null)
    if (view && at === token()) door.value = view
  }, { immediate: true })
  return door
}
