import { describe, expect, it } from 'vitest'
import { isStranded, NOTICE, ordered, secondsLeft, SHORT_NOTICE } from './moveRules'

const inside = { token: 'P', isInside: true, isBreakoutRoom: false }

describe('an order to go', () => {
  it('gives a few seconds', () => {
    expect(ordered(null, 'R1', inside, 1000)).toEqual({ state: 'counting', to: 'R1', until: 1000 + NOTICE, total: NOTICE })
  })

  it.each([
    ['inside', true],
    ['outside already', false],
  ])('gives fewer out of a breakout room: %s', (_, isInside) => {
    expect(ordered(null, 'P', { token: 'R1', isInside, isBreakoutRoom: true }, 0)).toMatchObject({ until: SHORT_NOTICE })
  })

  it('that comes again does not begin anew', () => {
    const counting = ordered(null, 'R1', inside, 0)

    expect(ordered(counting, 'R1', inside, 3000)).toBe(counting)
    expect(ordered({ state: 'going', to: 'R1' }, 'R1', inside, 5000)).toEqual({ state: 'going', to: 'R1' })
  })

  it('to somewhere else replaces the former', () => {
    expect(ordered(ordered(null, 'R1', inside, 0), 'R2', inside, 3000)).toMatchObject({ to: 'R2', until: 3000 + NOTICE })
  })

  it('that could not be followed is tried again', () => {
    expect(ordered({ state: 'failed', to: 'R1', why: '' }, 'R1', inside, 0)).toMatchObject({ state: 'counting' })
  })

  it('to where one is, is none, and ends what was ordered before', () => {
    expect(ordered(ordered(null, 'R1', inside, 0), 'P', inside, 0)).toBeNull()
  })

  it('holds for whoever is here, and yet outside', () => {
    expect(ordered(null, 'P', { ...inside, isInside: false }, 0)).toMatchObject({ to: 'P' })
  })
})

describe('the seconds', () => {
  it.each([[0, 4], [1, 4], [1000, 3], [3999, 1], [4000, 1], [9000, 1]])('at %i ms are %i', (now, seconds) => {
    expect(secondsLeft({ state: 'counting', to: 'R1', until: 4000, total: 4000 }, now)).toBe(seconds)
  })
})

describe('being stranded', () => {
  it.each([
    [true, 'waiting', true],
    [true, 'removed', true],
    [true, 'gone', true],
    [true, 'inside', false],
    [true, 'taken', false],
    [true, 'banned', false],
    [false, 'waiting', false],
    [false, 'gone', false],
  ])('breakout room %s, %s: %s', (isBreakoutRoom, phase, expected) => {
    expect(isStranded({ isBreakoutRoom, phase })).toBe(expected)
  })
})
