import { expect, it } from 'vitest'
import { Early } from './early'

it('gives back in order, and once, what those said who are known by now', () => {
  const early = new Early()
  early.keep('ada', { type: 'offer' })
  early.keep('bob', { type: 'offer' })
  early.keep('ada', { type: 'candidate' })

  expect(early.take(new Set(['ada', 'eve']))).toEqual([['ada', { type: 'offer' }], ['ada', { type: 'candidate' }]])
  expect(early.take(new Set(['ada']))).toEqual([])
  expect(early.take(new Set(['bob']))).toEqual([['bob', { type: 'offer' }]])
})

it('keeps no more than sensible people say', () => {
  const early = new Early()
  for (let message = 0; message < 100; message++) early.keep('ada', { type: 'candidate', message })
  for (let person = 0; person < 100; person++) early.keep(`person${person}`, { type: 'offer' })

  expect(early.take(new Set(['ada']))).toHaveLength(64)
  expect(early.take({ has: () => true })).toHaveLength(63)
})
