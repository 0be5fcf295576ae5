/** What `getStats` says, as numbers that people can read. */

type Report = Record<string, unknown> & { type: string; id?: string }

/** Of one peer connection, at one moment. Bytes and packets count from its beginning. */
export interface Sample {
  at: number
  received: number
  sent: number
  packetsReceived: number
  packetsLost: number
  /** What the other side says it has lost of what one sends, 0 to 1. */
  lossThere: number
  /** Seconds there and back; null while nobody has measured it. */
  roundTrip: number | null
  codecs: string[]
  /** Of the picture that comes, else of the one that goes. */
  width: number
  height: number
  frames: number
  /** How the packets go: `host`, `srflx`, `prflx` or `relay`. */
  route: string
}

export interface Rates {
  /** Kilobits per second. */
  down: number
  up: number
  /** 0 to 1. */
  loss: number
}

const number = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : 0)
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

export function sampleOf(reports: Iterable<Report>, at: number): Sample {
  const all = [...reports]
  const byId = new Map(all.map((report) => [report.id, report]))
  const sample: Sample = { at, received: 0, sent: 0, packetsReceived: 0, packetsLost: 0, lossThere: 0, roundTrip: null, codecs: [], width: 0, height: 0, frames: 0, route: '' }
  const codecs = new Set<string>()
  for (const report of all) {
    if (report.type === 'inbound-rtp') {
      sample.received += number(report.bytesReceived)
      sample.packetsReceived += number(report.packetsReceived)
      sample.packetsLost += Math.max(0, number(report.packetsLost))
      if (number(report.bytesReceived) > 0) codecs.add(codecOf(byId.get(text(report.codecId))))
      if (report.kind === 'video' && number(report.frameWidth) > 0) Object.assign(sample, { width: number(report.frameWidth), height: number(report.frameHeight), frames: Math.round(number(report.framesPerSecond)) })
    } else if (report.type === 'outbound-rtp') {
      sample.sent += number(report.bytesSent)
      if (number(report.bytesSent) > 0) codecs.add(codecOf(byId.get(text(report.codecId))))
    } else if (report.type === 'remote-inbound-rtp') {
      sample.lossThere = Math.max(sample.lossThere, number(report.fractionLost))
      if (typeof report.roundTripTime === 'number') sample.roundTrip = Math.max(sample.roundTrip ?? 0, report.roundTripTime)
    } else if (report.type === 'candidate-pair' && report.nominated === true && report.state === 'succeeded') {
      sample.route = text(byId.get(text(report.localCandidateId))?.candidateType)
      if (typeof report.currentRoundTripTime === 'number') sample.roundTrip ??= report.currentRoundTripTime
    }
  }
  // Of several layers the largest one that is sent counts.
  if (sample.width === 0) {
    for (const report of all) {
      if (report.type === 'outbound-rtp' && report.kind === 'video' && number(report.frameWidth) > sample.width && number(report.framesPerSecond) > 0) {
        Object.assign(sample, { width: number(report.frameWidth), height: number(report.frameHeight), frames: Math.round(number(report.framesPerSecond)) })
      }
    }
  }
  sample.codecs = [...codecs].filter(Boolean).sort()
  return sample
}

function codecOf(report: Report | undefined): string {
  return text(report?.mimeType).split('/')[1] ?? ''
}

export function ratesOf(before: Sample | undefined, now: Sample): Rates {
  if (!before || now.at <= before.at) return { down: 0, up: 0, loss: now.lossThere }
  const seconds = (now.at - before.at) / 1000
  const rate = (from: number, to: number) => Math.max(0, Math.round(((to - from) * 8) / 1000 / seconds))
  const lost = Math.max(0, now.packetsLost - before.packetsLost)
  const came = Math.max(0, now.packetsReceived - before.packetsReceived)
  return { down: rate(before.received, now.received), up: rate(before.sent, now.sent), loss: Math.max(now.lossThere, lost + came > 0 ? lost / (lost + came) : 0) }
}

export type Quality = 'good' | 'fair' | 'poor'

/** How a conversation feels with so much lost, and so long there and back. */
export function qualityOf(loss: number, roundTrip: number | null): Quality {
  const delay = roundTrip ?? 0
  if (loss > 0.12 || delay > 0.8) return 'poor'
  return loss > 0.04 || delay > 0.4 ? 'fair' : 'good'
}

const order: Quality[] = ['good', 'fair', 'poor']

/** Bad at once, good again only after it has been good for a while: a sign that comes and goes helps nobody. */
export function settle(shown: Quality, recent: readonly Quality[]): Quality {
  const worst = (of: readonly Quality[]) => of.reduce<Quality>((a, b) => (order.indexOf(b) > order.indexOf(a) ? b : a), 'good')
  const now = recent.slice(-2)
  // Twice in a row, so that a single hiccup is not news.
  const bad = now.length === 2 ? order[Math.min(...now.map((one) => order.indexOf(one)))]! : 'good'
  if (order.indexOf(bad) > order.indexOf(shown)) return bad
  return recent.length >= 3 && order.indexOf(worst(recent.slice(-3))) < order.indexOf(shown) ? worst(recent.slice(-3)) : shown
}
