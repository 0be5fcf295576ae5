import { ref, shallowRef } from 'vue'
import { talk } from '@/api/ocs'
import type { Mention } from '@/api/types'
import type { MentionQuery } from './mentionRules'

const PAUSE = 120

/** Whom one might mention, asked of the server while one types. */
export function useSuggestions(token: string) {
  const query = shallowRef<MentionQuery | null>(null)
  const found = shallowRef<Mention[]>([])
  const active = ref(0)
  let timer = 0
  let asking: AbortController | null = null
  /** Longer searches that begin with this one find nobody either. */
  let nobody: string | null = null

  function look(next: MentionQuery | null): void {
    if (next?.start === query.value?.start && next?.search === query.value?.search) return
    query.value = next
    clearTimeout(timer)
    asking?.abort()
    if (next === null || (nobody !== null && next.search.startsWith(nobody))) {
      if (next === null) nobody = null
      found.value = []
      return
    }
    timer = window.setTimeout(() => void ask(next), PAUSE)
  }

  async function ask(wanted: MentionQuery): Promise<void> {
    asking = new AbortController()
    try {
      const list = await talk.get<Mention[]>(`v1/chat/${token}/mentions`, { search: wanted.search.trim(), limit: 20 }, asking.signal)
      if (query.value !== wanted) return
      // A name and a space is a choice made already, unless somebody is called like that.
      found.value = list
      nobody = list.length === 0 ? wanted.search : null
      active.value = 0
    } catch {
      if (query.value === wanted) found.value = []
    }
  }

  function move(by: number): void {
    active.value = (active.value + by + found.value.length) % found.value.length
  }

  return { query, found, active, look, move, close: () => look(null) }
}

export type Suggestions = ReturnType<typeof useSuggestions>
