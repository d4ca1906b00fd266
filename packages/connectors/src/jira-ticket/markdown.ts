import type { Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'

/** Jira refuses rich text above 32,767 characters; the source is cut well below. */
const longestMarkdown = 28_000

/** GitHub-flavoured Markdown as a tree. */
export function parseMarkdown(markdown: string): Root {
  const text =
    markdown.length > longestMarkdown ? `${markdown.slice(0, longestMarkdown)}\n\n…` : markdown
  return fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
}
