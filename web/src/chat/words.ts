import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Message } from '@/api/types'
import { formattingLocale } from '@/i18n'
import { useClock } from '@/stores/clock'
import { shorten } from './announceRules'
import { parseMessage, plainText } from './markdownRules'
import { isOwn, isSelf, type Self } from './mentionRules'
import { markOf, partsOf, partsOfServerText, readSystem, type Part, type Value } from './systemRules'

type Rich = Record<string, string> | undefined

/** A piece of a system message: names stand out. */
export interface Piece {
  text: string
  isName: boolean
}

const DAY = 86_400_000
const LONGEST_QUOTE = 200

/** Names, times and texts of messages in the language of whoever looks. */
export function useWords(self: Self, isOneToOne: () => boolean) {
  const { t, te } = useI18n()
  const locale = computed(formattingLocale)
  const clock = useClock()

  /** Who wrote it; guests without a name and people who are gone have one as well. */
  function authorOf(message: Message): string {
    if (message.actorType === 'deleted_users') return t('chat.deletedUser')
    if (message.actorType === 'guests' && message.actorId === 'system') return t('chat.systemName')
    if (message.actorType === 'guests' && message.actorId === 'cli') return t('chat.administration')
    return message.actorDisplayName || t('common.guest')
  }

  function nameOf(object: Rich): string {
    if (!object) return t('chat.nobody')
    if (object.type === 'highlight' && object.id === 'deleted_users') return t('chat.deletedUser')
    if (object.type === 'guest' && object.id === 'guest/system') return t('chat.systemName')
    if (object.type === 'guest' && object.id === 'guest/cli') return t('chat.administration')
    if (object.type !== 'guest') return object.name || object.id || t('chat.nobody')
    // The server says in English that somebody is a guest.
    const named = /^([\s\S]+) \(guest\)$/.exec(object.name ?? '')?.[1]
    if (named) return t('chat.guestSuffix', { name: named })
    return !object.name || object.name === 'Guest' ? t('common.guest') : object.name
  }

  const mentionOf = (object: Rich): string => (object?.type === 'call' ? t('chat.everyone') : nameOf(object))

  function piecesOf(message: Message): Piece[] {
    const reading = readSystem(message, self, isOneToOne())
    const variant = reading?.variants.find((one) => te(`chat.system.${reading.key}.${one}`))
    const parts = reading && variant
      ? partsOf(
        t(`chat.system.${reading.key}.${variant}`, Object.fromEntries(Object.keys(reading.values).map((name) => [name, markOf(name)]))),
        Object.fromEntries(Object.entries(reading.values).map(([name, value]) => [name, partsOfValue(value)])),
      )
      : partsOfServerText(message)
    return parts.map((part) => (part.kind === 'named' ? { text: nameOf(message.messageParameters[part.parameter]), isName: true } : { text: part.text, isName: false }))
  }

  function partsOfValue(value: Value): Part[] {
    switch (value.kind) {
      case 'named':
        return [value]
      case 'text':
        return [value]
      case 'duration':
        return [{ kind: 'text', text: t(`chat.duration.${value.unit}`, { n: value.amount }, value.amount) }]
      case 'people': {
        const items: Part[] = value.parameters.map((parameter) => ({ kind: 'named', parameter }))
        if (value.count > 0) items.push({ kind: 'text', text: t(`chat.${value.of}`, { n: value.count }, value.count) })
        const list = new Intl.ListFormat(locale.value, { type: 'conjunction' }).formatToParts(items.map((_item, index) => String(index)))
        return list.map((part) => (part.type === 'element' ? items[Number(part.value)]! : { kind: 'text', text: part.value }))
      }
    }
  }

  /** The words of a message on one line. */
  function plainOf(message: Message): string {
    if (message.messageType === 'system') return piecesOf(message).map(({ text }) => text).join('')
    if (message.deleted) return deletedText(message)
    return shorten(plainText(parseMessage(message.message, message.messageParameters), (key) => mentionOf(message.messageParameters[key])), LONGEST_QUOTE)
  }

  /** Told from where the reader stands; pushed messages know only who did it. */
  function deletedText(message: Message): string {
    const { actor } = message.messageParameters
    if (isSelf(actor, self)) return t('chat.deleted.you')
    const isByAuthor = !actor || isSelf(actor, { actorType: message.actorType, actorId: message.actorId }) || actor.id === 'deleted_users'
    return isByAuthor ? t('chat.deleted.author') : t('chat.deleted.other', { name: nameOf(actor) })
  }

  // Making one takes longer than using it a hundred times.
  const times = computed(() => new Intl.DateTimeFormat(locale.value, { timeStyle: 'short' }))
  const moments = computed(() => new Intl.DateTimeFormat(locale.value, { dateStyle: 'full', timeStyle: 'medium' }))
  const timeOf = (timestamp: number): string => times.value.format(timestamp * 1000)
  const momentOf = (timestamp: number): string => moments.value.format(timestamp * 1000)

  function dayOf(timestamp: number): string {
    const day = startOfDay(timestamp * 1000)
    const today = startOfDay(clock.now())
    if (day === today) return t('chat.today')
    if (day === startOfDay(today - DAY / 2)) return t('chat.yesterday')
    const isThisYear = new Date(day).getFullYear() === new Date(today).getFullYear()
    return new Intl.DateTimeFormat(locale.value, { weekday: 'long', day: 'numeric', month: 'long', year: isThisYear ? undefined : 'numeric' }).format(day)
  }

  return { authorOf, nameOf, mentionOf, piecesOf, plainOf, deletedText, timeOf, momentOf, dayOf, isOwn: (message: Message) => isOwn(message, self), isSelf: (object: Rich) => isSelf(object, self) }
}

export type Words = ReturnType<typeof useWords>

function startOfDay(milliseconds: number): number {
  return new Date(milliseconds).setHours(0, 0, 0, 0)
}

/** The local day of a time, to tell days apart. */
export const dayKey = (timestamp: number): string => String(startOfDay(timestamp * 1000))
