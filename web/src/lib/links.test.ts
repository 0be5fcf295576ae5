import { describe, expect, it } from 'vitest'
import { linkParts } from './links'

describe('links in a text', () => {
  it.each([
    ['', []],
    ['no link', [{ text: 'no link' }]],
    ['https://a.example', [{ text: 'https://a.example', href: 'https://a.example/' }]],
    ['See https://a.example/x?y=1&z=2#w.', [{ text: 'See ' }, { text: 'https://a.example/x?y=1&z=2#w', href: 'https://a.example/x?y=1&z=2#w' }, { text: '.' }]],
    ['(http://a.example/b)', [{ text: '(' }, { text: 'http://a.example/b', href: 'http://a.example/b' }, { text: ')' }]],
    ['https://a.example/b_(c)', [{ text: 'https://a.example/b_(c)', href: 'https://a.example/b_(c)' }]],
    ['javascript:alert(1)', [{ text: 'javascript:alert(1)' }]],
    ['<a href="https://a.example">', [{ text: '<a href="' }, { text: 'https://a.example', href: 'https://a.example/' }, { text: '">' }]],
    ['https://', [{ text: 'https://' }]],
  ])('%j', (text, parts) => {
    expect(linkParts(text)).toEqual(parts)
  })
})
