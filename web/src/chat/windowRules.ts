/** Which messages of a long list are in the page: from and to are ids, `null` is the end that grows. */
export interface Window {
  from: number | null
  to: number | null
}

export const SHOWN_AT_FIRST = 100
export const MOST_SHOWN = 240
export const STEP = 60

/** Where the window begins and ends in the list: `[start, end)`. @param ids ascending */
export function cut(ids: readonly number[], { from, to }: Window): [number, number] {
  const end = to === null ? ids.length : firstAfter(ids, to)
  const start = from === null ? Math.max(0, end - SHOWN_AT_FIRST) : firstAtLeast(ids, from)
  return [Math.min(start, end), end]
}

/** Further up: more at the top, and less at the bottom where it would be too much. */
export function up(ids: readonly number[], window: Window): Window {
  const [start, end] = cut(ids, window)
  const first = Math.max(0, start - STEP)
  const last = Math.min(end, first + MOST_SHOWN)
  return { from: ids[first] ?? null, to: last === ids.length ? null : ids[last - 1]! }
}

export function down(ids: readonly number[], window: Window): Window {
  const [start, end] = cut(ids, window)
  const last = Math.min(ids.length, end + STEP)
  const first = Math.max(start, last - MOST_SHOWN)
  return { from: ids[first] ?? null, to: last === ids.length ? null : ids[last - 1]! }
}

/** Around one message. */
export function around(ids: readonly number[], id: number): Window {
  const at = firstAtLeast(ids, id)
  const first = Math.max(0, at - SHOWN_AT_FIRST / 2)
  const last = Math.min(ids.length, at + SHOWN_AT_FIRST / 2)
  return { from: ids[first] ?? null, to: last === ids.length ? null : ids[last - 1]! }
}

function firstAtLeast(ids: readonly number[], id: number): number {
  let [low, high] = [0, ids.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (ids[middle]! < id) low = middle + 1
    else high = middle
  }
  return low
}

const firstAfter = (ids: readonly number[], id: number): number => firstAtLeast(ids, id + 1)
