const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const firstOf = (word: string): string => graphemes.segment(word)[Symbol.iterator]().next().value!.segment

/** Somebody's initials: the first letters of the first and the last word, whole characters even where they are emoji. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean)
  if (words.length === 0) return '?'
  const first = firstOf(words[0]!)
  const last = words.length > 1 ? firstOf(words.at(-1)!) : ''
  return (first + last).toLocaleUpperCase()
}

/** A hue of the colour wheel that stays the same for the same person. */
export function hueOf(id: string): number {
  let hash = 2166136261
  for (const character of id) hash = Math.imul(hash ^ character.codePointAt(0)!, 16777619)
  return (hash >>> 0) % 360
}
