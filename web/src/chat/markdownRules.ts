import MarkdownIt from 'markdown-it'
import type { Message } from '@/api/types'

/** A message as a tree of what is known to be harmless: whatever else was written stays text. */
export type Node =
  | { kind: 'text'; text: string }
  | { kind: 'break' }
  | { kind: 'rule' }
  | { kind: 'code'; text: string }
  | { kind: 'block'; text: string }
  | { kind: 'mention'; key: string }
  | { kind: 'link'; href: string; children: Node[] }
  | { kind: 'ordered'; start: number; children: Node[] }
  | { kind: 'paragraph' | 'heading' | 'strong' | 'emphasis' | 'strike' | 'quote' | 'list' | 'item'; children: Node[] }

type Token = ReturnType<MarkdownIt['parse']>[number]
type Parent = Extract<Node, { children: Node[] }>

const parser = new MarkdownIt({ html: false, breaks: true, linkify: true, typographer: false })
// Tables do not fit beside a stage; an indented line or one above dashes means nothing in a chat; a definition would vanish.
parser.disable(['table', 'code', 'lheading', 'reference'])
parser.validateLink = (url) => safeLink(url) !== null

const PLAIN: Record<string, Exclude<Parent['kind'], 'link' | 'ordered'>> = {
  paragraph_open: 'paragraph', heading_open: 'heading', strong_open: 'strong', em_open: 'emphasis', s_open: 'strike',
  blockquote_open: 'quote', bullet_list_open: 'list', list_item_open: 'item',
}

/** Links lead to web pages and addresses, never into a script. */
export function safeLink(url: string): string | null {
  try {
    const { protocol, href } = new URL(url)
    return ['http:', 'https:', 'mailto:'].includes(protocol) ? href : null
  } catch {
    return null
  }
}

/** @param parameters placeholders of the message: `{key}` in the text becomes a mention */
export function parseMessage(text: string, parameters: Message['messageParameters'] = {}): Node[] {
  return nest(parser.parse(text, {}).flatMap((token) => (token.type === 'inline' ? token.children! : [token])), parameters)
}

function nest(tokens: readonly Token[], parameters: Message['messageParameters']): Node[] {
  const open: Node[][] = [[]]
  for (const [index, token] of tokens.entries()) {
    const at = open.at(-1)!
    if (token.nesting === 1) {
      const node = opened(token, tokens[index + 1])
      if (node) at.push(node)
      open.push(node?.children ?? at)
    } else if (token.nesting === -1) {
      if (open.length > 1) open.pop()
    } else {
      at.push(...leaf(token, parameters))
    }
  }
  return open[0]!
}

/** null for what leaves no trace: its content stands where it stood. */
function opened(token: Token, next: Token | undefined): Parent | null {
  const children: Node[] = []
  if (token.type === 'ordered_list_open') return { kind: 'ordered', start: Number(token.attrGet('start') ?? 1), children }
  if (token.type !== 'link_open') return PLAIN[token.type] ? { kind: PLAIN[token.type]!, children } : null
  const href = safeLink(token.attrGet('href') ?? '')
  return href !== null && isMeant(token, next) ? { kind: 'link', href, children } : null
}

/** `readme.md` is a file, not a page in Moldova: an address that was not written as a link begins with `http` or `www`. */
function isMeant(token: Token, text: Token | undefined): boolean {
  return token.markup !== 'linkify' || token.attrGet('href')!.startsWith('mailto:') || /^(?:https?:|www\.)/i.test(text?.content ?? '')
}

function leaf(token: Token, parameters: Message['messageParameters']): Node[] {
  switch (token.type) {
    case 'text':
    case 'text_special':
      return withMentions(token.content, parameters)
    case 'softbreak':
    case 'hardbreak':
      return [{ kind: 'break' }]
    case 'hr':
      return [{ kind: 'rule' }]
    case 'code_inline':
      return [{ kind: 'code', text: token.content }]
    case 'fence':
    case 'code_block':
      return [{ kind: 'block', text: token.content.replace(/\n$/, '') }]
    case 'image': {
      // A picture would tell a foreign server who reads the chat: what it shows is a link.
      const href = safeLink(token.attrGet('src') ?? '')
      const children: Node[] = [{ kind: 'text', text: token.content || token.attrGet('src') || '' }]
      return href === null ? children : [{ kind: 'link', href, children }]
    }
    default:
      return token.content ? [{ kind: 'text', text: token.content }] : []
  }
}

function withMentions(text: string, parameters: Message['messageParameters']): Node[] {
  return text.split(/(\{[\w-]+\})/).filter(Boolean).map((part) => {
    const key = /^\{([\w-]+)\}$/.exec(part)?.[1]
    return key !== undefined && Object.hasOwn(parameters, key) ? { kind: 'mention', key } : { kind: 'text', text: part }
  })
}

/** The words alone, for quotes, notifications and screen readers. */
export function plainText(nodes: readonly Node[], nameOf: (key: string) => string): string {
  const words = nodes.map((node) => {
    if (node.kind === 'break' || node.kind === 'rule') return ' '
    if (node.kind === 'mention') return `@${nameOf(node.key)}`
    if (!('children' in node)) return node.text
    const inner = plainText(node.children, nameOf)
    return ['paragraph', 'heading', 'quote', 'item'].includes(node.kind) ? `${inner} ` : inner
  })
  return words.join('').replace(/\s+/gu, ' ')
}
