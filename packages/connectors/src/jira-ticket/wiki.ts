import {
  type List,
  type Nodes,
  parseMarkdown,
  type PhrasingContent,
  type RootContent,
} from './markdown.ts'

/** Markdown as Jira wiki markup, which Data Center's API v2 takes. Empty when there is no text. */
export function toWiki(markdown: string): string {
  return blocks(parseMarkdown(markdown).children)
}

const blocks = (nodes: readonly RootContent[]): string =>
  nodes
    .map((node) => block(node))
    .filter((text) => text !== '')
    .join('\n\n')

function block(node: RootContent): string {
  switch (node.type) {
    case 'heading':
      return `h${node.depth}. ${inline(node.children)}`
    case 'paragraph':
      return inline(node.children)
    case 'thematicBreak':
      return '----'
    case 'code':
      return `{code${node.lang ? `:${node.lang.replaceAll(/[^\w+-]/g, '')}` : ''}}\n${node.value.replaceAll(/\{(?=code|noformat)/gi, '{ ')}\n{code}`
    case 'blockquote':
      return `{quote}\n${blocks(node.children)}\n{quote}`
    case 'list':
      return list(node, '')
    case 'table':
      return node.children
        .map(({ children }, row) => {
          const bar = row === 0 ? '||' : '|'
          return `${bar}${children.map((cell) => inline(cell.children) || ' ').join(bar)}${bar}`
        })
        .join('\n')
    default:
      return escapeWiki('value' in node ? node.value : '')
  }
}

function list({ ordered, children }: List, above: string): string {
  const sign = `${above}${ordered === true ? '#' : '*'}`
  return children
    .map((item) => {
      const done = typeof item.checked === 'boolean' ? (item.checked ? '(/) ' : '( ) ') : ''
      const parts = item.children.map((child) =>
        child.type === 'list' ? list(child, sign) : block(child),
      )
      return `${sign} ${done}${parts.join('\n')}`
    })
    .join('\n')
}

const around: Record<string, string> = { strong: '*', emphasis: '_', delete: '-' }

function inline(nodes: readonly PhrasingContent[]): string {
  return nodes
    .map((node) => {
      if (node.type === 'break') return '\n'
      if (node.type === 'inlineCode') return `{{${escapeWiki(node.value)}}}`
      if (node.type === 'link') return link(inline(node.children), node.url)
      if (node.type === 'image') return link(escapeWiki(node.alt ?? node.url), node.url)
      const sign = around[node.type]
      if (sign !== undefined && 'children' in node) return `${sign}${inline(node.children)}${sign}`
      return escapeWiki('value' in (node as Nodes) ? (node as { value: string }).value : '')
    })
    .join('')
}

function link(text: string, url: string): string {
  return /^(https?:\/\/|mailto:)[^\s|\]]+$/i.test(url) ? `[${text}|${url}]` : text
}

/**
 * Signs that would start a macro, link, image, table or emphasis, and what at the beginning of a line would make a heading,
 * a quote, a list or a rule of it. A letter cannot be escaped there, so a blank without width stands before it.
 */
function escapeWiki(text: string): string {
  return text
    .replaceAll(/[{}[\]|!*_\\]/g, String.raw`\$&`)
    .replaceAll(/^(\s*)([#-])/gm, String.raw`$1\$2`)
    .replaceAll(/^(\s*)(?=h[1-6]\.|bq\.)/gim, '$1\u200B')
}
