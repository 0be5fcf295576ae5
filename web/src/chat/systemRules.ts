import type { Message } from '@/api/types'
import { isSelf, type Self } from './mentionRules'

/** How a system message reads: the first text there is of `chat.system.KEY.VARIANT`, and what goes into it. */
export interface SystemReading {
  key: string
  variants: Variant[]
  values: Record<string, Value>
}

export type Value =
  | { kind: 'named'; parameter: string }
  | { kind: 'text'; text: string }
  | { kind: 'duration'; amount: number; unit: Unit }
  | { kind: 'people'; parameters: string[]; count: number; of: 'others' | 'guests' }

export type Unit = 'minute' | 'hour' | 'day' | 'week'
export type Variant = 'neutral' | 'you' | 'admin' | 'adminAffected' | 'automatic' | 'automaticAffected' | 'affected' | 'self' | 'selfYou' | 'quiet' | 'quietYou'

/**
 * Which of our texts says what a system message says (a test holds them against the server's list of keys);
 * null where the server's text does not have what belongs into ours.
 */
export function readSystem(message: Message, self: Self, isOneToOne: boolean): SystemReading | null {
  const { systemMessage: key } = message
  const values: Record<string, Value> = {}
  for (const parameter of Object.keys(message.messageParameters)) values[parameter] = { kind: 'named', parameter }
  if (key === 'conversation_renamed') Object.assign(values, renamed(message.message))
  if (key === 'message_expiration_enabled') Object.assign(values, vanishing(message.message))
  const isEnd = key === 'call_ended' || key === 'call_ended_everyone'
  if (isEnd) Object.assign(values, ended(message))
  const needs = key === 'conversation_renamed' ? 'newName' : isEnd || key === 'message_expiration_enabled' ? 'duration' : null
  if (needs !== null && !values[needs]) return null
  return { key: textKey(message, isOneToOne, isEnd && !values.people), variants: variantsOf(message, self), values }
}

function textKey(message: Message, isOneToOne: boolean, isShortEnd: boolean): string {
  if (isShortEnd) return `${message.systemMessage}_short`
  return isOneToOne && message.systemMessage === 'call_started' ? 'call_started_one_to_one' : message.systemMessage
}

/** The most fitting variant first (chat §18.1). */
function variantsOf(message: Message, self: Self): Variant[] {
  const { actor, user } = message.messageParameters
  const isAffected = isSelf(user, self)
  const isActor = isSelf(actor, self)
  const isBy = (id: string) => message.actorType === 'guests' && message.actorId === id
  const isToItself = user !== undefined && user.id === actor?.id && user.type === actor?.type
  const found: Variant[] = []
  if (isToItself) found.push(...(isActor ? (['selfYou'] as const) : []), 'self')
  if (isBy('cli')) found.push(...(isAffected ? (['adminAffected'] as const) : []), 'admin')
  else if (isBy('system')) found.push(...(isAffected ? (['automaticAffected', 'affected'] as const) : []), 'automatic')
  else {
    if (message.silent) found.push(...(isActor ? (['quietYou'] as const) : []), 'quiet')
    if (isActor) found.push('you')
    else if (isAffected) found.push('affected')
  }
  return [...found, 'neutral']
}

/** The server puts names into its text: they are found between the quotes. */
function renamed(text: string): Record<string, Value> {
  const found = / from "([\s\S]*)" to "([\s\S]*)"$/.exec(text)
  return found ? { oldName: { kind: 'text', text: found[1]! }, newName: { kind: 'text', text: found[2]! } } : {}
}

function vanishing(text: string): Record<string, Value> {
  const found = / (\d+) (minute|hour|day|week)s?$/.exec(text)
  return found ? { duration: { kind: 'duration', amount: Number(found[1]), unit: found[2] as Unit } } : {}
}

function ended(message: Message): Record<string, Value> {
  const duration = /\((\d+(?::\d\d)+)\)$/.exec(message.message)?.[1]
  const parameters = Object.keys(message.messageParameters).filter((name) => /^user\d$/.test(name)).sort()
  const rest = /(?:^| )(\d+) (other|guest)s?\b/.exec(message.message)
  const values: Record<string, Value> = duration ? { duration: { kind: 'text', text: duration } } : {}
  if (parameters.length > 0 || rest) values.people = { kind: 'people', parameters, count: Number(rest?.[1] ?? 0), of: rest?.[2] === 'guest' ? 'guests' : 'others' }
  return values
}

export type Part = { kind: 'text'; text: string } | { kind: 'named'; parameter: string }

/** A text with marks in the place of its values, cut at the marks. */
export function partsOf(text: string, values: Record<string, Part[]>): Part[] {
  return text.split(/(\u0001\w+\u0002)/u).filter(Boolean).flatMap((piece) => {
    const name = /^\u0001(\w+)\u0002$/u.exec(piece)?.[1]
    return name !== undefined && values[name] ? values[name] : [{ kind: 'text' as const, text: piece }]
  })
}

export const markOf = (name: string): string => `\u0001${name}\u0002`

/** The server's own words with its placeholders, for keys without a text of ours. */
export function partsOfServerText(message: Message): Part[] {
  return message.message.split(/(\{\w+\})/).filter(Boolean).map((piece) => {
    const parameter = /^\{(\w+)\}$/.exec(piece)?.[1]
    return parameter !== undefined && Object.hasOwn(message.messageParameters, parameter) ? { kind: 'named', parameter } : { kind: 'text', text: piece }
  })
}
