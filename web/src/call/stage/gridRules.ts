/** How tiles of people fill a space: as large as they can be, never too small. */

export interface Space {
  width: number
  height: number
}

export interface GridLimits {
  gap: number
  /** Below this width people are put onto further pages. */
  minWidth: number
  /** Width to height of a tile: not narrower, not wider. */
  minRatio: number
  maxRatio: number
}

export interface Grid {
  columns: number
  rows: number
  tileWidth: number
  tileHeight: number
  perPage: number
  pages: number
}

export const WIDE: GridLimits = { gap: 12, minWidth: 200, minRatio: 4 / 3, maxRatio: 16 / 9 }
export const NARROW: GridLimits = { gap: 8, minWidth: 150, minRatio: 3 / 4, maxRatio: 16 / 9 }

/** More than this on one page is nothing anybody can look at, whatever the screen. */
export const MOST_PER_PAGE = 49

export function limitsFor(space: Space): GridLimits {
  return space.width < 640 || space.height < 400 ? NARROW : WIDE
}

/** The largest tiles with which `count` people fit into the space at once. */
function bestFor(count: number, { width, height }: Space, limits: GridLimits): Omit<Grid, 'perPage' | 'pages'> {
  let best = { columns: 1, rows: count, tileWidth: 0, tileHeight: 0 }
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns)
    const cellWidth = (width - (columns - 1) * limits.gap) / columns
    const cellHeight = (height - (rows - 1) * limits.gap) / rows
    if (cellWidth <= 0 || cellHeight <= 0) continue
    const tileWidth = Math.min(cellWidth, cellHeight * limits.maxRatio)
    const tileHeight = Math.min(cellHeight, tileWidth / limits.minRatio)
    // Where two are nearly alike the one with fewer empty places wins.
    const worth = tileWidth * tileHeight * (1 - 0.02 * (columns * rows - count))
    if (worth > best.tileWidth * best.tileHeight * (1 - 0.02 * (best.columns * best.rows - count)) + 0.5) best = { columns, rows, tileWidth, tileHeight }
  }
  return { ...best, tileWidth: Math.floor(best.tileWidth), tileHeight: Math.floor(best.tileHeight) }
}

function isLargeEnough({ tileWidth, tileHeight }: { tileWidth: number; tileHeight: number }, { minWidth, maxRatio }: GridLimits): boolean {
  return tileWidth >= minWidth && tileHeight >= Math.floor(minWidth / maxRatio)
}

/** Columns, rows and size of the tiles of a page. Pages are filled evenly in size: all have tiles of the same size. */
export function gridFor(count: number, space: Space, limits: GridLimits = limitsFor(space)): Grid {
  const people = Math.max(1, Math.floor(count))
  const most = Math.min(people, MOST_PER_PAGE)
  for (let perPage = most; perPage > 1; perPage--) {
    const best = bestFor(perPage, space, limits)
    if (!isLargeEnough(best, limits)) continue
    const pages = Math.ceil(people / perPage)
    // What several pages need is shared out among them.
    const even = Math.ceil(people / pages)
    const evenly = bestFor(even, space, limits)
    return { ...(isLargeEnough(evenly, limits) ? evenly : best), perPage: even, pages }
  }
  return { ...bestFor(1, space, limits), perPage: 1, pages: people }
}

/** Which layer of a stream is enough for a tile of this height (Talk's substreams: 0 small, 1 medium, 2 large). */
export function layerFor(tileHeight: number, pixelRatio = 1): 0 | 1 | 2 {
  const pixels = tileHeight * Math.min(pixelRatio, 2)
  if (pixels <= 200) return 0
  return pixels <= 420 ? 1 : 2
}
