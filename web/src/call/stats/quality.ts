import { ref } from 'vue'
import type { LinkView } from '../engine/wire'
import { qualityOf, ratesOf, sampleOf, settle, type Quality, type Sample } from './statsRules'

const EVERY = 4_000
/** Of many connections a few tell how the network is. */
const MOST = 6

/** How good one's own connection is, by what is lost on it. */
export function createQuality(links: () => LinkView[]) {
  const quality = ref<Quality>('good')
  let samples = new Map<RTCPeerConnection, Sample>()
  let recent: Quality[] = []
  let timer = 0

  async function look(): Promise<void> {
    const next = new Map<RTCPeerConnection, Sample>()
    let [loss, delay] = [0, null as number | null]
    for (const { pc } of links().slice(0, MOST)) {
      if (pc.connectionState !== 'connected') continue
      const sample = sampleOf((await pc.getStats()).values(), performance.now())
      next.set(pc, sample)
      loss = Math.max(loss, ratesOf(samples.get(pc), sample).loss)
      if (sample.roundTrip !== null) delay = Math.max(delay ?? 0, sample.roundTrip)
    }
    samples = next
    recent = [...recent, qualityOf(loss, delay)].slice(-3)
    quality.value = settle(quality.value, recent)
  }

  return {
    quality,
    start(): void {
      clearInterval(timer)
      timer = window.setInterval(() => void look(), EVERY)
    },
    stop(): void {
      clearInterval(timer)
      samples = new Map()
      recent = []
      quality.value = 'good'
    },
  }
}
