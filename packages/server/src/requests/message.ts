import type { ActionContext, Outcome } from '@pao/connectors'
import type { Requests } from './deps.ts'
import { noTools } from './tools.ts'

/** Messages that are no action's own (of asks, of quotas): worked off at one look. */
export const mostAtOnce = 20
/** Tries of one message; each waits twice as long as the last, the first longer than a message may take. */
const mostTries = 6
export const firstPauseSeconds = 30
/** Milliseconds one message may take. */
export const messageMs = 20_000

const refused = { kind: 'failed', retryable: false, class: 'permanent', message: '' } as const

/** The outcome where nothing can carry the message. */
export const noChannel: Outcome = { ...refused, code: 'notification.channel_unknown' }

/** A receiver as its row names it: the channel, a colon, and who or what there; `to` may be empty. */
export function receiverOf(receiver: string): { channel: string; to: string } {
  const colon = receiver.indexOf(':')
  return { channel: receiver.slice(0, colon), to: receiver.slice(colon + 1) }
}

/** Hands the message to the notification connector; what it throws counts as a failure that may pass. */
export async function sendMessage(
  connectors: Requests['connectors'],
  makeContext: () => ActionContext,
  config: Readonly<Record<string, unknown>>,
): Promise<Outcome> {
  const connector = connectors.get('notification')
  if (!connector) return noChannel
  try {
    return await connector.execute(makeContext(), config)
  } catch (error) {
    const code = error instanceof Error ? error.name : 'unknown'
    return { ...refused, retryable: true, code }
  }
}

/** Whether a message that was not sent comes up again, and why it was not. */
export function missedBy(outcome: Outcome, tries: number): { again: boolean; why: string } {
  return {
    again: outcome.kind === 'failed' && outcome.retryable && tries < mostTries,
    why: outcome.kind === 'failed' ? outcome.code : outcome.kind,
  }
}

/** What sends messages that are no action's own. */
export type MessageDeps = Pick<
  Requests,
  | 'db'
  | 'now'
  | 'newId'
  | 'connectors'
  | 'outside'
  | 'doors'
  | 'cipher'
  | 'timers'
  | 'telemetry'
  | 'publicUrl'
  | 'resting'
>

/** What a message is about: `key` is the same at each try, `team` whose connections it may use; unset = ours. */
export type About = {
  tenant: string
  key: string
  name: string
  tries: number
  item: { id: string; name: string }
  url: string
  team?: string
}

/** What the notification connector is given for it: nothing of it belongs to an attempt. */
export function messageContext(deps: MessageDeps, about: About): ActionContext {
  const { tenant, key, name, tries, item, url, team } = about
  const caller = { tenant, owner: key, breaker: undefined, trace: deps.newId() }
  const outside = deps.outside(tenant)
  return {
    ...outside,
    ...deps.doors?.(caller, outside),
    connection: (type, wanted) => outside.connection(type, wanted, team),
    ...noTools,
    idempotencyKey: key,
    request: { id: key, item, requester: { email: '' }, url },
    action: { id: 'notice', name, attempt: tries },
    now: deps.now(),
    signal: deps.timers.limit(messageMs),
    known: () => undefined,
    orders: noOrders,
    log: () => undefined,
    newId: deps.newId,
    derive: (label) => deps.cipher.derive(JSON.stringify(['notice', key, label])),
  }
}

/** A message orders nothing. */
export const noOrders: ActionContext['orders'] = {
  submit: () => Promise.reject(new Error('A notice orders nothing')),
  look: async () => undefined,
  cancel: async () => undefined,
  callOff: async () => undefined,
  rollBack: async () => undefined,
}
