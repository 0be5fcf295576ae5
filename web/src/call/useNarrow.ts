import { onScopeDispose, ref, type Ref } from 'vue'

/** Whether the window is narrower than so many pixels. */
export function useNarrow(width: number): Ref<boolean> {
  const query = matchMedia(`(max-width: ${width - 0.02}px)`)
  const isNarrow = ref(query.matches)
  const look = () => { isNarrow.value = query.matches }
  query.addEventListener('change', look)
  onScopeDispose(() => query.removeEventListener('change', look))
  return isNarrow
}
