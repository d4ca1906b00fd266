import type { MessageName } from '@pao/core/engine'
import type { ActionContext } from '../kit/context.ts'
import type { Outcome } from '../kit/outcome.ts'
import { permanent } from '../kit/target.ts'
import type { NotificationConfig } from './config.ts'

/** A message with its words, whoever wrote them. */
export type Worded = NotificationConfig & { message: string }

type Words = { subject: string; message: string }

/** What is said of the request, by the name of the message. The link to the request is added like to any message. */
const library: Readonly<Record<MessageName, (context: ActionContext) => Words>> = {
  request_submitted: (context) => ({
    subject: `${thing(context)} was ordered`,
    message: `${person(context)} ordered ${thing(context)}.`,
  }),
  approval_needed: (context) => ({
    subject: `${thing(context)} needs an approval`,
    message: `${person(context)} ordered ${thing(context)}. Somebody has to agree before it is made.`,
  }),
  request_approved: (context) => ({
    subject: `${thing(context)} was approved`,
    message: `What ${person(context)} ordered was approved: ${thing(context)}.`,
  }),
  request_completed: (context) => ({
    subject: `${thing(context)} is done`,
    message: `What ${person(context)} ordered is done: ${thing(context)}.`,
  }),
  request_failed: (context) => ({
    subject: `${thing(context)} has failed`,
    message: [`What ${person(context)} ordered has failed: ${thing(context)}.`, failed(context)]
      .filter((line) => line !== '')
      .join('\n\n'),
  }),
}

/** The message in words: what the item writes itself wins over what the named message says. */
export function worded(context: ActionContext, config: NotificationConfig): Worded | Outcome {
  const { template, message } = config
  const named = template === undefined ? undefined : library[template](context)
  const text = message ?? named?.message
  if (text === undefined)
    return permanent('notification.message_missing', 'The item gives neither message nor template')
  return { ...named, ...config, message: text }
}

function thing({ request: { item, environment } }: ActionContext): string {
  return environment === undefined ? item.name : `${item.name} (${environment})`
}

function person({ request: { requester } }: ActionContext): string {
  return requester.name ?? requester.email
}

/** Names of the steps that failed; why stands with the request, for those who may see it. */
function failed({ action: { progress = [] } }: ActionContext): string {
  const names = progress.filter(({ state }) => state === 'failed').map(({ name }) => name)
  return names.length === 0 ? '' : `Failed: ${names.join(', ')}.`
}
