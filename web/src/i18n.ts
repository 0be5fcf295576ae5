/** Languages: a folder for each in `locales/`, a file for each feature, loaded in one piece. Another language is another folder, nothing else. */
import { nextTick } from 'vue'
import { createI18n } from 'vue-i18n'
import { localeOf } from './lib/locale'

const folders = import.meta.glob<{ texts: Record<string, object> }>('./locales/*/index.ts')
const KEY = 'plenum.language'
const FALLBACK = 'en'

export const languages = Object.keys(folders).map((path) => path.split('/')[2]!).sort()

export const i18n = createI18n({ legacy: false, locale: FALLBACK, fallbackLocale: FALLBACK, missingWarn: false, fallbackWarn: false })

/** What was chosen in this browser; null when nothing was. */
export function chosenLanguage(): string | null {
  return localStorage.getItem(KEY)
}

/** What was chosen in this browser, else what the browser prefers, else English. */
export function preferredLanguage(): string {
  const wanted = [chosenLanguage(), ...navigator.languages].filter((tag) => tag !== null)
  for (const tag of wanted) {
    const found = languages.find((language) => language === tag) ?? languages.find((language) => language === tag.split('-')[0])
    if (found) return found
  }
  return FALLBACK
}

async function load(language: string): Promise<void> {
  if (i18n.global.availableLocales.includes(language as 'en') && Object.keys(i18n.global.getLocaleMessage(language)).length) return
  const { texts } = await folders[`./locales/${language}/index.ts`]!()
  const features = Object.entries(texts).map(([path, feature]) => [path.slice(2, -'.json'.length), feature])
  i18n.global.setLocaleMessage(language, Object.fromEntries(features))
}

/** Resolves once the whole app speaks the language. */
export async function speak(language: string, remember = false): Promise<void> {
  await load(language)
  if (language !== FALLBACK && isIncomplete(language)) await load(FALLBACK)
  i18n.global.locale.value = language as 'en'
  document.documentElement.lang = language
  document.documentElement.dir = ['ar', 'fa', 'he', 'ur'].includes(language.split('-')[0]!) ? 'rtl' : 'ltr'
  if (remember) localStorage.setItem(KEY, language)
  await nextTick()
}

/** English and German are complete (a test holds them so); of others nobody knows. */
function isIncomplete(language: string): boolean {
  return language !== 'de'
}

/** The app's language as the browser's owner writes dates and numbers in it: `en-GB` rather than `en`. */
export function formattingLocale(): string {
  return localeOf(i18n.global.locale.value)
}

/** A day and a time. @param seconds Unix seconds */
export function dateTime(seconds: number, dateStyle: 'medium' | 'full' = 'medium'): string {
  return new Intl.DateTimeFormat(formattingLocale(), { dateStyle, timeStyle: 'short' }).format(seconds * 1000)
}

/** The name of a language in that language. */
export function nameOfLanguage(language: string): string {
  return new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language
}
