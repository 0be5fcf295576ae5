import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { languages } from './i18n'

const files = import.meta.glob<{ default: object }>('./locales/*/*.json', { eager: true })

function keysOf(texts: object, prefix = ''): string[] {
  return Object.entries(texts).flatMap(([key, value]) => (typeof value === 'object' ? keysOf(value, `${prefix}${key}.`) : [`${prefix}${key}`]))
}

/** Where texts are asked for: by a whole key, or by one with gaps, such as `door.${state}.title`. */
function namesInCode(features: string[]) {
  const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter((path) => /(?<!\.test|\.d)\.(ts|vue)$/u.test(path))
  const code = sources.map((path) => readFileSync(join(import.meta.dirname, path), 'utf8')).join('\n')
  const isOfFeature = new RegExp(`^(${features.join('|')})\\.`, 'u')
  const whole = [...code.matchAll(/'([\w-]+(?:\.[\w-]+)+)'/gu)].map((match) => match[1]!).filter((name) => isOfFeature.test(name))
  const gapped = [...code.matchAll(/`((?:[\w.-]|\$\{[^{}`]*\})*)`/gu)].map((match) => match[1]!.replace(/\$\{[^}]*\}/gu, '*'))
  // Of a key that is made in one place and continued in another: `${texts}.label`.
  const ends = gapped.filter((name) => name.startsWith('*.')).map((name) => name.slice(1))
  const starts = gapped.filter((name) => isOfFeature.test(name) && name.includes('*'))
  const patterns = starts.flatMap((start) => ['', ...ends].map((end) => new RegExp(`^${(start + end).replaceAll('.', '\\.').replaceAll('*', '[^.]+')}$`, 'u')))
  return { whole: new Set(whole), patterns }
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

  it('are used, and are there where they are used', () => {
    const english = Object.entries(files).filter(([path]) => path.includes('/en/')).map(([path, file]) => [path.split('/')[3]!.replace('.json', ''), file.default] as const)
    const keys = english.flatMap(([feature, texts]) => keysOf(texts, `${feature}.`))
    const { whole, patterns } = namesInCode(english.map(([feature]) => feature))

    expect(keys.filter((key) => !whole.has(key) && !patterns.some((pattern) => pattern.test(key)))).toEqual([])
    expect([...whole].filter((name) => !keys.includes(name))).toEqual([])
  }, 30_000)
})
