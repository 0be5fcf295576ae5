import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { freePort } from './server'

const GUIDE = resolve(import.meta.dirname, '../../../docs/operations.md')
const READY_WITHIN = 20_000

export const hasJanus = (): boolean => spawnSync('janus', ['--version']).error === undefined

/** A media engine with the settings that the documents recommend, on a port of its own. */
export class Janus {
  private constructor(readonly url: string, private readonly process: ChildProcess, private readonly folder: string) {}

  static async start(): Promise<Janus> {
    const [folder, port] = [mkdtempSync(join(tmpdir(), 'plenum-janus-')), await freePort()]
    writeFileSync(join(folder, 'janus.jcfg'), documented('janus.jcfg'))
    writeFileSync(join(folder, 'janus.transport.websockets.jcfg'), documented('janus.transport.websockets.jcfg').replace('8188', String(port)))
    const engine = spawn('janus', ['-C', join(folder, 'janus.jcfg'), '-F', folder], { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const hear = (text: Buffer) => { output += text }
    engine.stdout!.on('data', hear)
    engine.stderr!.on('data', hear)
    const janus = new Janus(`ws://127.0.0.1:${port}`, engine, folder)
    const until = Date.now() + READY_WITHIN
    while (Date.now() < until && engine.exitCode === null) {
      if (await janus.answers()) return janus
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error(`Janus did not start:\n${output}`)
  }

  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.process.once('exit', resolve))
    this.process.kill('SIGKILL')
    await gone
    rmSync(this.folder, { recursive: true, force: true })
  }

  private async answers(): Promise<boolean> {
    // Any answer of the port will do: the protocol is the server's business.
    return fetch(this.url.replace('ws:', 'http:')).then(() => true, (error) => !String(error?.cause).includes('ECONNREFUSED'))
  }
}

/** A file as the guide for operators has it. */
function documented(name: string): string {
  const text = readFileSync(GUIDE, 'utf8')
  const begin = text.indexOf(`\`\`\`text ${name}\n`)
  if (begin < 0) throw new Error(`${name} is not in the guide`)
  return text.slice(text.indexOf('\n', begin) + 1, text.indexOf('\n```', begin + 1) + 1)
}
