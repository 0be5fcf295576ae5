import { describe, expect, it } from 'vitest'
import { afterChange, browserOf, devicesOf, nameOf, obstacle, pick, problemOf } from './deviceRules'

const error = (name: string, message = '') => Object.assign(new Error(message), { name })

describe('what is wrong', () => {
  it.each([
    ['NotAllowedError', 'Permission denied', 'denied'], ['NotAllowedError', 'Permission denied by system', 'blocked'], ['NotFoundError', '', 'missing'],
    ['OverconstrainedError', '', 'missing'], ['NotReadableError', 'Could not start video source', 'busy'], ['TypeError', '', 'failed'],
  ])('%s (%s) is %s', (name, message, problem) => {
    expect(problemOf(error(name, message))).toBe(problem)
  })

  it('is nothing anybody knows when it is no error', () => {
    expect(problemOf('no')).toBe('failed')
  })

  it.each([[true, true, null], [false, true, 'insecure'], [false, false, 'insecure'], [true, false, 'unsupported']])('secure %s with devices %s: %s', (secure, has, problem) => {
    expect(obstacle(secure, has)).toBe(problem)
  })
})

describe('the browser', () => {
  it.each([
    ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36', 'chrome'],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0', 'edge'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0', 'firefox'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15', 'safari'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/130.0 Mobile/15E148 Safari/604.1', 'ios'],
    ['Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36', 'android'],
    ['curl/8', 'other'],
  ])('%s is %s', (agent, browser) => {
    expect(browserOf(agent)).toBe(browser)
  })
})

describe('the list of devices', () => {
  const device = (kind: string, deviceId: string, label: string) => ({ kind: kind as MediaDeviceKind, deviceId, label, groupId: '' })

  it('has each once, with a name for people', () => {
    expect(devicesOf([
      device('audioinput', 'default', 'Default - Headset'), device('audioinput', 'a', 'Headset (046d:0a44)'), device('audioinput', 'b', 'Built-in'),
      device('videoinput', 'c', 'Webcam'),
    ], 'audioinput')).toEqual([{ id: 'a', label: 'Headset' }, { id: 'b', label: 'Built-in' }])
  })

  it('has the default one where there is no other', () => {
    expect(devicesOf([device('audiooutput', 'default', 'Default')], 'audiooutput')).toEqual([{ id: 'default', label: 'Default' }])
  })

  it('is empty before one may look', () => {
    expect(devicesOf([device('videoinput', '', '')], 'videoinput')).toEqual([])
  })

  it('keeps brackets that mean something', () => {
    expect(nameOf('FaceTime HD Camera (Built-in)')).toBe('FaceTime HD Camera (Built-in)')
  })

  it('falls back to the browser’s choice', () => {
    expect(pick([{ id: 'a', label: '' }], 'a')).toBe('a')
    expect(pick([{ id: 'a', label: '' }], 'gone')).toBe('')
  })
})

describe('when devices come and go', () => {
  it.each([[false, true, 1, 'nothing'], [true, false, 1, 'nothing'], [true, true, 1, 'replace'], [true, true, 0, 'gone']] as const)('on %s, ended %s, %i left: %s', (on, ended, left, what) => {
    expect(afterChange(on, ended, left)).toBe(what)
  })
})
