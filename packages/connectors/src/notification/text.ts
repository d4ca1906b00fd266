import type { ActionContext } from '../kit/context.ts'
import type { NotificationConfig } from './config.ts'

/** The message with the link to the request, unless the item leaves it out. */
export function textOf(
  { request }: ActionContext,
  { message, include_link }: NotificationConfig,
): string {
  return include_link === false ? message : `${message}\n\n${request.item.name}: ${request.url}`
}

/** One line without control characters: nothing can start a header or a line of its own (CR/LF injection). */
export function oneLine(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, ' ').trim()
}
