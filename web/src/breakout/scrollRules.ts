const EDGE = 56
const FASTEST = 18

/** Pixels to scroll in a frame with the pointer at `position` between two edges: the nearer to one, the faster. */
export function scrollSpeed(position: number, start: number, end: number): number {
  const edge = Math.min(EDGE, (end - start) / 3)
  if (edge <= 0) return 0
  if (position < start + edge) return -Math.ceil(FASTEST * Math.min(1, (start + edge - position) / edge))
  if (position > end - edge) return Math.ceil(FASTEST * Math.min(1, (position - end + edge) / edge))
  return 0
}
