import type { ActionContext } from '../kit/context.ts'
import type { Worded } from './messages.ts'
import { factsOf, oneLine } from './text.ts'

/** Bytes of text in a card: a message takes 28 KB, and JSON may double what a text takes. */
const longestText = 9_000
const mostLines = 80

type Line = { label?: string; text: string; isTitle?: true }

/**
 * The message as an Adaptive Card 1.5 (adaptivecards.io). All text stands in text runs, which read no Markdown: an
 * answer in a form can make neither a link nor a mention.
 */
export function cardOf({ request }: ActionContext, config: Worded): object {
  const { subject, message, include_link } = config
  const lines: Line[] = [
    ...(subject === undefined ? [] : [{ text: oneLine(subject), isTitle: true as const }]),
    ...message.split(/\r\n|\r|\n/).map((text) => ({ text: oneLine(text) })),
    ...factsOf(config).map(([label, text]) => ({ label, text })),
  ]
  const link = {
    type: 'Action.OpenUrl',
    title: oneLine(request.item.name).slice(0, 100),
    url: request.url,
  }
  return {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.5',
    body: within(lines).map((line) => block(line)),
    ...(include_link !== false && { actions: [link] }),
  }
}

/** Lines as far as the card holds them; what is cut off ends with three dots. Empty ones are left out. */
function within(lines: readonly Line[]): Line[] {
  const kept: Line[] = []
  let left = longestText
  for (const line of lines.filter(({ text }) => text !== '')) {
    const label = line.label === undefined ? undefined : cut(line.label, 200)
    const size = Buffer.byteLength(`${label ?? ''}${line.text}`)
    if (kept.length === mostLines || size > left) {
      kept.push({
        ...line,
        ...(label !== undefined && { label }),
        text: `${cut(line.text, left)}…`,
      })
      return kept
    }
    left -= size
    kept.push({ ...line, ...(label !== undefined && { label }) })
  }
  return kept
}

/** The text within so many bytes of UTF-8, no character torn. */
function cut(text: string, bytes: number): string {
  return Buffer.from(text, 'utf8')
    .subarray(0, bytes)
    .toString('utf8')
    .replace(/\uFFFD+$/, '')
}

function block({ label, text, isTitle }: Line): object {
  const run = { type: 'TextRun', text, ...(isTitle && { weight: 'Bolder', size: 'Medium' }) }
  const named =
    label === undefined ? [] : [{ type: 'TextRun', text: `${label}: `, weight: 'Bolder' }]
  return { type: 'RichTextBlock', inlines: [...named, run] }
}
