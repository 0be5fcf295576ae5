import { describe, expect, it } from 'vitest'
import { flagsOf, placesOf, whyNotDevice, whyNotJoin, whyNotScreen, withdrawn } from './callRules'

describe('the flags of the call', () => {
  it.each([[false, false, 1], [true, false, 3], [false, true, 5], [true, true, 7]])('with microphone %s and camera %s are %i', (microphone, camera, flags) => {
    expect(flagsOf({ microphone, camera })).toBe(flags)
  })
})

describe('joining', () => {
  const can = { isConnected: true, isReadOnly: false, hasCall: false, mayStart: true, mayJoin: true }

  it.each([
    [{}, ''], [{ mayStart: false }, 'start'], [{ mayStart: false, hasCall: true }, ''], [{ mayJoin: false }, 'join'],
    [{ isReadOnly: true, mayJoin: false }, 'readOnly'], [{ isConnected: false }, 'connection'],
  ] as const)('with %o: "%s"', (facts, why) => {
    expect(whyNotJoin({ ...can, ...facts })).toBe(why)
  })
})

describe('devices', () => {
  it.each([
    ['microphone', true, null, ''], ['microphone', false, null, 'audio'], ['camera', false, 'missing', 'video'], ['microphone', true, 'missing', 'noMicrophone'],
    ['camera', true, 'missing', 'noCamera'], ['camera', true, 'denied', ''], ['camera', true, 'insecure', 'insecure'],
  ] as const)('%s, allowed %s, %s: "%s"', (kind, may, problem, why) => {
    expect(whyNotDevice(kind, may, problem)).toBe(why)
  })

  it.each([[true, true, ''], [false, true, 'screen'], [true, false, 'noScreen']] as const)('a screen, allowed %s, possible %s: "%s"', (may, can, why) => {
    expect(whyNotScreen(may, can)).toBe(why)
  })
})

describe('raised hands', () => {
  it('are counted in the order in which they went up', () => {
    expect([...placesOf([{ sessionId: 'b', raisedAt: 20 }, { sessionId: 'a', raisedAt: 10 }, { sessionId: 'c', raisedAt: 30 }])]).toEqual([['a', 1], ['b', 2], ['c', 3]])
  })
})

describe('what is taken away', () => {
  const all = { audio: true, video: true, screen: true }

  it('is what one could and cannot any more', () => {
    expect(withdrawn(all, all)).toEqual([])
    expect(withdrawn(all, { audio: false, video: true, screen: false })).toEqual(['audio', 'screen'])
    expect(withdrawn({ audio: false, video: true, screen: true }, { audio: true, video: false, screen: true })).toEqual(['video'])
  })
})
