import { describe, expect, it } from 'vitest'
import { qualityOf, ratesOf, sampleOf, settle } from './statsRules'

const reports = [
  { type: 'codec', id: 'c1', mimeType: 'video/VP8' },
  { type: 'codec', id: 'c2', mimeType: 'audio/opus' },
  { type: 'inbound-rtp', id: 'i1', kind: 'video', bytesReceived: 1000, packetsReceived: 90, packetsLost: 10, codecId: 'c1', frameWidth: 640, frameHeight: 360, framesPerSecond: 29.6 },
  { type: 'inbound-rtp', id: 'i2', kind: 'audio', bytesReceived: 500, packetsReceived: 50, packetsLost: -1, codecId: 'c2' },
  { type: 'outbound-rtp', id: 'o1', kind: 'audio', bytesSent: 300, codecId: 'c2' },
  { type: 'remote-inbound-rtp', id: 'r1', fractionLost: 0.05, roundTripTime: 0.12 },
  { type: 'candidate-pair', id: 'p1', nominated: true, state: 'succeeded', localCandidateId: 'l1', currentRoundTripTime: 0.5 },
  { type: 'local-candidate', id: 'l1', candidateType: 'relay' },
]

describe('a sample', () => {
  it('adds up what comes and goes', () => {
    expect(sampleOf(reports, 7)).toEqual({
      at: 7, received: 1500, sent: 300, packetsReceived: 140, packetsLost: 10, lossThere: 0.05, roundTrip: 0.12, codecs: ['VP8', 'opus'], width: 640, height: 360, frames: 30, route: 'relay',
    })
  })

  it('has the largest layer of what one sends', () => {
    const layer = (id: string, frameWidth: number, framesPerSecond: number) => ({ type: 'outbound-rtp', id, kind: 'video', bytesSent: 1, frameWidth, frameHeight: frameWidth / 2, framesPerSecond })
    expect(sampleOf([layer('a', 320, 30), layer('b', 1280, 0), layer('c', 640, 15)], 0)).toMatchObject({ width: 640, height: 320, frames: 15 })
  })

  it('is empty of nothing', () => {
    expect(sampleOf([], 0)).toMatchObject({ received: 0, sent: 0, roundTrip: null, codecs: [], route: '' })
  })
})

describe('rates', () => {
  const base = sampleOf(reports, 0)

  it('are what came between two samples', () => {
    expect(ratesOf(base, { ...base, at: 2000, received: base.received + 250_000, sent: base.sent + 25_000, packetsReceived: 220, packetsLost: 30, lossThere: 0 })).toEqual({ down: 1000, up: 100, loss: 0.2 })
  })

  it('are nothing yet with one sample, and after a new connection', () => {
    expect(ratesOf(undefined, base)).toEqual({ down: 0, up: 0, loss: 0.05 })
    expect(ratesOf(base, { ...base, at: 1000, received: 0, sent: 0, packetsReceived: 0, packetsLost: 0, lossThere: 0 })).toEqual({ down: 0, up: 0, loss: 0 })
  })
})

describe('quality', () => {
  it.each([[0, null, 'good'], [0.03, 0.1, 'good'], [0.06, 0.1, 'fair'], [0, 0.5, 'fair'], [0.2, 0.1, 'poor'], [0, 1, 'poor']] as const)('with loss %s and delay %s is %s', (loss, delay, quality) => {
    expect(qualityOf(loss, delay)).toBe(quality)
  })

  it.each([
    ['good', ['good', 'poor'], 'good'], ['good', ['poor', 'poor'], 'poor'], ['good', ['poor', 'fair'], 'fair'],
    ['poor', ['poor', 'good', 'good'], 'poor'], ['poor', ['good', 'good', 'good'], 'good'], ['poor', ['good', 'fair', 'good'], 'fair'], ['fair', ['good'], 'fair'],
  ] as const)('shown as %s, then %o, is %s', (shown, recent, quality) => {
    expect(settle(shown, recent)).toBe(quality)
  })
})
