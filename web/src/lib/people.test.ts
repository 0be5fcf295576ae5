import { describe, expect, it } from 'vitest'
import { hueOf, initialsOf } from './people'

describe('initials', () => {
  it.each([
    ['Ada Lovelace', 'AL'],
    ['ada', 'A'],
    ['  Grace  Brewster  Hopper ', 'GH'],
    ['👩‍🚀 Mae', '👩‍🚀M'],
    ['', '?'],
    ['<b>x</b>', '<'],
    ['ליאה כהן', 'לכ'],
  ])('of %j are %j', (name, initials) => {
    expect(initialsOf(name)).toBe(initials)
  })
})

describe('the colour of a person', () => {
  it('stays, and differs between people', () => {
    expect(hueOf('ada')).toBe(hueOf('ada'))
    expect(hueOf('ada')).not.toBe(hueOf('bob'))
  })
})
