import type { Mention, Message } from '@/api/types'

type Parameters = Message['messageParameters']

/** Who is looking. */
export interface Self {
  actorType: string
  actorId: string
}

/** Somebody who is mentioned in a draft: what is written behind the @, and the id that is sent. */
export interface DraftMention {
  label: string
  id: string
}

export interface MentionQuery {
  /** Where the @ is. */
  start: number
  search: string
}

const LONGEST_SEARCH = 64
const WORD = /[\p{L}\p{N}_]/u
/** Code is sent as it is: nobody is mentioned in it (chat §7.1). */
const CODE = /(```[\s\S]*?(?:```|$)|`[^`\n]*`)/

/** What is being looked for at the caret: an @ that begins a word, and at most two words behind it. */
export function queryAt(text: string, caret: number): MentionQuery | null {
  const start = text.lastIndexOf('@', caret - 1)
  if (start < 0 || (start > 0 && WORD.test(text[start - 1]!))) return null
  const search = text.slice(start + 1, caret)
  if (search.length > LONGEST_SEARCH || !/^(?:[^\s@"]+(?: [^\s@"]*)?)?$/u.test(search)) return null
  const codeBefore = text.slice(0, start).split(CODE).at(-1)!
  return codeBefore.includes('`') ? null : { start, search }
}

/** A label for somebody that means nobody else of this draft. */
export function labelFor(suggestion: Pick<Mention, 'label' | 'id' | 'mentionId' | 'source'>, taken: readonly DraftMention[]): string {
  const name = suggestion.source === 'calls' ? 'all' : suggestion.label.replace(/\s+/gu, ' ').trim()
  const isFree = (label: string) => taken.every((mention) => mention.label !== label || mention.id === suggestion.mentionId)
  if (isFree(name)) return name
  for (let number = 2; ; number++) if (isFree(`${name} (${number})`)) return `${name} (${number})`
}

export function insertMention(text: string, caret: number, query: MentionQuery, label: string): { text: string; caret: number } {
  const before = `${text.slice(0, query.start)}@${label} `
  return { text: before + text.slice(caret).replace(/^ /, ''), caret: before.length }
}

/** The draft as it is sent: `@label` becomes `@"id"`, whole names only and longer ones first. */
export function encodeMentions(text: string, mentions: readonly DraftMention[]): string {
  return replaceMentions(text, mentions, ({ id }) => `@"${id}"`)
}

/** The draft as a message that is shown before the server has answered. */
export function previewMentions(text: string, mentions: readonly DraftMention[]): { text: string; parameters: Parameters } {
  const keyOf = (mention: DraftMention) => `mention-draft${mentions.indexOf(mention) + 1}`
  return {
    text: replaceMentions(text, mentions, (mention) => `{${keyOf(mention)}}`),
    parameters: Object.fromEntries(mentions.map((mention) => [keyOf(mention), { type: mention.id === 'all' ? 'call' : 'user', id: mention.id, name: mention.label }])),
  }
}

function replaceMentions(text: string, mentions: readonly DraftMention[], replacement: (mention: DraftMention) => string): string {
  const known = [...mentions].sort((a, b) => b.label.length - a.label.length)
  if (known.length === 0) return text
  const names = new RegExp(`(?<![\\p{L}\\p{N}_])@(${known.map(({ label }) => escape(label)).join('|')})(?![\\p{L}\\p{N}_])`, 'gu')
  return text
    .split(CODE)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(names, (_whole, label: string) => replacement(known.find((mention) => mention.label === label)!))))
    .join('')
}

function escape(label: string): string {
  return label.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}

/** A sent message as a draft again, to be edited. */
export function decodeMentions(text: string, parameters: Parameters): { text: string; mentions: DraftMention[] } {
  const mentions: DraftMention[] = []
  const decoded = text.replace(/\{([\w-]+)\}/g, (whole, key: string) => {
    const object = parameters[key]
    const id = object?.['mention-id']
    if (!object || !id) return whole
    const known = mentions.find((mention) => mention.id === id)
    const label = known?.label ?? labelFor({ id, mentionId: id, label: object.name ?? id, source: object.type === 'call' ? 'calls' : '' }, mentions)
    if (!known) mentions.push({ label, id })
    return `@${label}`
  })
  return { text: decoded, mentions }
}

/** Whether a placeholder's object is the one who looks. */
export function isSelf(object: Record<string, string> | undefined, self: Self): boolean {
  if (!object) return false
  switch (object.type) {
    case 'user':
      return self.actorType === 'users' && object.id === self.actorId && !object.server
    case 'guest':
      return object.id === `${self.actorType === 'emails' ? 'email' : 'guest'}/${self.actorId}` && (self.actorType === 'guests' || self.actorType === 'emails')
    case 'email':
      return self.actorType === 'emails' && object.id === self.actorId
    default:
      return false
  }
}

export function isOwn(message: Message, self: Self): boolean {
  return message.actorType === self.actorType && message.actorId === self.actorId
}

/** Somebody else's message calls the one who looks, by name or with everybody. */
export function mentionsSelf(message: Message, self: Self): boolean {
  if (message.messageType !== 'comment' || isOwn(message, self)) return false
  return Object.entries(message.messageParameters).some(([key, object]) => key.startsWith('mention-') && (object.type === 'call' || isSelf(object, self)))
}
