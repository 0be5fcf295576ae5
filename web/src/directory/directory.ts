import { onScopeDispose, ref, watch } from 'vue'
import { send } from '@/api/ocs'
import { explain } from '@/lib/errors'

/** An account or a group of this server. */
export interface Person {
  id: string
  label: string
  source: 'users' | 'groups'
  /** Tells those apart who have the same name. */
  shareWithDisplayNameUnique: string
}

export const keyOf = ({ source, id }: Person) => `${source}/${id}`

interface Wish {
  /** Whoever is in this conversation already is not found. */
  token?: string
  limit: number
  /** Whether everybody is offered before something is typed. */
  offersAll?: boolean
}

const PAUSE = 200

/** Accounts and groups whose name or address has the words in it; those that fit exactly come first. */
async function find(search: string, { token = 'new', limit }: Wish, signal: AbortSignal): Promise<Person[]> {
  const query = new URLSearchParams({ search, itemType: 'call', itemId: token, limit: String(limit) })
  for (const kind of [0, 1]) query.append('shareTypes[]', String(kind))
  return (await send<Person[]>('GET', `/core/autocomplete/get?${query}`, { signal })).data
}

/** Asks the server while one types; an answer that comes late counts no more. Ends with the component. */
export function usePeopleSearch(wish: Wish) {
  const search = ref('')
  /** Null as long as nothing was asked for. */
  const found = ref<Person[] | null>(null)
  const isSearching = ref(false)
  const problem = ref('')
  let timer = 0
  let asking: AbortController | null = null

  async function ask(wanted: string): Promise<void> {
    const mine = (asking = new AbortController())
    isSearching.value = true
    try {
      const people = await find(wanted, wish, mine.signal)
      if (mine.signal.aborted) return
      found.value = people
      problem.value = ''
    } catch (error) {
      if (!mine.signal.aborted) problem.value = explain(error)
    } finally {
      if (!mine.signal.aborted) isSearching.value = false
    }
  }

  function stop(): void {
    clearTimeout(timer)
    asking?.abort()
  }

  watch(search, () => {
    stop()
    const wanted = search.value.trim()
    isSearching.value = wanted !== '' || wish.offersAll === true
    if (isSearching.value) timer = window.setTimeout(ask, PAUSE, wanted)
    else [found.value, problem.value] = [null, '']
  })
  if (wish.offersAll) void ask('')
  onScopeDispose(stop)

  return { search, found, isSearching, problem }
}
