import { onBeforeUnmount, onMounted, reactive, type Ref } from 'vue'
import type { Space } from './gridRules'

/** The space that an element has, as it changes. */
export function useSpace(element: Ref<HTMLElement | null>): Space {
  const space = reactive({ width: 0, height: 0 })
  const observer = new ResizeObserver(([entry]) => {
    if (entry) Object.assign(space, { width: Math.floor(entry.contentRect.width), height: Math.floor(entry.contentRect.height) })
  })
  onMounted(() => { if (element.value) observer.observe(element.value) })
  onBeforeUnmount(() => observer.disconnect())
  return space
}
