import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { effectScope, type EffectScope } from 'vue'
import { useRounds } from './rounds'

let scope: EffectScope
let visibility: DocumentVisibilityState = 'visible'
beforeEach(() => {
  vi.useFakeTimers()
  scope = effectScope()
  visibility = 'visible'
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility)
})
afterEach(() => {
  scope.stop()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const look = (state: DocumentVisibilityState) => {
  visibility = state
  document.dispatchEvent(new Event('visibilitychange'))
}

it('works at once, and again after each interval', async () => {
  const work = vi.fn(async () => undefined)
  scope.run(() => useRounds(work, 1000))
  expect(work).toHaveBeenCalledTimes(1)

  await vi.advanceTimersByTimeAsync(2000)
  expect(work).toHaveBeenCalledTimes(3)
})

it('rests while nobody looks, and works as soon as somebody comes back', async () => {
  const work = vi.fn(async () => undefined)
  scope.run(() => useRounds(work, 1000))
  look('hidden')
  await vi.advanceTimersByTimeAsync(10_000)
  expect(work).toHaveBeenCalledTimes(1)

  look('visible')
  expect(work).toHaveBeenCalledTimes(2)
  await vi.advanceTimersByTimeAsync(1000)
  expect(work).toHaveBeenCalledTimes(3)
})

it('never works twice at a time', async () => {
  let end = () => {}
  const work = vi.fn(() => new Promise<void>((resolve) => { end = resolve }))
  scope.run(() => useRounds(work, 1000))
  window.dispatchEvent(new Event('online'))
  window.dispatchEvent(new Event('focus'))
  await vi.advanceTimersByTimeAsync(5000)
  expect(work).toHaveBeenCalledTimes(1)

  end()
  await vi.advanceTimersByTimeAsync(1000)
  expect(work).toHaveBeenCalledTimes(2)
})

it('ends with the component, also in the middle of a round', async () => {
  let end = () => {}
  const work = vi.fn(() => new Promise<void>((resolve) => { end = resolve }))
  scope.run(() => useRounds(work, 1000))
  scope.stop()
  end()
  window.dispatchEvent(new Event('focus'))
  await vi.advanceTimersByTimeAsync(5000)

  expect(work).toHaveBeenCalledTimes(1)
})
