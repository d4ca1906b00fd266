import type { ActionContext, Outcome } from '@pao/connectors'
import { type Approval, openStages, wantedText } from '@pao/core/engine'
import { sql } from 'kysely'
import { isRestricted } from '../access.ts'
import { actionOf } from '../change.ts'
import type { Requests } from '../deps.ts'
import type { Held } from '../held.ts'
import { knownOf } from '../known-of.ts'
import {
  firstPauseSeconds,
  type MessageDeps,
  messageMs,
  missedBy,
  mostAtOnce,
  noChannel,
  noOrders,
  receiverOf,
  sendMessage,
} from '../message.ts'
import { noTools } from '../tools.ts'
import { linkMs, linkToken } from './link.ts'

export type SendDeps = MessageDeps & Pick<Requests, 'shelf'>

type Row = {
  tenant: string
  request_id: string
  action_id: string
  key: string
  receiver: string
  digest: string
  kind: string
  stage: string
  tries: number
}

/**
 * Sends what people are to be told about asks. A row is taken by putting its next try off, so that another process takes it
 * again only if this one dies; the message carries the same key at each try.
 */
export async function sendNotices(deps: SendDeps): Promise<void> {
  const { rows } = await sql<Row>`
    update approval_notice n set tries = n.tries + 1,
      due_at = clock_timestamp() + make_interval(secs => ${firstPauseSeconds} * power(2, n.tries))
    from (
      select tenant, request_id, action_id, key, receiver from approval_notice
      where done_at is null and due_at <= clock_timestamp()
        and tenant <> all (${[...(deps.resting?.() ?? [])]}::text[])
      order by due_at limit ${mostAtOnce} for update skip locked
    ) due
    where n.tenant = due.tenant and n.request_id = due.request_id and n.action_id = due.action_id
      and n.key = due.key and n.receiver = due.receiver
    returning n.tenant, n.request_id, n.action_id, n.key, n.receiver, n.digest, n.kind, n.stage, n.tries
  `.execute(deps.db)
  await Promise.all(rows.map((row) => send(deps, row)))
}

async function send(deps: SendDeps, row: Row): Promise<void> {
  const key = { tenant: row.tenant, id: row.request_id }
  const taken = await deps.shelf.take(deps.db, key, true)
  const approval = taken && actionOf(taken.held.run, row.action_id)?.approval
  const stage = approval && openStages(approval).find(({ name }) => name === row.stage)
  // What was decided or asked anew meanwhile needs no message.
  if (!taken || !approval || !stage || approval.digest !== row.digest)
    return done(deps, row, 'dropped')
  const outcome = await tell(deps, { held: taken.held, approval, row })
  if (outcome.kind === 'succeeded') return done(deps, row, 'sent')
  await missed(deps, row, outcome)
}

/** Comes up again by itself while it may be tried again. */
async function missed(deps: SendDeps, row: Row, outcome: Outcome): Promise<void> {
  const { again, why } = missedBy(outcome, row.tries)
  const { request_id: request, action_id: action, kind } = row
  deps.telemetry.log.warn({ request, action, kind, why, again }, 'a notice was not sent')
  if (!again) await done(deps, row, 'failed')
}

async function done(deps: SendDeps, row: Row, outcome: string): Promise<void> {
  await deps.db
    .updateTable('approval_notice')
    .set({ done_at: new Date(deps.now()), outcome })
    .where('tenant', '=', row.tenant)
    .where('request_id', '=', row.request_id)
    .where('action_id', '=', row.action_id)
    .where('key', '=', row.key)
    .where('receiver', '=', row.receiver)
    .execute()
}

type Telling = { held: Held; approval: Approval; row: Row }

async function tell(deps: SendDeps, telling: Telling): Promise<Outcome> {
  const { channel, to } = receiverOf(telling.row.receiver)
  if (channel !== 'email' && channel !== 'slack') return noChannel
  const { subject, message, decide } = textsOf(deps, telling, channel === 'email' ? to : undefined)
  return sendMessage(deps.connectors, () => contextOf(deps, telling), {
    channel,
    ...(to !== '' && { to: [to] }),
    subject,
    message,
    include_link: false,
    ...(channel === 'slack' && decide && { decide }),
  })
}

const occasions: Readonly<Record<string, string>> = {
  asked: 'asks for your approval',
  reminder: 'still waits for your approval',
  escalation: 'waits for long and asks you too',
  delegated: 'was handed to you for approval',
}

function textsOf({ cipher, publicUrl, now }: SendDeps, telling: Telling, person?: string) {
  const { held, approval, row } = telling
  const { key, fixed } = held
  const id = `${key.id}.${row.action_id}`
  const stage = approval.stages.find(({ name }) => name === row.stage)
  const page = `${publicUrl}/approvals/${encodeURIComponent(id)}`
  const link = person && {
    tenant: key.tenant,
    id,
    person,
    stage: row.stage,
    digest: approval.digest,
    until: now() + linkMs,
  }
  // Both may be rendered of answers.
  const told = isRestricted(held)
    ? { title: fixed.itemName, summary: '' }
    : { title: approval.title, summary: approval.summary }
  const lines = [
    `${fixed.itemName} ${fixed.itemVersion}, ordered by ${fixed.requester.email}`,
    told.summary,
    stage ? `Wanted: ${wantedText(stage)}` : '',
    `Look and decide: ${page}`,
    link
      ? `Decide without signing in: ${publicUrl}/api/v1/approvals/by-link?token=${linkToken({ cipher }, link)}`
      : '',
  ]
  return {
    subject: `${told.title} ${occasions[row.kind] ?? ''}`.trim(),
    message: lines.filter((line) => line !== '').join('\n\n'),
    decide: { id, digest: approval.digest, stage: row.stage },
  }
}

/** What the notification connector is given: nothing of it belongs to an attempt. */
function contextOf(deps: SendDeps, { held, row }: Telling): ActionContext {
  const { key, fixed } = held
  const { email, name } = fixed.requester
  const idempotencyKey = `${key.id}/${row.action_id}/${row.key}/${row.receiver}`
  const caller = {
    tenant: key.tenant,
    owner: idempotencyKey,
    breaker: undefined,
    trace: fixed.correlationId,
  }
  const outside = deps.outside(key.tenant)
  const doors = deps.doors?.(caller, outside)
  return {
    ...outside,
    ...doors,
    connection: (type, wanted) => outside.connection(type, wanted, fixed.ownerTeam),
    ...noTools,
    idempotencyKey,
    request: {
      id: key.id,
      item: { id: fixed.itemId, name: fixed.itemName },
      requester: { email, ...(name !== undefined && { name }) },
      ...(fixed.environment !== null && { environment: fixed.environment }),
      url: `${deps.publicUrl}/requests/${key.id}`,
    },
    action: { id: row.action_id, name: row.stage, attempt: row.tries },
    now: deps.now(),
    signal: deps.timers.limit(messageMs),
    known: (one) => knownOf(held, one),
    orders: noOrders,
    log: () => undefined,
    newId: deps.newId,
    derive: (label) => deps.cipher.derive(JSON.stringify(['notice', idempotencyKey, label])),
  }
}
