import { expect, it } from 'vitest'
import { localeOf } from './locale'

it.each([
  ['en', ['de-DE', 'en-GB', 'en'], 'en-GB'],
  ['de', ['de-AT', 'de'], 'de-AT'],
  ['en', ['de-DE'], 'en'],
  ['en', [], 'en'],
  ['pt-BR', ['de', 'pt-PT'], 'pt-PT'],
])('%s for somebody who prefers %j is written as %s', (language, preferred, locale) => {
  expect(localeOf(language, preferred)).toBe(locale)
})
