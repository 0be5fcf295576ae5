import { describe, expect, it } from 'vitest'
import { stripFor } from './stripRules'

describe('the strip', () => {
  it.each([
    [{ width: 1400, height: 820 }, 3, 'beside', 7], [{ width: 1400, height: 820 }, 30, 'beside', 6],
    [{ width: 800, height: 900 }, 30, 'below', 4], [{ width: 360, height: 560 }, 30, 'below', 3], [{ width: 740, height: 330 }, 10, 'below', 6],
  ] as const)('in %o with %i people is %s with %i on a page', (space, count, side, perPage) => {
    expect(stripFor(count, space)).toMatchObject({ side, perPage })
  })

  it('never takes more than there is', () => {
    for (let width = 320; width < 2600; width += 97) {
      for (let height = 300; height < 1500; height += 83) {
        const { side, tileWidth, tileHeight, perPage } = stripFor(500, { width, height })
        const needs = perPage * (side === 'beside' ? tileHeight : tileWidth) + (perPage - 1) * 8
        expect(needs).toBeLessThanOrEqual(side === 'beside' ? height : width)
      }
    }
  })
})
