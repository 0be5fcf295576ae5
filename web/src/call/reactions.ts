import { shallowRef } from 'vue'

export interface Reaction {
  id: number
  session: string
  name: string
  reaction: string
}

const LASTS = 5_000
const MOST = 12

/** Reactions that float up for a moment. */
export function createReactions() {
  const shown = shallowRef<readonly Reaction[]>([])
  let next = 1

  function show(session: string, name: string, reaction: string): void {
    const id = next++
    shown.value = [...shown.value, { id, session, name, reaction }].slice(-MOST)
    window.setTimeout(() => { shown.value = shown.value.filter((one) => one.id !== id) }, LASTS)
  }

  return { shown, show, clear: () => { shown.value = [] } }
}
