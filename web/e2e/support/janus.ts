import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { freePort } from './server'

const GUIDE = resolve(import.meta.dirname, '../../../docs/operations.md')
const READY_WITHIN = 20_000

export const hasJanus = (): boolean => spawnSync('janus', ['--version']).error === undefined

/** A media engine with the settings that the documents recommend, on a port of its own; it can be killed and started again. */
export class Janus {
  private process: ChildProcess | null = null

  private constructor(readonly url: string, private readonly folder: string) {}

  static async start(): Promise<Janus> {
    const [folder, port] = [mkdtempSync(join(tmpdir(), 'plenum-janus-')), await freePort()]
    writeFileSync(join(folder, 'janus.jcfg'), documented('janus.jcfg'))
    writeFileSync(join(folder, 'janus.transport.websockets.jcfg'), documented('janus.transport.websockets.jcfg').replace('8188', String(port)))
    const janus = new Janus(`ws://127.0.0.1:${port}`, folder)
    await janus.run()
    return janus
  }

  async run(): Promise<void> {
    const engine = spawn('janus', ['-C', join(this.folder, 'janus.jcfg'), '-F', this.folder], { stdio: ['ignore', 'pipe', 'pipe'] })
    this.process = engine
    let output = ''
    const hear = (text: Buffer) => { output += text }
    engine.stdout.on('data', hear)
    engine.stderr.on('data', hear)
    const until = Date.now() + READY_WITHIN
    while (Date.now() < until && engine.exitCode === null) {
      if (await this.answers()) return
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error(`Janus did not start:\n${output}`)
  }

  async kill(): Promise<void> {
    const engine = this.process
    if (!engine || engine.exitCode !== null || engine.signalCode !== null) return
    const gone = new Promise((resolve) => engine.once('exit', resolve))
    engine.kill('SIGKILL')
    await gone
  }

  async stop(): Promise<void> {
    await this.kill()
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
