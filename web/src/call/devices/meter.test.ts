import { expect, it, vi } from 'vitest'
import { meter } from './meter'

it('measures from the first gesture on where a browser asks for one', () => {
  const audio = {
    state: 'suspended',
    isAllowed: false,
    resume: vi.fn(() => {
      if (audio.isAllowed) audio.state = 'running'
      return audio.isAllowed ? Promise.resolve() : Promise.reject(new Error('not yet'))
    }),
    createMediaStreamSource: () => ({ connect: () => undefined, disconnect: () => undefined }),
    createAnalyser: () => ({ fftSize: 0, getFloatTimeDomainData: (samples: Float32Array) => samples.fill(audio.state === 'running' ? 0.5 : 0) }),
  }
  vi.stubGlobal('AudioContext', function AudioContext() { return audio })
  vi.stubGlobal('MediaStream', function MediaStream() {})

  const one = meter({} as MediaStreamTrack)
  expect(one.level()).toBe(0)
  audio.isAllowed = true
  dispatchEvent(new Event('pointerdown'))
  expect(one.level()).toBe(0.5)

  dispatchEvent(new Event('keydown'))
  expect(audio.resume).toHaveBeenCalledTimes(2)
  vi.unstubAllGlobals()
})
