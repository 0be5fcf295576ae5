import { describe, expect, it } from 'vitest'
import { candidateOf, collision, isAnswerFor, isCaller, kindOf, meshBitrate, offerIs, sdpOf, selectionOf } from './callRules'

describe('who calls whom', () => {
  it.each([['b', 'a', true], ['a', 'b', false], ['Zz', 'aa', false], ['abc', 'ab', true]])('%s calls %s: %s', (self, other, calls) => {
    expect(isCaller(self, other)).toBe(calls)
  })

  it('is always exactly one of two', () => {
    const ids = ['A-x', 'a-x', '09', 'zz', 'zzz', '=']
    for (const one of ids) for (const other of ids) if (one !== other) expect(isCaller(one, other)).not.toBe(isCaller(other, one))
  })
})

describe('a collision of offers', () => {
  it.each([[false, false, 'none'], [false, true, 'none'], [true, true, 'yield'], [true, false, 'ignore']] as const)('while offering %s and polite %s: %s', (offering, polite, what) => {
    expect(collision(offering, polite)).toBe(what)
  })
})

describe('sids', () => {
  it.each([[undefined, '1', 'new'], ['1', '1', 'same'], ['1', '2', 'new'], ['1', undefined, 'new'], [undefined, undefined, 'new']] as const)('an offer with %s has, gets %s: %s', (current, sid, what) => {
    expect(offerIs(current, sid)).toBe(what)
  })

  it.each([[undefined, '1', true], ['1', '1', true], ['1', '2', false], ['1', '', true], ['1', undefined, true]] as const)('an answer for %s with %s counts: %s', (current, sid, counts) => {
    expect(isAnswerFor(current, sid)).toBe(counts)
  })
})

describe('what is in a signal', () => {
  it('is a camera unless it says screen', () => {
    expect(kindOf({ roomType: 'screen' })).toBe('screen')
    expect(kindOf({ roomType: 'video' })).toBe('video')
    expect(kindOf({})).toBe('video')
  })

  it.each([[{ payload: { sdp: 'v=0' } }, 'v=0'], [{ payload: null }, null], [{}, null], [{ payload: { sdp: 5 } }, null]])('description of %o is %s', (data, sdp) => {
    expect(sdpOf(data)).toBe(sdp)
  })

  it.each([
    [{ payload: { candidate: { candidate: 'c', sdpMid: '1', sdpMLineIndex: 1 } } }, { candidate: 'c', sdpMid: '1', sdpMLineIndex: 1 }],
    [{ payload: { candidate: { candidate: 'c', sdpMLineIndex: 2 } } }, { candidate: 'c', sdpMid: null, sdpMLineIndex: 2 }],
    [{ payload: { candidate: { candidate: '' } } }, { candidate: '', sdpMid: null, sdpMLineIndex: 0 }],
    [{ payload: { candidate: 'c' } }, null],
    [{ payload: { candidate: {} } }, null],
    [{}, null],
  ])('candidate of %o', (data, candidate) => {
    expect(candidateOf(data)).toEqual(candidate)
  })
})

describe('what is asked of the server', () => {
  it.each([
    [undefined, 'none', { video: false }], [undefined, 1, { video: true, substream: 1 }], ['none', 2, { video: true, substream: 2 }],
    [2, 0, { substream: 0 }], [1, 1, null], ['none', 'none', null], [0, 'none', { video: false }],
  ] as const)('from %s to %s', (before, wish, selection) => {
    expect(selectionOf(before, wish)).toEqual(selection)
  })
})

describe('the rate of a camera without a server', () => {
  it('is shared out, within bounds', () => {
    expect(meshBitrate(1)).toEqual({ maxBitrate: 1_200_000, scaleResolutionDownBy: 1 })
    expect(meshBitrate(4)).toEqual({ maxBitrate: 600_000, scaleResolutionDownBy: 1 })
    expect(meshBitrate(8)).toEqual({ maxBitrate: 300_000, scaleResolutionDownBy: 2 })
    expect(meshBitrate(100)).toEqual({ maxBitrate: 120_000, scaleResolutionDownBy: 4 })
  })
})
