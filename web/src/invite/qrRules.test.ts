import { describe, expect, it } from 'vitest'
import { qrOf, qrSvg } from './qrRules'

describe('a QR code', () => {
  const code = qrOf('https://plenum.example/call/abcdefgh')

  it('keeps a white margin of four modules', () => {
    for (let at = 0; at < code.size; at++) {
      for (const edge of [0, 3, code.size - 4, code.size - 1]) expect([code.isDark(edge, at), code.isDark(at, edge)]).toEqual([false, false])
    }
  })

  it('has its three corner marks', () => {
    const mark = (row: number, column: number) => Array.from({ length: 7 }, (_, at) => code.isDark(row + 3, column + at))

    const expected = [true, false, true, true, true, false, true]
    expect([mark(4, 4), mark(4, code.size - 11), mark(code.size - 11, 4)]).toEqual([expected, expected, expected])
  })

  it('draws exactly the dark modules', () => {
    let dark = 0
    for (let row = 0; row < code.size; row++) for (let column = 0; column < code.size; column++) if (code.isDark(row, column)) dark++
    const drawn = [...code.path.matchAll(/h(\d+)v1/gu)].reduce((sum, match) => sum + Number(match[1]), 0)

    expect(drawn).toBe(dark)
    expect(qrSvg(code)).toContain(code.path)
  })

  it('takes long links', () => {
    expect(qrOf(`https://plenum.example/call/a?${'x'.repeat(600)}`).size).toBeGreaterThan(code.size)
  })
})
