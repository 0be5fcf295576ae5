import { onScopeDispose, ref, type Ref } from 'vue'

/** Whether the window is so narrow that panels cover the stage. The same width stands in RoomFrame's styles. */
export function useIsNarrow(): Ref<boolean> {
  const query = matchMedia('(max-width: 56rem)')
  const isNarrow = ref(query.matches)
  const look = () => { isNarrow.value = query.matches }
  query.addEventListener('change', look)
  onScopeDispose(() => query.removeEventListener('change', look))
  return isNarrow
}
