import { describe, expect, it } from 'vitest'
import { gridFor, layerFor, limitsFor, MOST_PER_PAGE, NARROW, WIDE } from './gridRules'

const DESK = { width: 1200, height: 700 }
const PHONE = { width: 360, height: 560 }

describe('the grid', () => {
  it.each([
    [1, DESK, 1, 1], [2, DESK, 2, 1], [3, DESK, 2, 2], [4, DESK, 2, 2], [5, DESK, 3, 2], [6, DESK, 3, 2], [9, DESK, 3, 3], [12, DESK, 4, 3], [16, DESK, 4, 4],
    [1, PHONE, 1, 1], [2, PHONE, 1, 2], [3, PHONE, 1, 3], [4, PHONE, 2, 2], [6, PHONE, 2, 3],
    [2, { width: 2400, height: 600 }, 2, 1], [4, { width: 2400, height: 400 }, 4, 1],
  ])('of %i in %o has %i columns and %i rows', (count, space, columns, rows) => {
    const grid = gridFor(count, space)
    expect([grid.columns, grid.rows]).toEqual([columns, rows])
  })

  it.each([DESK, PHONE, { width: 740, height: 360 }, { width: 2560, height: 1300 }, { width: 700, height: 1000 }, { width: 328, height: 300 }])('keeps to the space for 1 to 500 people in %o', (space) => {
    const limits = limitsFor(space)
    for (let count = 1; count <= 500; count++) {
      const { columns, rows, tileWidth, tileHeight, perPage, pages } = gridFor(count, space)
      expect(columns * tileWidth + (columns - 1) * limits.gap).toBeLessThanOrEqual(space.width)
      expect(rows * tileHeight + (rows - 1) * limits.gap).toBeLessThanOrEqual(space.height)
      expect(columns * rows).toBeGreaterThanOrEqual(perPage)
      expect(perPage * pages).toBeGreaterThanOrEqual(count)
      expect(perPage * (pages - 1)).toBeLessThan(count)
      expect(perPage).toBeLessThanOrEqual(MOST_PER_PAGE)
      if (perPage > 1) expect(tileWidth).toBeGreaterThanOrEqual(limits.minWidth)
    }
  })

  it('puts people onto pages of like size rather than making tiles too small', () => {
    const grid = gridFor(500, DESK)
    expect(grid.pages).toBeGreaterThan(5)
    expect(grid.tileWidth).toBeGreaterThanOrEqual(WIDE.minWidth)
    expect(500 - grid.perPage * (grid.pages - 1)).toBeGreaterThan(grid.perPage / 2)
  })

  it('has two columns on a phone from four people on', () => {
    for (let count = 4; count <= 100; count++) expect(gridFor(count, PHONE).columns).toBe(2)
  })

  it('never has tiles that are wider or narrower than allowed', () => {
    for (const space of [DESK, PHONE]) {
      for (let count = 1; count <= 60; count++) {
        const { tileWidth, tileHeight } = gridFor(count, space)
        const limits = limitsFor(space)
        expect(tileWidth / tileHeight).toBeGreaterThan(limits.minRatio - 0.02)
        expect(tileWidth / tileHeight).toBeLessThan(limits.maxRatio + 0.02)
      }
    }
  })

  it('is one tile where there is hardly any space', () => {
    expect(gridFor(3, { width: 120, height: 90 })).toMatchObject({ perPage: 1, pages: 3, columns: 1, rows: 1 })
  })

  it('knows phones by either side', () => {
    expect(limitsFor(PHONE)).toBe(NARROW)
    expect(limitsFor({ width: 800, height: 360 })).toBe(NARROW)
    expect(limitsFor(DESK)).toBe(WIDE)
  })
})

describe('the layer for a tile', () => {
  it.each([[120, 1, 0], [200, 1, 0], [300, 1, 1], [700, 1, 2], [120, 3, 1], [180, 2, 1], [400, 2, 2]] as const)('of %i pixels at ratio %i is %i', (height, ratio, layer) => {
    expect(layerFor(height, ratio)).toBe(layer)
  })
})
