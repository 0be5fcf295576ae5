/** How times and numbers are written: as in the person's own country where its language is the one that is spoken here. */
export function localeOf(language: string, preferred: readonly string[] = navigator.languages): string {
  return preferred.find((tag) => tag.split('-')[0] === language.split('-')[0]) ?? language
}
