import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { scrollSpeed } from './scrollRules'

const MOUSE_SLOP = 5
const TOUCH_SLOP = 10
const LONG_PRESS = 320

export interface Position {
  x: number
  y: number
}

/**
 * Dragging people with mouse, pen or finger (which has to rest first, so that one can still scroll). Inside `root`,
 * `[data-key]` can be dragged and `[data-drop]` takes them.
 */
export function useDragging(root: Ref<HTMLElement | null>, options: { isEnabled: () => boolean; taken: (key: string) => string[]; dropped: (keys: string[], drop: string) => void }) {
  /** Who is dragged; changes at the beginning and the end only. */
  const dragged = shallowRef<string[] | null>(null)
  /** Changes with every movement: only what hangs at the pointer should look at it. */
  const position = shallowRef<Position>({ x: 0, y: 0 })
  /** `data-drop` of what is below the pointer. */
  const over = ref<string | null>(null)
  let start: { id: number; key: string; x: number; y: number; isTouch: boolean } | null = null
  let resting = 0
  let frame = 0
  let hasDragged = false

  function pressed(event: PointerEvent): void {
    hasDragged = false
    if (!event.isPrimary || event.button !== 0 || !options.isEnabled()) return
    const key = (event.target as HTMLElement).closest<HTMLElement>('[data-key]')?.dataset.key
    if (!key) return
    start = { id: event.pointerId, key, x: event.clientX, y: event.clientY, isTouch: event.pointerType === 'touch' }
    if (start.isTouch) resting = window.setTimeout(() => begin(event.clientX, event.clientY), LONG_PRESS)
    window.addEventListener('pointermove', pulled)
    window.addEventListener('pointerup', released)
    window.addEventListener('pointercancel', end)
  }

  function begin(x: number, y: number): void {
    const keys = start ? options.taken(start.key) : []
    if (!start || keys.length === 0) return end()
    if (start.isTouch) navigator.vibrate?.(10)
    hasDragged = true
    root.value?.setPointerCapture(start.id)
    window.addEventListener('keydown', escaped, true)
    dragged.value = keys
    follow(x, y)
    frame = requestAnimationFrame(scroll)
  }

  function pulled(event: PointerEvent): void {
    if (!start || event.pointerId !== start.id) return
    if (dragged.value) return follow(event.clientX, event.clientY)
    const distance = Math.hypot(event.clientX - start.x, event.clientY - start.y)
    if (start.isTouch) {
      if (distance > TOUCH_SLOP) end()
    } else if (distance > MOUSE_SLOP) begin(event.clientX, event.clientY)
  }

  function follow(x: number, y: number): void {
    position.value = { x, y }
    const below = document.elementFromPoint(x, y)
    over.value = root.value?.contains(below) ? (below?.closest<HTMLElement>('[data-drop]')?.dataset.drop ?? null) : null
  }

  /** Whatever can be scrolled below the pointer goes on while the pointer is at its edge. */
  function scroll(): void {
    if (!dragged.value) return
    const { x, y } = position.value
    for (let element = document.elementFromPoint(x, y); element && root.value; element = element.parentElement) {
      if (element.scrollHeight <= element.clientHeight || !/auto|scroll/.test(getComputedStyle(element).overflowY)) continue
      const { top, bottom } = element.getBoundingClientRect()
      const before = element.scrollTop
      element.scrollTop += scrollSpeed(y, Math.max(top, 0), Math.min(bottom, innerHeight))
      if (element.scrollTop !== before) {
        follow(x, y)
        break
      }
    }
    frame = requestAnimationFrame(scroll)
  }

  function released(event: PointerEvent): void {
    if (event.pointerId !== start?.id) return
    const [keys, drop] = [dragged.value, over.value]
    end()
    if (keys && drop !== null) options.dropped(keys, drop)
  }

  function escaped(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    end()
  }

  function end(): void {
    clearTimeout(resting)
    cancelAnimationFrame(frame)
    start = null
    dragged.value = null
    over.value = null
    window.removeEventListener('pointermove', pulled)
    window.removeEventListener('pointerup', released)
    window.removeEventListener('pointercancel', end)
    window.removeEventListener('keydown', escaped, true)
  }

  /** While something is dragged the finger does not scroll; this has to be said before the touch begins. */
  function touched(event: TouchEvent): void {
    if (dragged.value && event.cancelable) event.preventDefault()
  }

  function asked(event: Event): void {
    if (start?.isTouch) event.preventDefault()
  }

  watch(root, (element, former) => {
    former?.removeEventListener('touchmove', touched)
    former?.removeEventListener('contextmenu', asked)
    element?.addEventListener('touchmove', touched, { passive: false })
    element?.addEventListener('contextmenu', asked)
  }, { flush: 'post' })
  onScopeDispose(end)

  return { dragged, position, over, pressed, /** The click that ends a drag is none. */ wasDrag: () => hasDragged }
}
