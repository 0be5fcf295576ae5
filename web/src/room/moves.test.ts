import { expect, it, vi } from 'vitest'
import { createMoves } from './moves'

it('leaves, goes, joins again', async () => {
  const steps: string[] = []
  const moves = createMoves()
  moves.onBeforeMove(({ from, to }) => void steps.push(`leave ${from} for ${to}`))
  moves.onAfterMove(({ from, to }) => void steps.push(`join ${to} after ${from}`))
  await moves.run({ from: 'a', to: 'b' }, async () => void steps.push(`go to ${moves.movingTo.value}`))
  expect(steps).toEqual(['leave a for b', 'go to b', 'join b after a'])
  expect(moves.movingTo.value).toBeNull()
})

it('joins again where it is when it cannot go, and says so', async () => {
  const after = vi.fn()
  const moves = createMoves()
  moves.onAfterMove(after)
  await expect(moves.run({ from: 'a', to: 'b' }, () => Promise.reject(new Error('closed')))).rejects.toThrow('closed')
  expect(after).toHaveBeenCalledExactlyOnceWith({ from: 'a', to: 'a' })
})

it('goes although somebody could not leave properly', async () => {
  const reported = vi.fn()
  vi.stubGlobal('reportError', reported)
  const go = vi.fn(async () => undefined)
  const moves = createMoves()
  moves.onBeforeMove(() => Promise.reject(new Error('network')))
  await moves.run({ from: 'a', to: 'b' }, go)
  expect(go).toHaveBeenCalledOnce()
  expect(reported).toHaveBeenCalledOnce()
  vi.unstubAllGlobals()
})

it('stays when it is there already, and does one move at a time', async () => {
  const go = vi.fn(async () => undefined)
  const moves = createMoves()
  await moves.run({ from: 'a', to: 'a' }, go)
  const first = moves.run({ from: 'a', to: 'b' }, go)
  await moves.run({ from: 'a', to: 'c' }, go)
  await first
  expect(go).toHaveBeenCalledOnce()
})
