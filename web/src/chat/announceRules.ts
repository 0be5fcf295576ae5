/** Somebody's new message, in words. */
export interface Heard {
  name: string
  text: string
}

const LONGEST = 200

/** What a screen reader says of the messages of a moment: one is read out, of more only their number and the last name. */
export function announcementOf(heard: readonly Heard[]): { key: 'chat.announce.one' | 'chat.announce.many'; name: string; text: string; n: number } | null {
  const last = heard.at(-1)
  if (!last) return null
  return { key: heard.length === 1 ? 'chat.announce.one' : 'chat.announce.many', name: last.name, text: shorten(last.text, LONGEST), n: heard.length }
}

/** Cut at a whole character, also where that is an emoji of several parts. */
export function shorten(text: string, longest: number): string {
  const flat = text.replace(/\s+/gu, ' ').trim()
  if (flat.length <= longest) return flat
  let short = ''
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(flat.slice(0, 2 * longest))) {
    if (short.length + segment.length > longest) break
    short += segment
  }
  return `${short.trimEnd()}…`
}
