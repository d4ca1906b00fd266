import type { Outcome } from '@pao/connectors'
import { currencyOf, every } from '@pao/core/governance'
import { sql } from 'kysely'
import {
  type About,
  firstPauseSeconds,
  messageContext,
  type MessageDeps,
  missedBy,
  mostAtOnce,
  receiverOf,
  sendMessage,
} from '../message.ts'

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
export async function sendQuotaNotices(deps: MessageDeps): Promise<void> {
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

async function send(deps: MessageDeps, row: Row): Promise<void> {
  const outcome = await tell(deps, row)
  if (outcome.kind === 'succeeded') return done(deps, row, 'sent')
  const { again, why } = missedBy(outcome, row.tries)
  const { team, resource } = row
  deps.telemetry.log.warn({ team, resource, why, again }, 'a notice of a quota was not sent')
  if (!again) await done(deps, row, 'failed')
}

async function done({ db, now }: MessageDeps, row: Row, outcome: string): Promise<void> {
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

async function tell(deps: MessageDeps, row: Row): Promise<Outcome> {
  const { channel, to } = receiverOf(row.receiver)
  return sendMessage(deps.connectors, () => messageContext(deps, aboutOf(deps, row)), {
    channel,
    ...(to !== '' && { to: [to] }),
    ...textsOf(deps, row),
    include_link: false,
  })
}

function textsOf({ publicUrl }: MessageDeps, row: Row): { subject: string; message: string } {
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

function aboutOf({ publicUrl }: MessageDeps, row: Row): About {
  const { tenant, resource, team, environment, month, percent, receiver, tries } = row
  return {
    tenant,
    key: ['quota', resource, team, environment, month, percent, receiver].join('/'),
    name: team,
    tries,
    item: { id: 'quota', name: 'Quotas and budgets' },
    url: `${publicUrl}/resources`,
  }
}
