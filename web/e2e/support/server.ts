import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

export const ADMIN_PASSWORD = 'the administrator of the stories'

const BINARY = process.env.PLENUM_DLL ?? resolve(import.meta.dirname, '../../../artifacts/bin/Plenum/debug/Plenum.dll')
const READY_WITHIN = 60_000

/** A Plenum of its own on a folder of its own; it can be killed and started again on the same address and data. */
export class Server {
  private process: ChildProcess | null = null
  private output = ''

  private constructor(readonly url: string, private readonly folder: string, private readonly settings: Record<string, string>) {}

  static async start(settings: Record<string, string> = {}): Promise<Server> {
    const server = new Server(`http://localhost:${await freePort()}`, mkdtempSync(join(tmpdir(), 'plenum-stories-')), settings)
    await server.run()
    return server
  }

  /** Without a word, as by a power cut. */
  async kill(): Promise<void> {
    await this.end('SIGKILL')
  }

  async run(): Promise<void> {
    this.process = spawn('dotnet', [BINARY, '--urls', this.url], {
      env: {
        ...process.env,
        Plenum__DataDirectory: this.folder,
        Plenum__AdminPassword: ADMIN_PASSWORD,
        Plenum__BruteForce__LongestDelay: '00:00:00',
        ...this.settings,
      },
    })
    this.process.stdout!.on('data', (text) => (this.output += text))
    this.process.stderr!.on('data', (text) => (this.output += text))
    const until = Date.now() + READY_WITHIN
    while (Date.now() < until && this.process.exitCode === null) {
      const answer = await fetch(`${this.url}/status.php`).catch(() => null)
      if (answer?.ok) return
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error(`The server did not start:\n${this.output}`)
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM')
    rmSync(this.folder, { recursive: true, force: true })
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const process = this.process
    if (!process || process.exitCode !== null || process.signalCode !== null) return
    const gone = new Promise((resolve) => process.once('exit', resolve))
    process.kill(signal)
    await gone
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}
