/** Who goes where: changes that are collected before they are applied (no requests, randomness comes in). */
import type { Person } from './boardRules'

/** Wishes: key of a person to the token of a room; null takes the person out of its room. */
export type Draft = ReadonlyMap<string, string | null>

/** From 0 up to, not including, 1. */
export type Random = () => number

export function roomOf(person: Person, draft: Draft): string | null {
  const wish = draft.get(person.key)
  return wish === undefined ? person.room : wish
}

/** The wishes with these people in that room. Wishing what already is, is no wish; who cannot be assigned stays. */
export function moved(draft: Draft, people: Iterable<Person>, to: string | null): Draft {
  const next = new Map(draft)
  for (const person of people) {
    if (person.fixed) continue
    if (person.room === to) next.delete(person.key)
    else next.set(person.key, to)
  }
  return next
}

/** How many people are in each room, as wished. */
export function sizes(people: Iterable<Person>, rooms: readonly string[], draft: Draft): Map<string, number> {
  const counts = new Map(rooms.map((token) => [token, 0]))
  for (const person of people) {
    const token = person.fixed ? null : roomOf(person, draft)
    if (token !== null && counts.has(token)) counts.set(token, counts.get(token)! + 1)
  }
  return counts
}

/** A random order, each as likely as any other. */
export function shuffled<T>(things: readonly T[], random: Random): T[] {
  const result = [...things]
  for (let last = result.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    ;[result[last], result[other]] = [result[other]!, result[last]!]
  }
  return result
}

/** Everybody (or everybody of `only`) anew at random; rooms differ by one person at most. */
export function shuffle(draft: Draft, people: readonly Person[], rooms: readonly string[], random: Random): Draft {
  if (rooms.length === 0) return draft
  let next = draft
  const assignable = shuffled(people.filter((person) => !person.fixed), random)
  rooms.forEach((token, number) => {
    next = moved(next, assignable.filter((_, index) => index % rooms.length === number), token)
  })
  return next
}

/** Those without a room one by one into the room that is smallest at that moment; nobody else moves. */
export function fill(draft: Draft, people: readonly Person[], rooms: readonly string[], random: Random, among: (person: Person) => boolean = () => true): Draft {
  if (rooms.length === 0) return draft
  const counts = sizes(people, rooms, draft)
  const joining = new Map<string, Person[]>(rooms.map((token) => [token, []]))
  for (const person of shuffled(people.filter((one) => !one.fixed && roomOf(one, draft) === null && among(one)), random)) {
    const smallest = rooms.reduce((best, token) => (counts.get(token)! < counts.get(best)! ? token : best))
    counts.set(smallest, counts.get(smallest)! + 1)
    joining.get(smallest)!.push(person)
  }
  let next = draft
  for (const [token, joined] of joining) next = moved(next, joined, token)
  return next
}

export interface Merge {
  draft: Draft
  /** Wishes that are void: the person or the room is gone, or the person became a moderator. */
  dropped: number
  /** People with a wish whom somebody else has moved meanwhile; the wish stays. */
  contested: Person[]
}

/**
 * The board has changed while wishes were collected. A wish stays as long as its person can be assigned and its room
 * exists; it is over when it has come true, whoever did it.
 */
export function merge(draft: Draft, before: readonly Person[], after: readonly Person[], rooms: readonly string[]): Merge {
  const formerRoom = new Map(before.map((person) => [person.key, person.room]))
  const now = new Map(after.map((person) => [person.key, person]))
  const next = new Map<string, string | null>()
  const contested: Person[] = []
  let dropped = 0
  for (const [key, wish] of draft) {
    const person = now.get(key)
    if (!person || person.fixed || (wish !== null && !rooms.includes(wish))) dropped++
    else if (person.room !== wish) {
      next.set(key, wish)
      if (formerRoom.has(key) && formerRoom.get(key) !== person.room) contested.push(person)
    }
  }
  return { draft: next, dropped, contested }
}

export interface Changes {
  /** Into a room, from another one or from none. */
  placed: { person: Person; to: string }[]
  /** Out of a room, into none. */
  released: { person: Person; from: string }[]
}

export function changesOf(people: readonly Person[], draft: Draft): Changes {
  const changes: Changes = { placed: [], released: [] }
  for (const person of people) {
    const wish = draft.get(person.key)
    if (wish === undefined || wish === person.room || person.fixed) continue
    if (wish !== null) changes.placed.push({ person, to: wish })
    else changes.released.push({ person, from: person.room! })
  }
  return changes
}

/** Talk's attendee map: attendee ids of the parent to room numbers from 0, as JSON (reference, webinars §5.4). */
export function attendeeMap(placed: Changes['placed'], rooms: readonly string[]): string {
  return JSON.stringify(Object.fromEntries(placed.map(({ person, to }) => [person.attendeeId, rooms.indexOf(to)])))
}
