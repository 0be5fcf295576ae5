import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { i18n } from '@/i18n'
import { attempt } from '@/lib/errors'
import { useToasts } from '@/stores/toasts'
import { attendeeMap, changesOf, fill, merge, moved, roomOf, shuffle, sizes, type Draft } from './assignmentRules'
import type { Person } from './boardRules'
import { useBreakout } from './breakout'

export const refusals = {
  config: 'breakout.refused.config',
  mode: 'breakout.refused.mode',
  attendeeMap: 'breakout.refused.attendeeMap',
  classified: 'breakout.refused.classified',
  room: 'breakout.refused.room',
  status: 'breakout.refused.status',
  target: 'breakout.refused.target',
  object: 'breakout.refused.object',
  message: 'breakout.refused.message',
  ban: 'breakout.refused.ban',
  endsAt: 'breakout.refused.endsAt',
}

const STEPS = 100

/** The changes that a moderator collects on the board, and applies at once. */
export const useAssignment = defineStore('breakout-assignment', () => {
  const breakout = useBreakout()
  const { t } = i18n.global

  const draft = shallowRef<Draft>(new Map())
  const past = shallowRef<Draft[]>([])
  const selected = shallowRef<ReadonlySet<string>>(new Set())
  /** How many of the changes are done, while they are being applied. */
  const progress = ref<{ done: number; total: number } | null>(null)
  let sending: Promise<boolean> | null = null
  /** What has just happened, for screen readers. */
  const news = ref('')

  const byKey = computed(() => new Map(breakout.people.map((person) => [person.key, person])))
  const counts = computed(() => sizes(breakout.people, breakout.tokens, draft.value))
  const unassigned = computed(() => breakout.people.filter((person) => !person.fixed && roomOf(person, draft.value) === null))

  watch([() => breakout.people, () => breakout.tokens], ([after, tokens], [before]) => {
    const merged = merge(draft.value, before, after, tokens)
    draft.value = merged.draft
    selected.value = new Set([...selected.value].filter((key) => byKey.value.get(key)?.fixed === null))
    if (progress.value) return
    if (merged.dropped > 0) useToasts().show(t('breakout.board.dropped', { n: merged.dropped }, merged.dropped))
    if (merged.contested.length > 0) useToasts().show(t('breakout.board.contested', { n: merged.contested.length, name: nameOf(merged.contested[0]!) }, merged.contested.length))
  })

  /** Another meeting, another board. */
  watch(() => breakout.parentToken, () => {
    draft.value = new Map()
    past.value = []
    selected.value = new Set()
  })

  function nameOf(person: Person): string {
    return person.name || t('common.guest')
  }

  function nameOfRoom(token: string | null): string {
    return breakout.rooms.find((room) => room.token === token)?.name ?? t('breakout.board.unassigned')
  }

  function say(text: string): void {
    // The same words twice are read out twice only when something differs.
    news.value = news.value === text ? `${text}\u00a0` : text
  }

  function commit(next: Draft, text: string): void {
    past.value = [...past.value, draft.value].slice(-STEPS)
    draft.value = next
    say(text)
  }

  function move(keys: Iterable<string>, to: string | null): void {
    const people = [...keys].map((key) => byKey.value.get(key)).filter((person) => person !== undefined && !person.fixed && roomOf(person, draft.value) !== to) as Person[]
    if (people.length === 0) return
    const next = moved(draft.value, people, to)
    const size = to === null ? null : sizes(breakout.people, breakout.tokens, next).get(to) ?? 0
    const room = nameOfRoom(to)
    const what = people.length === 1 ? t('breakout.board.movedOne', { name: nameOf(people[0]!), room }) : t('breakout.board.movedMany', { n: people.length, room })
    commit(next, size === null ? what : `${what} ${t('breakout.board.sizeNow', { n: size }, size)}`)
  }

  function shuffleAll(): void {
    commit(shuffle(draft.value, breakout.people, breakout.tokens, Math.random), t('breakout.board.shuffled'))
  }

  /** @param onlyPresent leaves those without a room who are not here */
  function fillUp(onlyPresent: boolean): void {
    const before = unassigned.value.length
    const next = fill(draft.value, breakout.people, breakout.tokens, Math.random, onlyPresent ? (person) => person.place !== 'away' : undefined)
    const placed = before - breakout.people.filter((person) => !person.fixed && roomOf(person, next) === null).length
    if (placed > 0) commit(next, t('breakout.board.filled', { n: placed }, placed))
    else say(t('breakout.board.filledNobody'))
  }

  function undo(): void {
    const last = past.value.at(-1)
    if (!last) return
    past.value = past.value.slice(0, -1)
    draft.value = merge(last, breakout.people, breakout.people, breakout.tokens).draft
    say(t('breakout.board.undone'))
  }

  function discard(): void {
    commit(new Map(), t('breakout.board.discarded'))
  }

  function select(keys: Iterable<string>): void {
    selected.value = new Set([...keys].filter((key) => byKey.value.get(key)?.fixed === null))
  }

  function toggle(key: string): void {
    const next = new Set(selected.value)
    if (!next.delete(key)) next.add(key)
    select(next)
  }

  /** Sends everything, what comes to it meanwhile as well; what the server did not do is named and given up. */
  async function apply(): Promise<boolean> {
    do {
      if (!(await (sending ??= send().finally(() => { sending = null })))) return false
    } while (draft.value.size > 0)
    return true
  }

  async function send(): Promise<boolean> {
    const { placed, released } = changesOf(breakout.people, draft.value)
    const sent = [...placed.map(({ person, to }) => [person.key, to] as const), ...released.map(({ person }) => [person.key, null] as const)]
    progress.value = { done: 0, total: sent.length }
    const worked = await attempt(async () => {
      if (placed.length > 0) await breakout.assign(attendeeMap(placed, breakout.tokens))
      progress.value!.done += placed.length
      for (const { person, from } of released) {
        await breakout.release(from, person.attendeeIdInRoom!)
        progress.value!.done++
      }
    }, refusals)
    await breakout.load()
    progress.value = null
    if (!worked) return false

    const refused = sent.filter(([key, wish]) => draft.value.get(key) === wish && draft.value.has(key)).map(([key]) => byKey.value.get(key)!)
    draft.value = new Map([...draft.value].filter(([key]) => !refused.some((person) => person.key === key)))
    past.value = []
    select([])
    if (refused.length > 0) useToasts().show(t('breakout.board.notMoved', { n: refused.length, names: refused.map(nameOf).join(', ') }, refused.length), 'warn')
    else say(t('breakout.board.applied', { n: sent.length }, sent.length))
    return refused.length === 0
  }

  return {
    draft, selected, progress, news, byKey, counts, unassigned,
    changes: computed(() => draft.value.size), canUndo: computed(() => past.value.length > 0),
    nameOf, nameOfRoom, say, move, shuffleAll, fillUp, undo, discard, select, toggle, apply,
  }
})
