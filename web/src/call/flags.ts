import { talk } from '@/api/ocs'

const AGAIN_AFTER = 3_000

/** Tells the server what is on, one request at a time; only the last wish counts. */
export function createFlags(token: () => string) {
  let wanted = 0
  let known = 0
  let isTelling = false
  let timer = 0

  async function tell(): Promise<void> {
    clearTimeout(timer)
    if (isTelling || wanted === known || wanted === 0) return
    isTelling = true
    const flags = wanted
    try {
      await talk.put(`v4/call/${token()}`, { flags })
      known = flags
    } catch {
      // Nobody is helped by a message: the others see and hear what is sent. It is said again.
      timer = window.setTimeout(() => void tell(), AGAIN_AFTER)
    } finally {
      isTelling = false
    }
    if (wanted !== known && known === flags) void tell()
  }

  return {
    /** The server knows these already. */
    told(flags: number): void {
      wanted = known = flags
    },
    want(flags: number): void {
      wanted = flags
      void tell()
    },
    stop(): void {
      clearTimeout(timer)
      wanted = 0
    },
  }
}
