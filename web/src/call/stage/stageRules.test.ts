import { describe, expect, it } from 'vitest'
import { keyOf, orderOf, orderTiles, pageOf, stageOf, viewFor, type StagePerson } from './stageRules'

const person = (session: string, more: Partial<StagePerson> = {}): StagePerson => ({ session, isSelf: false, hasCamera: false, hasMicrophone: false, hasScreen: false, ...more })
const me = person('me', { isSelf: true })
const ada = person('ada', { hasCamera: true })
const bob = person('bob')
const eve = person('eve', { hasScreen: true, hasCamera: true })

const focusOf = (facts: Partial<Parameters<typeof stageOf>[0]>) => {
  const { focus } = stageOf({ people: [me, bob, ada], view: 'speaker', pinned: null, speaker: null, ...facts })
  return focus && keyOf(focus)
}

describe('the stage', () => {
  it('shows all in the grid, screens first', () => {
    const { focus, tiles } = stageOf({ people: [me, ada, eve], view: 'grid', pinned: null, speaker: 'ada' })
    expect(focus).toBeNull()
    expect(tiles.map(keyOf)).toEqual(['eve|screen', 'me|video', 'ada|video', 'eve|video'])
  })

  it.each([
    ['who speaks', { speaker: 'bob' }, 'bob|video'],
    ['somebody with a camera while nobody speaks', {}, 'ada|video'],
    ['somebody with a microphone where nobody has a camera', { people: [me, bob, person('mia', { hasMicrophone: true })] }, 'mia|video'],
    ['a screen before who speaks', { people: [me, ada, eve], speaker: 'ada' }, 'eve|screen'],
    ['what is pinned before a screen', { people: [me, ada, eve], pinned: 'ada|video' }, 'ada|video'],
    ['what is pinned in the grid, too', { view: 'grid' as const, pinned: 'bob|video' }, 'bob|video'],
    ['who speaks when who was pinned has left', { pinned: 'zoe|video', speaker: 'bob' }, 'bob|video'],
    ['oneself when alone', { people: [me] }, 'me|video'],
    ['the screen of somebody else before one’s own', { people: [eve, person('me', { isSelf: true, hasScreen: true })] }, 'eve|screen'],
  ])('has %s large', (_what, facts, key) => {
    expect(focusOf(facts)).toBe(key)
  })

  it('does not show the large tile twice', () => {
    const { tiles } = stageOf({ people: [me, ada, eve], view: 'speaker', pinned: null, speaker: null })
    expect(tiles.map(keyOf)).toEqual(['me|video', 'ada|video', 'eve|video'])
  })

  it('is empty without people', () => {
    expect(stageOf({ people: [], view: 'speaker', pinned: null, speaker: null })).toEqual({ focus: null, tiles: [] })
  })
})

describe('the order of tiles', () => {
  const people = [bob, person('mia', { hasMicrophone: true }), ada, me]

  it('stays as people came while all fit, oneself first', () => {
    expect(orderOf(people, false).map((one) => one.session)).toEqual(['me', 'bob', 'mia', 'ada'])
  })

  it('has those who show or say something first when there are pages', () => {
    expect(orderOf(people, true).map((one) => one.session)).toEqual(['me', 'ada', 'mia', 'bob'])
  })
})

describe('the order of tiles with screens', () => {
  it('has screens first, and nobody who has left', () => {
    const { tiles } = stageOf({ people: [bob, ada, eve, me], view: 'grid', pinned: null, speaker: null })
    const known = new Map([bob, eve, me].map((one) => [one.session, one]))
    expect(orderTiles(tiles, known, false).map(keyOf)).toEqual(['eve|screen', 'me|video', 'bob|video', 'eve|video'])
    expect(orderTiles(tiles, known, true).map(keyOf)).toEqual(['eve|screen', 'me|video', 'eve|video', 'bob|video'])
  })
})

describe('a page', () => {
  const tiles = Array.from({ length: 10 }, (_, index) => ({ session: `p${index}`, kind: 'video' as const }))
  const page = (number: number, speaker: string | null) => pageOf(tiles, number, 4, speaker).map((tile) => tile.session)

  it.each([
    [0, null, ['p0', 'p1', 'p2', 'p3']],
    [2, null, ['p8', 'p9']],
    [0, 'p2', ['p0', 'p1', 'p2', 'p3']],
    [0, 'p7', ['p0', 'p1', 'p2', 'p7']],
    [1, 'p9', ['p4', 'p5', 'p6', 'p7']],
    [0, 'gone', ['p0', 'p1', 'p2', 'p3']],
  ])('%i with speaker %s has %o', (number, speaker, expected) => {
    expect(page(number, speaker)).toEqual(expected)
  })
})

describe('the view', () => {
  it.each([['grid', 0, false, 'grid'], ['grid', 1, false, 'speaker'], ['grid', 1, true, 'grid'], ['speaker', 0, false, 'speaker']] as const)('%s with %i screens (dismissed: %s) is %s', (chosen, screens, dismissed, view) => {
    expect(viewFor(chosen, screens, dismissed)).toBe(view)
  })
})
