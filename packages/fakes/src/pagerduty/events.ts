import { randomUUID } from 'node:crypto'
import { type Call, jsonBody, type Reply } from '../kit/server.ts'
import { textOf } from '../kit/text.ts'

/** An event the Events API took in. */
export type PagerEvent = {
  event_action: 'trigger' | 'acknowledge' | 'resolve'
  dedup_key: string
  payload?: Readonly<Record<string, unknown>>
}
/** An alert as its events left it. */
export type PagerAlert = {
  dedupKey: string
  state: 'triggered' | 'acknowledged' | 'resolved'
  summary: string
  severity: string
}

/** The integration key of the one service there is: 32 characters. */
export const routingKey = 'fake0routing0key0of0a0service000'

type Json = Readonly<Record<string, unknown>>

const topKeys = 'routing_key event_action dedup_key payload client client_url links images'.split(
  ' ',
)
const payloadKeys = 'summary timestamp severity source component group class custom_details'.split(
  ' ',
)
const actions = ['trigger', 'acknowledge', 'resolve']
const severities = ['critical', 'error', 'warning', 'info']
/** Bytes of an event (developer.pagerduty.com, Events API v2). */
const largestEvent = 512 * 1024

/** PagerDuty's Events API v2. Undefined = the call is not about it. */
export function answerPagerduty(call: Call, keep: (event: PagerEvent) => void): Reply | undefined {
  if (call.path !== '/v2/enqueue') return undefined
  if (call.method !== 'POST') return { status: 405 }
  if (call.raw.length > largestEvent)
    return { status: 413, body: { status: 'invalid event', message: 'Event is too large' } }
  const body = jsonBody(call)
  if (!isMap(body)) return invalid(['JSON object expected'])
  const errors = faultsOf(body)
  if (errors.length > 0) return invalid(errors)
  const action = body['event_action'] as PagerEvent['event_action']
  const dedup_key = textOf(body['dedup_key']) || randomUUID().replaceAll('-', '')
  const payload = body['payload'] as Json | undefined
  keep({ event_action: action, dedup_key, ...(payload && { payload }) })
  return { status: 202, body: { status: 'success', message: 'Event processed', dedup_key } }
}

const isMap = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function invalid(errors: readonly string[]): Reply {
  return {
    status: 400,
    body: { status: 'invalid event', message: 'Event object is invalid', errors },
  }
}

function faultsOf(body: Json): string[] {
  const { routing_key: key, event_action: action, dedup_key: dedup, payload } = body
  const isTrigger = action === 'trigger'
  return [
    ...unknownIn(body, topKeys),
    ...(key === routingKey ? [] : [`'routing_key' is missing or is not a known integration key`]),
    ...(actions.includes(textOf(action)) ? [] : [`'event_action' is missing or invalid`]),
    ...(isTrigger || typeof dedup === 'string' ? [] : [`'dedup_key' is missing or blank`]),
    ...(textOf(dedup).length <= 255 ? [] : [`'dedup_key' is longer than 255`]),
    ...(isTrigger ? payloadFaults(payload) : []),
  ]
}

function payloadFaults(payload: unknown): string[] {
  if (!isMap(payload)) return [`'payload' is missing`]
  const { summary, source, severity } = payload
  const isLong = textOf(summary).length > 1024
  return [
    ...unknownIn(payload, payloadKeys),
    ...(typeof summary === 'string' && summary !== '' && !isLong
      ? []
      : [`'payload.summary' is missing, blank or longer than 1024`]),
    ...(typeof source === 'string' && source !== ''
      ? []
      : [`'payload.source' is missing or blank`]),
    ...(severities.includes(textOf(severity)) ? [] : [`'payload.severity' is invalid`]),
  ]
}

function unknownIn(value: Json, known: readonly string[]): string[] {
  return Object.keys(value).flatMap((key) =>
    known.includes(key) ? [] : [`'${key}' is not a known key`],
  )
}

/**
 * What the events made, oldest first: a trigger joins the open alert of its key; after a resolve the same key
 * opens another; what comes for an alert that is not open is dropped.
 */
export function alertsOf(events: readonly PagerEvent[]): readonly PagerAlert[] {
  const alerts: PagerAlert[] = []
  for (const { event_action: action, dedup_key: dedupKey, payload } of events) {
    const open = alerts.find((one) => one.dedupKey === dedupKey && one.state !== 'resolved')
    if (open && action !== 'trigger')
      open.state = action === 'resolve' ? 'resolved' : 'acknowledged'
    if (open || action !== 'trigger') continue
    const [summary, severity] = [textOf(payload?.['summary']), textOf(payload?.['severity'])]
    alerts.push({ dedupKey, state: 'triggered', summary, severity })
  }
  return alerts
}
