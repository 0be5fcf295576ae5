import { ref } from 'vue'
import { attempt } from '@/lib/errors'
import { useRoom } from '@/room/room'

const isGoing = ref(false)

/** Going to another room of the meeting by one's own wish; one at a time. */
export function useVisit() {
  const room = useRoom()

  async function visit(token: string): Promise<boolean> {
    if (isGoing.value) return false
    isGoing.value = true
    try {
      return await attempt(() => room.goTo(token), { 404: 'breakout.move.gone', 412: 'breakout.move.closed' })
    } finally {
      isGoing.value = false
    }
  }

  return { isGoing, visit }
}
