import { send } from '@/api/ocs'

/** An account or a group of this server. */
export interface Person {
  id: string
  label: string
  source: 'users' | 'groups'
}

const MOST = 10

/** Accounts and groups whose name or address has the words in it; those that fit exactly come first. */
export async function findPeople(search: string, signal?: AbortSignal): Promise<Person[]> {
  const query = new URLSearchParams({ search, itemType: 'call', itemId: 'new', limit: String(MOST) })
  for (const kind of [0, 1]) query.append('shareTypes[]', String(kind))
  return (await send<Person[]>('GET', `/core/autocomplete/get?${query}`, { signal })).data
}
