import { describe, expect, it } from 'vitest'
import { parseMessage, plainText, safeLink, type Node } from './markdownRules'

/** A tree on one line. */
function brief(nodes: readonly Node[]): string {
  return nodes
    .map((node) => {
      if (node.kind === 'text') return node.text
      if (node.kind === 'mention') return `{${node.key}}`
      if (node.kind === 'code' || node.kind === 'block') return `<${node.kind}>${node.text}</>`
      if (!('children' in node)) return `<${node.kind}>`
      const more = node.kind === 'link' ? ` ${node.href}` : node.kind === 'ordered' ? ` ${node.start}` : ''
      return `<${node.kind}${more}>${brief(node.children)}</>`
    })
    .join('')
}

const paragraph = (inner: string) => `<paragraph>${inner}</>`

describe('Markdown', () => {
  it.each([
    ['**b** *e* ~~s~~ `c`', paragraph('<strong>b</> <emphasis>e</> <strike>s</> <code>c</>')],
    ['a\nb', paragraph('a<break>b')],
    ['# Title', '<heading>Title</>'],
    ['line\n---', `${paragraph('line')}<rule>`],
    ['> said', `<quote>${paragraph('said')}</>`],
    ['- a\n- b', '<list><item><paragraph>a</></><item><paragraph>b</></></>'],
    ['7. a', '<ordered 7><item><paragraph>a</></></>'],
    ['```js\nlet a\n```', '<block>let a</>'],
    ['    indented', paragraph('indented')],
    ['[foo]: http://example.org', paragraph('[foo]: <link http://example.org/>http://example.org</>')],
    ['https://a.example/x?y=1', paragraph('<link https://a.example/x?y=1>https://a.example/x?y=1</>')],
    ['www.example.org', paragraph('<link http://www.example.org/>www.example.org</>')],
    ['see readme.md', paragraph('see readme.md')],
    ['ada@example.org', paragraph('<link mailto:ada@example.org>ada@example.org</>')],
    ['[text](https://example.org)', paragraph('<link https://example.org/>text</>')],
    ['![cat](https://example.org/cat.png)', paragraph('<link https://example.org/cat.png>cat</>')],
  ])('%j', (text, tree) => {
    expect(brief(parseMessage(text))).toBe(tree)
  })
})

describe('what might do harm stays text', () => {
  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<b onclick="alert(1)">x</b>',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](&#106;avascript:alert(1))',
    '[x](data:text/html,<script>alert(1)</script>)',
    '[x](vbscript:msgbox)',
    '[x](file:///etc/passwd)',
    '[x](//evil.example)',
    '[x](/ocs/v2.php/logout)',
    '<javascript:alert(1)>',
    '![x](javascript:alert(1))',
    '![x](data:image/svg+xml,<svg onload=alert(1)>)',
    '> - > <iframe src="https://evil.example"></iframe>',
    '**<svg/onload=alert(1)>**',
    '[<script>x</script>](javascript:1)',
    '<!-- <script> --> <style>*{display:none}</style>',
  ])('%s', (text) => {
    const links = JSON.stringify(parseMessage(text)).match(/"href":"[^"]*"/g) ?? []
    expect(links.filter((link) => !/"href":"(https?:|mailto:)/.test(link))).toEqual([])
    expect(plainText(parseMessage(text), String)).not.toBe('')
  })

  it('however deep it is nested', () => {
    expect(brief(parseMessage(`${'> '.repeat(500)}<script>alert(1)</script>`))).not.toContain('undefined')
    expect(brief(parseMessage('*'.repeat(5000)))).toBeTruthy()
    expect(brief(parseMessage('['.repeat(5000)))).toBeTruthy()
  })
})

describe('links', () => {
  it.each([
    ['https://example.org', 'https://example.org/'],
    ['mailto:a@example.org', 'mailto:a@example.org'],
    ['javascript:alert(1)', null],
    [' javascript:alert(1)', null],
    ['java\nscript:alert(1)', null],
    ['data:text/html,x', null],
    ['blob:https://example.org/1', null],
    ['/relative', null],
    ['', null],
  ])('%j leads to %j', (url, href) => {
    expect(safeLink(url)).toBe(href)
  })
})

describe('mentions', () => {
  const parameters = { 'mention-user1': { type: 'user', id: 'ada', name: 'Ada' } }

  it.each([
    ['hi {mention-user1}!', paragraph('hi {mention-user1}!')],
    ['**{mention-user1}**', paragraph('<strong>{mention-user1}</>')],
    ['{mention-user2} {constructor}', paragraph('{mention-user2} {constructor}')],
    ['`{mention-user1}`', paragraph('<code>{mention-user1}</>')],
  ])('%j', (text, tree) => {
    expect(brief(parseMessage(text, parameters))).toBe(tree)
  })

  it('have their name where only words are wanted', () => {
    expect(plainText(parseMessage('# Hi {mention-user1}\n\n- a\n- **b**', parameters), () => 'Ada').trim()).toBe('Hi @Ada a b')
  })
})
