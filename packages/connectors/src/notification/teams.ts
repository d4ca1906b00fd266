import { failedAnswer } from '../kit/answers.ts'
import type { ActionContext, Answer } from '../kit/context.ts'
import { type Outcome, withMade } from '../kit/outcome.ts'
import { permanent } from '../kit/target.ts'
import { cardOf } from './card.ts'
import type { Worded } from './messages.ts'

/** Posts one card by the flow of a Teams channel. 202 = the flow will post it; whether it did is never told. */
export async function sendTeams(context: ActionContext, config: Worded): Promise<Outcome> {
  const connection = context.connection('teams', config.connection ?? config.to?.[0])
  const url = connection.secrets['webhook_url']
  if (url === undefined)
    return permanent(
      'connection.missing',
      `The connection ${connection.name} has no webhook_url_ref`,
    )
  const contentType = 'application/vnd.microsoft.card.adaptive'
  const attachments = [{ contentType, content: cardOf(context, config) }]
  const answer = await context.http.send({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ type: 'message', attachments }),
    signal: context.signal,
  })
  context.log(`Teams answered ${answer.status}`)
  return outcomeOf(answer, context.now)
}

/** The address is the secret: it must not stand in any message. */
function outcomeOf(answer: Answer, now: number): Outcome {
  const { status } = answer
  if (status === 202 || (status === 200 && isAccepted(answer.text().trim())))
    return { kind: 'succeeded', outputs: { channel: 'teams', sent: true } }
  if (status === 200) return refusedIn(answer.text())
  const gone = status === 404 || status === 410
  return failedAnswer(answer, now, {
    code: `teams.http_${status}`,
    message: gone
      ? 'The flow of the Teams channel does not exist any more; ask the operator'
      : `Teams answered ${status}`,
  })
}

/** What the older connectors of a channel say of a message they posted. */
const isAccepted = (text: string): boolean => text === '' || text === '1'

/** Those connectors answer 200 to what they could not post, with the reason as a sentence. */
function refusedIn(text: string): Outcome {
  const isBusy = /error 429/i.test(text)
  const isNamed = /microsoft teams endpoint returned/i.test(text)
  const outcome: Outcome = {
    kind: 'failed',
    retryable: isBusy,
    class: isBusy ? 'rate_limit' : 'permanent',
    code: 'teams.refused',
    message: 'Teams answered 200, but not that the message was posted',
    status: 200,
  }
  return withMade(outcome, isNamed ? 'no' : 'maybe')
}
