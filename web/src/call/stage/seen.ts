import { onBeforeUnmount, onMounted, type Ref } from 'vue'

type Listener = (height: number) => void

const listeners = new WeakMap<Element, Listener>()
let seen: IntersectionObserver | null = null
let sized: ResizeObserver | null = null
const visible = new WeakSet<Element>()

const tell = (element: Element) => listeners.get(element)?.(visible.has(element) ? Math.round(element.getBoundingClientRect().height) : 0)

/** Says how high an element is while any of it can be seen, 0 when not. One observer watches all of them. */
export function useSeen(element: Ref<Element | null>, listener: Listener): void {
  let watched: Element | null = null
  onMounted(() => {
    seen ??= new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) visible.add(target)
        else visible.delete(target)
        tell(target)
      }
    })
    sized ??= new ResizeObserver((entries) => { for (const { target } of entries) tell(target) })
    watched = element.value
    if (!watched) return
    listeners.set(watched, listener)
    seen.observe(watched)
    sized.observe(watched)
  })
  onBeforeUnmount(() => {
    if (!watched) return
    seen?.unobserve(watched)
    sized?.unobserve(watched)
    listeners.delete(watched)
    listener(0)
  })
}
