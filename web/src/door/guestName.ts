import { ref, watch, type Ref } from 'vue'
import { useSession } from '@/stores/session'

const KEY = 'plenum.guestName'
const name = ref(localStorage.getItem(KEY) ?? '')
watch(name, (next) => localStorage.setItem(KEY, next.trim()))

/** What a guest calls itself; this browser remembers it for the next conversation, and so does the server for a while. */
export function useGuestName(): Ref<string> {
  const session = useSession()
  watch(() => session.guest, (guest) => { name.value ||= guest?.displayName ?? '' }, { immediate: true })
  return name
}
