/** The strip of small tiles beside a large one. */
import type { Space } from './gridRules'

export interface Strip {
  side: 'beside' | 'below'
  tileWidth: number
  tileHeight: number
  perPage: number
}

const GAP = 8
/** What the buttons that turn pages take. */
const PAGER = 48

/** Beside a large tile where it is wide, below it where it is high. As many as fit; the rest is on further pages. */
export function stripFor(count: number, { width, height }: Space): Strip {
  const side = width > 900 && width > height * 1.3 ? 'beside' : 'below'
  const isSmall = width < 640 || height < 400
  const [tileWidth, tileHeight] = isSmall ? [104, 78] : [192, 108]
  const [length, tile] = side === 'beside' ? [height, tileHeight] : [width, tileWidth]
  const fits = (room: number) => Math.max(1, Math.floor((room + GAP) / (tile + GAP)))
  // The buttons stand below the tiles: only a column loses a place to them.
  const perPage = count <= fits(length) || side === 'below' ? fits(length) : fits(length - PAGER)
  return { side, tileWidth, tileHeight, perPage }
}
