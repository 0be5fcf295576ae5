import { computed, ref } from 'vue'
import { talk } from '@/api/ocs'
import { useRoom } from './room'

export function useCallState() {
  const room = useRoom()
  const isJoining = ref(false)
  return {
    isIn: computed(() => (room.sessions.get(room.sessionId)?.inCall ?? 0) > 0),
    isJoining,
    join: () => talk.post(`v4/call/${room.token}`, { flags: 7 }),
    toggleMicrophone: () => undefined,
    toggleCamera: () => undefined,
  }
}
