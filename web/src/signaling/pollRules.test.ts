import { describe, expect, it } from 'vitest'
import { differenceOf, signalOf, type PolledUser } from './pollRules'

const user = (sessionId: string, inCall = 0, extra: Partial<PolledUser> = {}): PolledUser => ({ sessionId, userId: '', inCall, actorType: 'guests', actorId: sessionId, ...extra })
const brief = (before: PolledUser[], after: PolledUser[]) => {
  const { joined, left, call } = differenceOf(before, after)
  return { joined: joined.map((one) => one.sessionId), left, call: call?.map((one) => `${one.sessionId}:${one.inCall}`) ?? null }
}

describe('what a pull brings', () => {
  it.each<[string, PolledUser[], PolledUser[], ReturnType<typeof brief>]>([
    ['nothing new', [user('a', 7)], [user('a', 7)], { joined: [], left: [], call: null }],
    ['the first look', [], [user('a', 7), user('b')], { joined: ['a', 'b'], left: [], call: ['a:7'] }],
    ['somebody comes', [user('a')], [user('a'), user('b')], { joined: ['b'], left: [], call: null }],
    ['somebody goes', [user('a'), user('b')], [user('a')], { joined: [], left: ['b'], call: null }],
    ['somebody goes out of the call', [user('a', 7), user('b', 3)], [user('a', 7)], { joined: [], left: ['b'], call: ['a:7', 'b:0'] }],
    ['somebody joins the call', [user('a', 7), user('b')], [user('a', 7), user('b', 3)], { joined: [], left: [], call: ['a:7', 'b:3'] }],
    ['somebody leaves the call', [user('a', 7), user('b', 3)], [user('a', 7), user('b')], { joined: [], left: [], call: ['a:7', 'b:0'] }],
    ['the call is over', [user('a', 7), user('b', 3)], [user('a'), user('b')], { joined: [], left: [], call: ['a:0', 'b:0'] }],
    ['other permissions', [user('a', 7, { participantPermissions: 510 })], [user('a', 7, { participantPermissions: 128 })], { joined: [], left: [], call: ['a:7'] }],
  ])('%s', (_what, before, after, expected) => {
    expect(brief(before, after)).toEqual(expected)
  })
})

describe('a message of a pull', () => {
  it.each<[string, string, unknown]>([
    ['an offer', '{"from":"a","to":"b","type":"offer","roomType":"video","payload":{"sdp":"v=0"}}', { from: 'a', userId: 'ada', isControl: false, data: { from: 'a', to: 'b', type: 'offer', roomType: 'video', payload: { sdp: 'v=0' } } }],
    ['a control', '{"from":"a","type":"control","payload":{"action":"forceMute"}}', { from: 'a', userId: 'ada', isControl: true, data: { action: 'forceMute' } }],
    ['somebody unknown', '{"from":"x","type":"mute"}', { from: 'x', userId: '', isControl: false, data: { from: 'x', type: 'mute' } }],
    ['no JSON', '{', null],
    ['no object', '7', null],
    ['nothing', 'null', null],
    ['no sender', '{"type":"offer"}', null],
  ])('%s', (_what, json, expected) => {
    expect(signalOf(json, [user('a', 0, { userId: 'ada' })])).toEqual(expected)
  })
})
