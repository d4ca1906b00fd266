import { failedAnswer } from '../kit/answers.ts'
import type { ActionContext, Answer } from '../kit/context.ts'
import { type Outcome, withMade } from '../kit/outcome.ts'
import { jsonOf } from '../kit/read-body.ts'
import { settingText } from '../kit/setting-text.ts'
import { permanent } from '../kit/target.ts'
import type { Worded } from './messages.ts'
import { factsOf, oneLine } from './text.ts'

/** Characters of a summary, and of the message beside it (an event takes 512 KB; Events API v2). */
const longestSummary = 1_024
const longestMessage = 60_000
/** Milliseconds of rest where PagerDuty names none: it throttles by minutes. */
const restMs = 60_000

/** Sends one event. The key of the alert makes a repeat join the alert that the first one opened. */
export async function sendPagerduty(context: ActionContext, config: Worded): Promise<Outcome> {
  const connection = context.connection('pagerduty', config.connection ?? config.to?.[0])
  const routingKey = connection.secrets['routing_key']
  if (routingKey === undefined)
    return permanent(
      'connection.missing',
      `The connection ${connection.name} has no routing_key_ref`,
    )
  const base = settingText(connection, 'url', 'https://events.pagerduty.com').replace(/\/+$/, '')
  const key = config.alert?.dedup_key ?? `pao/${context.request.id}`
  const answer = await context.http.send({
    method: 'POST',
    url: `${base}/v2/enqueue`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ routing_key: routingKey, dedup_key: key, ...event(context, config) }),
    signal: context.signal,
  })
  context.log(`PagerDuty answered ${answer.status}`)
  return outcomeOf(answer, context.now, key)
}

/** Acknowledging and resolving say nothing but which alert. */
function event(context: ActionContext, config: Worded): object {
  const action = config.alert?.action ?? 'trigger'
  if (action !== 'trigger') return { event_action: action }
  const { item, url } = context.request
  return {
    event_action: action,
    payload: payload(context, config),
    client: 'PAO',
    client_url: url,
    ...(config.include_link !== false && { links: [{ href: url, text: oneLine(item.name) }] }),
  }
}

function payload({ request, now }: ActionContext, config: Worded): object {
  const { subject, message, alert = {} } = config
  const { severity = 'error', source, component, group, class: kind } = alert
  const place = request.environment === undefined ? '' : ` (${request.environment})`
  return {
    summary: oneLine(subject ?? message).slice(0, longestSummary),
    source: oneLine(source ?? '') || `${request.item.name}${place}`,
    severity,
    timestamp: new Date(now).toISOString(),
    ...(component !== undefined && { component }),
    ...(group !== undefined && { group }),
    ...(kind !== undefined && { class: kind }),
    custom_details: {
      ...Object.fromEntries(factsOf(config)),
      message: message.slice(0, longestMessage),
      request: request.id,
      item: request.item.id,
    },
  }
}

function outcomeOf(answer: Answer, now: number, key: string): Outcome {
  const { status } = answer
  if (status === 202)
    return {
      kind: 'succeeded',
      outputs: { channel: 'pagerduty', message_id: key, sent: true },
      ref: { kind: 'pagerduty', id: key },
    }
  const outcome = failedAnswer(answer, now, {
    code: status === 400 ? 'pagerduty.event_invalid' : `pagerduty.http_${status}`,
    message: `PagerDuty answered ${status}${reasons(answer)}`,
  })
  if (outcome.kind !== 'failed') return outcome
  if (status < 400) return withMade(outcome, 'maybe')
  return outcome.retryable ? { retryAfterMs: restMs, ...outcome } : outcome
}

/** PagerDuty's own words, without the values they quote. */
function reasons(answer: Answer): string {
  const { errors } = (jsonOf(answer) ?? {}) as { errors?: unknown }
  if (!Array.isArray(errors)) return ''
  const words = errors
    .filter((one) => typeof one === 'string')
    .slice(0, 5)
    .map((one) => oneLine(one).slice(0, 200))
  return words.length > 0 ? `: ${words.join('; ')}` : ''
}
