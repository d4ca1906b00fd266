import { createHash } from 'node:crypto'
import { isAmbiguous } from '@pao/core/engine'
import type { ActionContext } from '../kit/context.ts'
import type { Outcome } from '../kit/outcome.ts'
import type { Worded } from './messages.ts'

/**
 * Sends unless the same message went to the same place within the item's window; then it succeeds with
 * `sent: false`. What surely did not go out gives its window back.
 */
export async function onceInWindow(
  context: ActionContext,
  config: Worded,
  send: () => Promise<Outcome>,
): Promise<Outcome> {
  const { windows, log } = context
  if (config.dedupe === undefined || windows === undefined) return send()
  const name = nameOf(context, config)
  if (!(await windows.take(name, config.dedupe.window * 1000))) {
    log('the same message went there lately; not sent')
    return { kind: 'succeeded', outputs: { channel: config.channel, sent: false } }
  }
  const outcome = await send()
  if (outcome.kind === 'failed' && !isAmbiguous(outcome)) await windows.release(name)
  return outcome
}

/** Place and text as one digest: no text of a message is kept. */
function nameOf({ request }: ActionContext, config: Worded): string {
  const { channel, connection, to, subject, message, dedupe, alert } = config
  const text = dedupe?.key ?? [subject ?? null, message]
  const usual = channel === 'email' ? [request.requester.email] : []
  const place = [channel, connection ?? null, (to ?? usual).toSorted(), alert?.action ?? null]
  return createHash('sha256')
    .update(JSON.stringify([place, text]))
    .digest('hex')
}
