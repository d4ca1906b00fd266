import type { ActionContext, Outcome } from '@pao/connectors'
import { currencyOf, every } from '@pao/core/governance'
import { sql } from 'kysely'
import type { Requests } from '../deps.ts'
import {
  firstPauseSeconds,
  messageMs,
  missedBy,
  mostAtOnce,
  receiverOf,
  sendMessage,
} from '../message.ts'
import { noTools } from '../tools.ts'

export type NoticeDeps = Pick<
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

type Row = {
  tenant: string
  resource: string
  team: string
  environment: string
  month: string
  percent: number
  receiver: string
  tries: number
  taken: number
  most: number
}

/**
 * Tells the contacts of rules what was reached. A row is taken by putting its next try off, so that another process takes it
 * again only if this one dies; the message carries the same key at each try.
 */
export async function sendQuotaNotices(deps: NoticeDeps): Promise<void> {
  const { rows } = await sql<Row>`
    update quota_notice n set tries = n.tries + 1,
      due_at = clock_timestamp() + make_interval(secs => ${firstPauseSeconds} * power(2, n.tries))
    from (
      select * from quota_notice where done_at is null and due_at <= clock_timestamp()
        and tenant <> all (${[...(deps.resting?.() ?? [])]}::text[])
      order by due_at limit ${mostAtOnce} for update skip locked
    ) due join quota_alert a using (tenant, resource, team, environment, month, percent)
    where n.tenant = due.tenant and n.resource = due.resource and n.team = due.team
      and n.environment = due.environment and n.month = due.month and n.percent = due.percent
      and n.receiver = due.receiver
    returning n.tenant, n.resource, n.team, n.environment, n.month, n.percent, n.receiver, n.tries,
      a.taken::float8 as taken, a.most::float8 as most`.execute(deps.db)
  await Promise.all(rows.map((row) => send(deps, row)))
}

async function send(deps: NoticeDeps, row: Row): Promise<void> {
  const outcome = await tell(deps, row)
  if (outcome.kind === 'succeeded') return done(deps, row, 'sent')
  const { again, why } = missedBy(outcome, row.tries)
  const { team, resource } = row
  deps.telemetry.log.warn({ team, resource, why, again }, 'a notice of a quota was not sent')
  if (!again) await done(deps, row, 'failed')
}

async function done({ db, now }: NoticeDeps, row: Row, outcome: string): Promise<void> {
  await db
    .updateTable('quota_notice')
    .set({ done_at: new Date(now()), outcome })
    .where('tenant', '=', row.tenant)
    .where('resource', '=', row.resource)
    .where('team', '=', row.team)
    .where('environment', '=', row.environment)
    .where('month', '=', row.month)
    .where('percent', '=', row.percent)
    .where('receiver', '=', row.receiver)
    .execute()
}

async function tell(deps: NoticeDeps, row: Row): Promise<Outcome> {
  const { channel, to } = receiverOf(row.receiver)
  return sendMessage(deps.connectors, () => contextOf(deps, row), {
    channel,
    ...(to !== '' && { to: [to] }),
    ...textsOf(deps, row),
    include_link: false,
  })
}

function textsOf({ publicUrl }: NoticeDeps, row: Row): { subject: string; message: string } {
  const { team, environment, resource, percent, taken, most, month } = row
  const currency = currencyOf(resource)
  const what = currency === undefined ? `quota of ${resource}` : `budget in ${currency}`
  const where = environment === every ? 'in all environments together' : `in ${environment}`
  const unit = currency === undefined ? '' : ` ${currency} a month`
  return {
    subject: `The ${what} of ${team} is at ${Math.floor((taken / most) * 100)} %`,
    message: [
      `${taken} of ${most}${unit} ${where} are taken: ${percent} % is reached. It is told once in ${month}.`,
      `What is taken by whom: ${publicUrl}/resources`,
    ].join('\n\n'),
  }
}

/** What the notification connector is given: nothing of it belongs to a request. */
function contextOf(deps: NoticeDeps, row: Row): ActionContext {
  const { tenant, resource, team, environment, month, percent, receiver, tries } = row
  const key = ['quota', resource, team, environment, month, percent, receiver].join('/')
  const caller = { tenant, owner: key, breaker: undefined, trace: deps.newId() }
  const outside = deps.outside(tenant)
  return {
    ...outside,
    ...deps.doors?.(caller, outside),
    ...noTools,
    idempotencyKey: key,
    request: {
      id: key,
      item: { id: 'quota', name: 'Quotas and budgets' },
      requester: { email: '' },
      url: `${deps.publicUrl}/resources`,
    },
    action: { id: 'notice', name: team, attempt: tries },
    now: deps.now(),
    signal: deps.timers.limit(messageMs),
    known: () => undefined,
    orders: noOrders,
    log: () => undefined,
    newId: deps.newId,
    derive: (label) => deps.cipher.derive(JSON.stringify(['notice', key, label])),
  }
}

const noOrders: ActionContext['orders'] = {
  submit: () => Promise.reject(new Error('A notice orders nothing')),
  look: async () => undefined,
  cancel: async () => undefined,
  callOff: async () => undefined,
  rollBack: async () => undefined,
}
