/** A piece of a text that somebody wrote; with `href` it is an address on the web. */
export interface TextPart {
  text: string
  href?: string
}

const ADDRESS = /\bhttps?:\/\/[^\s<>"'`]+/giu

/** Splits a text at the web addresses in it. Nothing else becomes a link, and what ends a sentence is no part of one. */
export function linkParts(text: string): TextPart[] {
  const parts: TextPart[] = []
  let end = 0
  for (const match of text.matchAll(ADDRESS)) {
    const address = withoutEnd(match[0])
    if (!URL.canParse(address)) continue
    if (match.index > end) parts.push({ text: text.slice(end, match.index) })
    parts.push({ text: address, href: new URL(address).href })
    end = match.index + address.length
  }
  if (end < text.length) parts.push({ text: text.slice(end) })
  return parts
}

/** Drops punctuation behind an address, and a closing bracket that was opened before it. */
function withoutEnd(address: string): string {
  let trimmed = address
  for (;;) {
    const last = trimmed.at(-1)!
    const isStray = '.,;:!?…“”„’'.includes(last) || (last === ')' && !trimmed.includes('(')) || (last === ']' && !trimmed.includes('['))
    if (!isStray) return trimmed
    trimmed = trimmed.slice(0, -1)
  }
}
