import type { ActionContext } from '../kit/context.ts'
import type { NotificationConfig } from './config.ts'
import type { Worded } from './messages.ts'

/** The message with its facts, and with the link to the request unless the item leaves it out. */
export function textOf({ request }: ActionContext, config: Worded): string {
  const facts = factsOf(config).map(([label, value]) => `${label}: ${value}`)
  const link = config.include_link === false ? [] : [`${request.item.name}: ${request.url}`]
  return [config.message, ...(facts.length > 0 ? [facts.join('\n')] : []), ...link].join('\n\n')
}

/** Labels and values, each on one line; those without a value are left out. */
export function factsOf({ facts = {} }: NotificationConfig): readonly [string, string][] {
  return Object.entries(facts)
    .map(([label, value]): [string, string] => [oneLine(label), oneLine(value)])
    .filter(([, value]) => value !== '')
}

/** One line without control characters: nothing can start a header or a line of its own (CR/LF injection). */
export function oneLine(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, ' ').trim()
}
