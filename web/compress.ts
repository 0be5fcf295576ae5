import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

const [brotli, zip] = [promisify(brotliCompress), promisify(gzip)]
const WORTH_IT = 1024

/** Leaves a `.br` and a `.gz` beside every larger text file, as hard as can be: the server only hands them out. */
export function compress(): Plugin {
  let folder = ''
  return {
    name: 'plenum-compress',
    apply: 'build',
    configResolved(config) {
      folder = config.build.outDir
    },
    async closeBundle() {
      const files = await readdir(folder, { recursive: true })
      await Promise.all(files.filter((name) => /\.(js|css|svg|json)$/.test(name)).map(async (name) => {
        const path = join(folder, name)
        if ((await stat(path)).size < WORTH_IT) return
        const content = await readFile(path)
        await writeFile(`${path}.br`, await brotli(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }))
        await writeFile(`${path}.gz`, await zip(content, { level: 9 }))
      }))
    },
  }
}
