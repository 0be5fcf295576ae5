/** What is shown where on the stage. */

export type TileKind = 'video' | 'screen'
export type View = 'grid' | 'speaker'

export interface TileKey {
  session: string
  kind: TileKind
}

export interface StagePerson {
  session: string
  isSelf: boolean
  hasCamera: boolean
  hasMicrophone: boolean
  hasScreen: boolean
}

export interface StageFacts {
  /** In the order in which they came. */
  people: readonly StagePerson[]
  view: View
  /** `keyOf` of a tile that somebody wants large. */
  pinned: string | null
  /** Session of who speaks. */
  speaker: string | null
}

export interface Stage {
  /** Large; null in the grid. */
  focus: TileKey | null
  tiles: TileKey[]
}

export function keyOf({ session, kind }: TileKey): string {
  return `${session}|${kind}`
}

/** The large tile and the others: what is pinned, else a screen (the last one that came), else who speaks, else somebody who is not oneself. */
export function stageOf({ people, view, pinned, speaker }: StageFacts): Stage {
  const screens = people.filter((person) => person.hasScreen).map((person): TileKey => ({ session: person.session, kind: 'screen' }))
  const cameras = people.map((person): TileKey => ({ session: person.session, kind: 'video' }))
  const all = [...screens, ...cameras]
  const pin = all.find((tile) => keyOf(tile) === pinned)
  if (view === 'grid' && !pin) return { focus: null, tiles: all }
  const others = people.filter((person) => !person.isSelf)
  const speaking = people.find((person) => person.session === speaker) ?? others.find((person) => person.hasCamera) ?? others.find((person) => person.hasMicrophone) ?? others[0] ?? people[0]
  const shown = screens.filter((tile) => !people.find((person) => person.session === tile.session)?.isSelf).at(-1) ?? screens.at(-1)
  const focus = pin ?? shown ?? (speaking ? { session: speaking.session, kind: 'video' as const } : null)
  return { focus, tiles: all.filter((tile) => !focus || keyOf(tile) !== keyOf(focus)) }
}

/**
 * The order of people where they do not fit on one page: oneself, those who show something, those who may be heard, the rest;
 * within each in the order in which they came. Where all fit nobody changes place.
 */
export function orderOf<T extends StagePerson>(people: readonly T[], isPaged: boolean): T[] {
  const rank = (person: T) => (person.isSelf ? 0 : person.hasCamera || person.hasScreen ? 1 : person.hasMicrophone ? 2 : 3)
  return isPaged ? people.map((person, index) => ({ person, index })).sort((a, b) => rank(a.person) - rank(b.person) || a.index - b.index).map(({ person }) => person) : [...people].sort((a, b) => Number(b.isSelf) - Number(a.isSelf))
}

/** Screens first, then people in their order; who has left meanwhile is left out. */
export function orderTiles(tiles: readonly TileKey[], people: ReadonlyMap<string, StagePerson>, isPaged: boolean): TileKey[] {
  const screens = tiles.filter((tile) => tile.kind === 'screen' && people.has(tile.session))
  const cameras = tiles.flatMap((tile) => (tile.kind === 'video' ? (people.get(tile.session) ?? []) : []))
  return [...screens, ...orderOf(cameras, isPaged).map(({ session }): TileKey => ({ session, kind: 'video' }))]
}

/** The tiles of a page. Who speaks on a later page takes the last place of the first one. */
export function pageOf(tiles: readonly TileKey[], page: number, perPage: number, speaker: string | null): TileKey[] {
  const shown = tiles.slice(page * perPage, (page + 1) * perPage)
  if (page > 0 || !speaker || perPage < 2) return shown
  const index = tiles.findIndex((tile) => tile.session === speaker && tile.kind === 'video')
  return index < perPage ? shown : [...shown.slice(0, -1), tiles[index]!]
}

/** A screen that begins makes the stage show it large; the view that was chosen comes back when the last one ends. */
export function viewFor(chosen: View, screens: number, isDismissed: boolean): View {
  return screens > 0 && !isDismissed ? 'speaker' : chosen
}
