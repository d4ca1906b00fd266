import {
  type List,
  type ListItem,
  type Nodes,
  parseMarkdown,
  type PhrasingContent,
  type RootContent,
  type Table,
} from './markdown.ts'

type Mark = { type: string; attrs?: Record<string, unknown> }
/** A node of the Atlassian Document Format. */
export type AdfNode = {
  type: string
  version?: number
  text?: string
  attrs?: Record<string, unknown>
  marks?: Mark[]
  content?: AdfNode[]
}

/** Markdown as an Atlassian document; source: the vendor's document schema. Undefined when there is no text. */
export function toAdf(markdown: string): AdfNode | undefined {
  const content = parseMarkdown(markdown).children.flatMap((node) => block(node))
  return content.length === 0 ? undefined : { type: 'doc', version: 1, content }
}

/** Plain lines as a document, for comments. */
export function plainAdf(text: string): AdfNode {
  return { type: 'doc', version: 1, content: [paragraph([{ type: 'text', text }])] }
}

/** The text of a document, one line per paragraph. */
export function adfText(node: unknown): string {
  const { type, text, content } = (node ?? {}) as AdfNode
  if (type === 'text') return text ?? ''
  if (type === 'hardBreak') return '\n'
  const inner = (content ?? []).map((child) => adfText(child)).join('')
  return type === 'paragraph' || type === 'heading' || type === 'codeBlock' ? `${inner}\n` : inner
}

const paragraph = (content: AdfNode[]): AdfNode => ({ type: 'paragraph', content })
const textIn = (node: Nodes): string =>
  'value' in node ? node.value : 'children' in node ? node.children.map(textIn).join('') : ''

function block(node: RootContent): AdfNode[] {
  switch (node.type) {
    case 'paragraph':
      return filled(inline(node.children))
    case 'heading':
      return [{ type: 'heading', attrs: { level: node.depth }, content: inline(node.children) }]
    case 'thematicBreak':
      return [{ type: 'rule' }]
    case 'code':
      return [codeBlock(node.value, node.lang)]
    case 'blockquote':
      return quote(node.children.flatMap((child) => block(child)))
    case 'list':
      return [list(node)]
    case 'table':
      return [table(node)]
    default:
      return filled(plain(textIn(node)))
  }
}

const filled = (content: AdfNode[]): AdfNode[] => (content.length === 0 ? [] : [paragraph(content)])

function codeBlock(text: string, language: string | null | undefined): AdfNode {
  return {
    type: 'codeBlock',
    ...(language && { attrs: { language } }),
    ...(text !== '' && { content: [{ type: 'text', text }] }),
  }
}

/** Quotes and list items hold only plain blocks: what else there is becomes its paragraphs. */
function plainBlocks(nodes: AdfNode[], allowed: readonly string[]): AdfNode[] {
  return nodes.flatMap((node) => {
    if (allowed.includes(node.type)) return [node]
    if (node.type === 'heading') return [paragraph(node.content ?? [])]
    return filled(plain(adfText(node).trim()))
  })
}

function quote(nodes: AdfNode[]): AdfNode[] {
  const content = plainBlocks(nodes, ['paragraph', 'bulletList', 'orderedList', 'codeBlock'])
  return content.length === 0 ? [] : [{ type: 'blockquote', content }]
}

function list({ ordered, start, children }: List): AdfNode {
  const content = children.map((item) => listItem(item))
  if (ordered !== true) return { type: 'bulletList', content }
  return { type: 'orderedList', attrs: { order: start ?? 1 }, content }
}

function listItem({ checked, children }: ListItem): AdfNode {
  const allowed = ['paragraph', 'bulletList', 'orderedList', 'codeBlock']
  const content = plainBlocks(
    children.flatMap((child) => block(child)),
    allowed,
  )
  if (typeof checked === 'boolean') content.unshift(...filled(plain(checked ? '[x]' : '[ ]')))
  const [first] = content
  const fits = first?.type === 'paragraph' || first?.type === 'codeBlock'
  return { type: 'listItem', content: fits ? content : [paragraph([]), ...content] }
}

function table({ children }: Table): AdfNode {
  const content = children.map((row, at) => ({
    type: 'tableRow',
    content: row.children.map((cell) => ({
      type: at === 0 ? 'tableHeader' : 'tableCell',
      attrs: {},
      content: [paragraph(inline(cell.children))],
    })),
  }))
  return { type: 'table', attrs: { isNumberColumnEnabled: false, layout: 'default' }, content }
}

/** Text with its line breaks kept; an empty text node would make the document invalid. */
function plain(text: string, marks: Mark[] = []): AdfNode[] {
  return text
    .split('\n')
    .flatMap((line, at) => [
      ...(at > 0 ? [{ type: 'hardBreak' }] : []),
      ...(line === '' ? [] : [{ type: 'text', text: line, ...(marks.length > 0 && { marks }) }]),
    ])
}

const simpleMarks: Record<string, string> = { strong: 'strong', emphasis: 'em', delete: 'strike' }

function inline(nodes: readonly PhrasingContent[], marks: Mark[] = []): AdfNode[] {
  return nodes.flatMap((node) => {
    if (node.type === 'break') return [{ type: 'hardBreak' }]
    if (node.type === 'inlineCode')
      return plain(node.value, [...marks.filter(({ type }) => type === 'link'), { type: 'code' }])
    if (node.type === 'link') return inline(node.children, withLink(marks, node.url))
    if (node.type === 'image') return plain(node.alt ?? node.url, withLink(marks, node.url))
    const mark = simpleMarks[node.type]
    if (mark !== undefined && 'children' in node)
      return inline(node.children, [...marks.filter(({ type }) => type !== mark), { type: mark }])
    return plain(textIn(node), marks)
  })
}

/** Only addresses a reader may follow; anything else stays text. */
function withLink(marks: Mark[], href: string): Mark[] {
  if (!/^(https?:\/\/|mailto:)/i.test(href)) return marks
  return [...marks.filter(({ type }) => type !== 'link'), { type: 'link', attrs: { href } }]
}
