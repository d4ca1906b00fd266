import { createHash } from 'node:crypto'
import { failedTransport } from '../kit/answers.ts'
import type { ActionContext } from '../kit/context.ts'
import { settingText } from '../kit/setting-text.ts'
import type { ManualTaskConfig } from './config.ts'

/**
 * Mails the assignees that a task waits, through the one smtp connection. The Message-ID is that of the task, so a repeat
 * is recognised. A task waits also where nobody could be told; the log says why.
 */
export async function tell(
  context: ActionContext,
  { title, instructions = '', assignees = [] }: ManualTaskConfig,
): Promise<void> {
  const { request, idempotencyKey, signal } = context
  if (assignees.length === 0) return
  try {
    const connection = context.connection('smtp')
    const domain = settingText(connection, 'from').split('@')[1] ?? 'localhost'
    const id = createHash('sha256').update(`task ${idempotencyKey}`).digest('hex').slice(0, 40)
    const from = `Ordered by ${request.requester.email}: ${request.item.name}`
    const text = [title, instructions, from, request.url].filter((line) => line !== '')
    const mail = { to: assignees, subject: title, text: text.join('\n\n') }
    await context.mail.send(connection, { ...mail, messageId: `<${id}@${domain}>` }, signal)
    context.log(`told ${assignees.length} assignees by mail`)
  } catch (error) {
    const outcome = failedTransport(error)
    context.log(`the assignees were not told: ${'code' in outcome ? outcome.code : ''}`)
  }
}
