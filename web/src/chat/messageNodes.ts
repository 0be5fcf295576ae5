import { h, type FunctionalComponent, type VNode } from 'vue'
import type { Node } from './markdownRules'

interface Props {
  nodes: readonly Node[]
  /** The text of a mention. */
  mention: (key: string) => { label: string; isSelf: boolean }
}

const TAGS = { paragraph: 'p', heading: 'p', strong: 'strong', emphasis: 'em', strike: 's', quote: 'blockquote', list: 'ul', item: 'li' } as const

/** Shows the tree of a message: elements and text, never markup. */
export const MessageNodes: FunctionalComponent<Props> = ({ nodes, mention }) => nodes.map((node) => show(node, mention))
MessageNodes.props = ['nodes', 'mention']

function show(node: Node, mention: Props['mention']): VNode | string {
  switch (node.kind) {
    case 'text':
      return node.text
    case 'break':
      return h('br')
    case 'rule':
      return h('hr')
    case 'code':
      return h('code', { dir: 'ltr' }, node.text)
    case 'block':
      return h('pre', { dir: 'ltr', tabindex: 0 }, [h('code', node.text)])
    case 'mention': {
      const { label, isSelf } = mention(node.key)
      return h('span', { class: ['mention', { self: isSelf }], dir: 'auto' }, `@${label}`)
    }
    case 'link':
      return h('a', { href: node.href, target: '_blank', rel: 'noopener noreferrer nofollow', title: node.href }, children(node.children, mention))
    case 'ordered':
      return h('ol', { start: node.start }, children(node.children, mention))
    case 'paragraph':
    case 'heading':
    case 'item':
      return h(TAGS[node.kind], { class: node.kind === 'heading' ? 'heading' : undefined, dir: 'auto' }, children(node.children, mention))
    default:
      return h(TAGS[node.kind], children(node.children, mention))
  }
}

function children(nodes: readonly Node[], mention: Props['mention']): (VNode | string)[] {
  return nodes.map((node) => show(node, mention))
}
