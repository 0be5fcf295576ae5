import { describe, expect, it } from 'vitest'
import { languages } from './i18n'

const files = import.meta.glob<{ default: object }>('./locales/*/*.json', { eager: true })

function keysOf(texts: object, prefix = ''): string[] {
  return Object.entries(texts).flatMap(([key, value]) => (typeof value === 'object' ? keysOf(value, `${prefix}${key}.`) : [`${prefix}${key}`]))
}

function textsOf(language: string): string[] {
  return Object.entries(files)
    .filter(([path]) => path.startsWith(`./locales/${language}/`))
    .flatMap(([path, file]) => keysOf(file.default, `${path.split('/')[3]} `))
    .sort()
}

describe('languages', () => {
  it('are English and German at least', () => {
    expect(languages).toEqual(expect.arrayContaining(['de', 'en']))
  })

  it('say the same things', () => {
    expect(textsOf('de')).toEqual(textsOf('en'))
  })

  it('name the same values in the same text', () => {
    const named = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort().join()
    const different: string[] = []
    for (const [path, file] of Object.entries(files).filter(([name]) => name.includes('/en/'))) {
      const other = files[path.replace('/en/', '/de/')]!.default
      const walk = (a: object, b: object, at: string): void => {
        for (const [key, value] of Object.entries(a)) {
          const counterpart = (b as Record<string, unknown>)[key]
          if (typeof value === 'object') walk(value, counterpart as object, `${at}.${key}`)
          else if (named(value) !== named(String(counterpart))) different.push(`${at}.${key}`)
        }
      }
      walk(file.default, other, path)
    }
    expect(different).toEqual([])
  })

  it.each([
    ['en', /moderat/iu, 'host'],
    ['de', /gastgeber|leitung|leitend|\bhosts?\b(?! und Port|\.)/iu, 'Moderation'],
  ])('have one word for those who run a conversation: in %s not %s, but %s', (language, other) => {
    const texts = (values: object): string[] => Object.values(values).flatMap((value) => (typeof value === 'object' ? texts(value) : [value]))
    const all = Object.entries(files).filter(([path]) => path.includes(`/${language}/`)).flatMap(([, file]) => texts(file.default))
    expect(all.filter((text) => other.test(text))).toEqual([])
  })
})
