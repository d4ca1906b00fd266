import { escapeHtml } from '../kit/page.ts'
import { textOf } from '../kit/text.ts'

type Node = {
  type?: string
  text?: string
  content?: Node[]
  attrs?: Record<string, unknown>
  marks?: { type: string; attrs?: Record<string, unknown> }[]
}

const blocks: Record<string, string> = {
  paragraph: 'p',
  bulletList: 'ul',
  orderedList: 'ol',
  listItem: 'li',
  blockquote: 'blockquote',
  codeBlock: 'pre',
  table: 'table',
  tableRow: 'tr',
  tableHeader: 'th',
  tableCell: 'td',
}
const inline: Record<string, string> = {
  strong: 'b',
  em: 'i',
  code: 'code',
  strike: 's',
  underline: 'u',
}

/** Rich text as HTML: a document node by node, wiki text as it stands. */
export function richHtml(value: unknown): string {
  if (typeof value === 'string') return `<pre>${escapeHtml(value)}</pre>`
  return value === null || value === undefined ? '' : nodeHtml(value)
}

function nodeHtml(node: Node): string {
  if (node.type === 'text') return textHtml(node)
  if (node.type === 'hardBreak') return '<br>'
  if (node.type === 'rule') return '<hr>'
  const inner = (node.content ?? []).map(nodeHtml).join('')
  if (node.type === 'heading') return `<h2>${inner}</h2>`
  const tag = blocks[node.type ?? '']
  return tag === undefined ? inner : `<${tag}>${inner}</${tag}>`
}

function textHtml({ text, marks }: Node): string {
  return (marks ?? []).reduce((inner, { type, attrs }) => {
    const href = textOf(attrs?.['href'])
    if (type === 'link' && /^https?:/.test(href))
      return `<a href="${escapeHtml(href)}">${inner}</a>`
    const tag = inline[type]
    return tag === undefined ? inner : `<${tag}>${inner}</${tag}>`
  }, escapeHtml(text))
}
