import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Coalesced } from './coalesced'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('works at once, then once for all who asked meanwhile', async () => {
  const work = vi.fn(() => new Promise<void>((resolve) => setTimeout(resolve, 100)))
  const question = new Coalesced(work, () => 1_000)
  void question.run()
  await vi.advanceTimersByTimeAsync(0)
  expect(work).toHaveBeenCalledTimes(1)
  const later = Array.from({ length: 500 }, () => question.run())
  await vi.advanceTimersByTimeAsync(1_099)
  expect(work).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(101)
  expect(work).toHaveBeenCalledTimes(2)
  await Promise.all(later)
})

it('goes on after a failure, which everybody who waited for it hears', async () => {
  const work = vi.fn<() => Promise<void>>().mockRejectedValueOnce(new Error('down')).mockResolvedValue()
  const question = new Coalesced(work, () => 10)
  await expect(question.run()).rejects.toThrow('down')
  const next = question.run()
  await vi.advanceTimersByTimeAsync(10)
  await expect(next).resolves.toBeUndefined()
})
