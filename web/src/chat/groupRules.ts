import type { Message } from '@/api/types'

export type Item =
  | { kind: 'day'; key: string; timestamp: number }
  | { kind: 'new'; key: string }
  | { kind: 'message'; key: string; message: Message; isFirst: boolean }
  | { kind: 'events'; key: string; messages: Message[] }

/** Whoever writes again within this many seconds goes on with the same group. */
const PAUSE = 300
/** Shorter runs of events are shown in full. */
const FEW_EVENTS = 3

const isEvent = (message: Message) => message.messageType === 'system'
const authorOf = (message: Message) => `${message.actorType}/${message.actorId}`

/**
 * What is shown of some messages, oldest first: days, the line above what is new, people's messages in groups,
 * runs of events together.
 * @param newAfter what is newer than this id is new; null for no line
 * @param dayOf the local day of a time, in whatever form
 */
export function itemsOf(messages: readonly Message[], newAfter: number | null, dayOf: (timestamp: number) => string): Item[] {
  const items: Item[] = []
  let day = ''
  let isMarked = newAfter === null
  let previous: Message | null = null
  for (const message of messages) {
    const itsDay = dayOf(message.timestamp)
    if (itsDay !== day) {
      items.push({ kind: 'day', key: `day ${message.id}`, timestamp: message.timestamp })
      day = itsDay
      previous = null
    }
    if (!isMarked && message.id > newAfter! && !isEvent(message)) {
      items.push({ kind: 'new', key: 'new' })
      isMarked = true
      previous = null
    }
    const last = items.at(-1)
    if (isEvent(message)) {
      if (last?.kind === 'events') last.messages.push(message)
      else items.push({ kind: 'events', key: `events ${message.id}`, messages: [message] })
    } else {
      items.push({ kind: 'message', key: `message ${message.id}`, message, isFirst: !goesOn(previous, message) })
    }
    previous = message
  }
  return items
}

function goesOn(previous: Message | null, message: Message): boolean {
  return previous !== null && !isEvent(previous) && authorOf(previous) === authorOf(message) && message.timestamp - previous.timestamp <= PAUSE
}

/** Of a long run of events the newest is shown; the others when somebody wants to see them. */
export function foldEvents(messages: readonly Message[]): { folded: Message[]; shown: Message[] } {
  const hides = messages.length > FEW_EVENTS ? messages.length - 1 : 0
  return { folded: messages.slice(0, hides), shown: messages.slice(hides) }
}
