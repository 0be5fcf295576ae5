import qrcode from 'qrcode-generator'

export interface QrCode {
  /** Length of a side in modules, with the quiet margin. */
  size: number
  /** The dark modules as the path of an SVG. */
  path: string
  isDark: (row: number, column: number) => boolean
}

/** The margin that scanners need. */
const QUIET = 4

export function qrOf(text: string): QrCode {
  const code = qrcode(0, 'M')
  code.addData(text)
  code.make()
  const count = code.getModuleCount()
  const isDark = (row: number, column: number) => {
    const [y, x] = [row - QUIET, column - QUIET]
    return y >= 0 && x >= 0 && y < count && x < count && code.isDark(y, x)
  }
  const size = count + 2 * QUIET
  let path = ''
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (!isDark(row, column)) continue
      const start = column
      while (isDark(row, column + 1)) column++
      path += `M${start} ${row}h${column - start + 1}v1h-${column - start + 1}z`
    }
  }
  return { size, path, isDark }
}

/** A file that any program draws sharply. */
export function qrSvg({ size, path }: QrCode): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="${size * 16}" height="${size * 16}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${path}"/></svg>\n`
}
