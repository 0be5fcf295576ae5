import { describe, expect, it } from 'vitest'
import { hear, isSpeaking, RING_LASTS, SILENCE, TAKES_OVER_AFTER, YIELDS_AFTER, type SpeakerState } from './speakerRules'

const LOUD = 0.3

/** Plays who is loud, a line for each 100 ms; everybody of `people` is in the call. */
function play(lines: string[][], people = ['ada', 'bob', 'me'], state: SpeakerState = SILENCE, from = 0) {
  let now = from
  for (const loud of lines) {
    now += 100
    state = hear(state, new Map(people.map((name) => [name, loud.includes(name) ? LOUD : 0])), now, 'me')
  }
  return { state, now }
}

const times = (milliseconds: number, ...loud: string[]) => Array.from({ length: milliseconds / 100 }, () => loud)

describe('the active speaker', () => {
  it('is nobody while all are silent', () => {
    expect(play(times(1000)).state.active).toBeNull()
  })

  it('is the first who says something', () => {
    expect(play([['bob']]).state.active).toBe('bob')
  })

  it('is never oneself', () => {
    expect(play(times(3000, 'me')).state.active).toBeNull()
  })

  it('stays during a pause, and while all are silent', () => {
    expect(play([...times(500, 'ada'), ...times(5000)]).state.active).toBe('ada')
  })

  it('does not change for a cough', () => {
    expect(play([...times(500, 'ada'), ...times(2000), ...times(300, 'bob'), ...times(1000)]).state.active).toBe('ada')
  })

  it('does not change while who has it goes on', () => {
    expect(play([...times(500, 'ada'), ...times(3000, 'ada', 'bob')]).state.active).toBe('ada')
  })

  it('changes to who keeps speaking after the other one has ended', () => {
    const longest = Math.max(TAKES_OVER_AFTER, YIELDS_AFTER) + 200
    expect(play([...times(500, 'ada'), ...times(longest, 'bob')]).state.active).toBe('bob')
  })

  it('changes at once when who had it leaves', () => {
    const { state, now } = play(times(500, 'ada'))
    expect(play([['bob']], ['bob', 'me'], state, now).state.active).toBe('bob')
    expect(play([[]], ['bob', 'me'], state, now).state.active).toBeNull()
  })
})

describe('the ring', () => {
  it('bridges pauses between words, and goes out after', () => {
    const { state, now } = play(times(300, 'ada'))
    expect(isSpeaking(state, 'ada', now + RING_LASTS - 100)).toBe(true)
    expect(isSpeaking(state, 'ada', now + RING_LASTS + 100)).toBe(false)
    expect(isSpeaking(state, 'bob', now)).toBe(false)
  })
})
