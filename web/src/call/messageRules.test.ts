import { describe, expect, it } from 'vitest'
import { forceMuted, readTold, tellsOf } from './messageRules'

describe('what somebody tells', () => {
  it.each([
    [{ type: 'audioOn' }, { about: 'audio', on: true }],
    [{ type: 'videoOff' }, { about: 'video', on: false }],
    [{ type: 'mute', payload: { name: 'audio' } }, { about: 'audio', on: false }],
    [{ type: 'unmute', payload: { name: 'video' } }, { about: 'video', on: true }],
    [{ type: 'mute', payload: { name: 'screen' } }, null],
    [{ type: 'mute', payload: null }, null],
    [{ type: 'reaction', payload: { reaction: '👏' } }, { about: 'reaction', reaction: '👏' }],
    [{ type: 'reaction', payload: { reaction: 'x'.repeat(33) } }, null],
    [{ type: 'reaction', payload: { reaction: 7 } }, null],
    [{ type: 'nickChanged', payload: { name: 'Ada' } }, { about: 'name', name: 'Ada' }],
    [{ type: 'nickChanged', payload: 'Ada' }, { about: 'name', name: 'Ada' }],
    [{ type: 'raiseHand', payload: { state: true, timestamp: 5 } }, { about: 'hand', raised: true, at: 5 }],
    [{ type: 'raiseHand', payload: {} }, { about: 'hand', raised: false, at: 0 }],
    [{ type: 'startedTyping' }, null],
    [{}, null],
  ])('%o is %o', (data, told) => {
    expect(readTold(data)).toEqual(told)
  })

  it.each([['audio', true], ['audio', false], ['video', true], ['video', false]] as const)('is understood as it was said: %s %s', (about, on) => {
    const { channel, signal } = tellsOf(about, on)
    expect(readTold(channel)).toEqual({ about, on })
    expect(readTold(signal)).toEqual({ about, on })
  })

  it.each([[{ action: 'forceMute', peerId: 'x' }, 'x'], [{ action: 'forceMute' }, null], [{ action: 'hangup', peerId: 'x' }, null]])('control %o mutes %s', (data, who) => {
    expect(forceMuted(data)).toBe(who)
  })
})
