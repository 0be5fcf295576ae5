import { ref, watch, type Ref } from 'vue'
import { plenum } from '@/api/ocs'

/** What somebody at the door may know. */
export interface DoorView {
  token: string
  name: string
  description: string
  hosts: string[]
  lobbyState: number
  /** Unix seconds. */
  opensAt: number | null
  hasPassword: boolean
  /** The number to call and one's own PIN, where dial-in is on. */
  dialIn: { info: string; pin: string } | null
}

export function readDoor(token: string): Promise<DoorView> {
  return plenum.get<DoorView>(`room/${token}/door`)
}

/** Asks again whenever one of `reasons` changes: what a stranger may know and what somebody who belongs to it differ. */
export function useDoorView(token: () => string, reasons: () => unknown): Ref<DoorView | null> {
  const door = ref<DoorView | null>(null)
  let asked = 0
  watch(
    [token, reasons],
    async () => {
      const turn = ++asked
      const view = await readDoor(token()).catch(() => null)
      if (turn === asked && (view || door.value?.token !== token())) door.value = view
    },
    { immediate: true },
  )
  return door
}
