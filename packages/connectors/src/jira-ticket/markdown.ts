import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'

/** The nodes of a Markdown tree, by the parser's own types. */
export type Root = ReturnType<typeof fromMarkdown>
export type RootContent = Root['children'][number]
export type Nodes = Root | RootContent
export type List = Extract<RootContent, { type: 'list' }>
export type ListItem = List['children'][number]
export type Table = Extract<RootContent, { type: 'table' }>
export type PhrasingContent = Extract<RootContent, { type: 'paragraph' }>['children'][number]

/** Jira refuses rich text above 32,767 characters; the source is cut well below. */
const longestMarkdown = 28_000

/** GitHub-flavoured Markdown as a tree. */
export function parseMarkdown(markdown: string): Root {
  const text =
    markdown.length > longestMarkdown ? `${markdown.slice(0, longestMarkdown)}\n\n…` : markdown
  return fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
}
