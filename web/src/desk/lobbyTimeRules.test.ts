import { describe, expect, it } from 'vitest'
import { fromLocalInput, toLocalInput } from './lobbyTimeRules'

describe('a local time', () => {
  it.each([0, 1_700_000_040, 4_102_444_800])('comes back from the field as it went in: %i', (seconds) => {
    expect(fromLocalInput(toLocalInput(seconds))).toBe(seconds)
  })

  it('is nothing where nothing was chosen', () => {
    expect(fromLocalInput('')).toBeNull()
    expect(fromLocalInput('tomorrow')).toBeNull()
  })
})
