import type { Outcome } from '@pao/connectors'
import { single } from '#single.ts'
import { isUnavailable } from '#store/db.ts'
import { sql } from 'kysely'
import {
  firstPauseSeconds,
  messageContext,
  type MessageDeps,
  missedBy,
  mostAtOnce,
  sendMessage,
} from '../message.ts'
import { mailOf, type MailDeps, type Occasion } from './mail-text.ts'

export type MailNewsDeps = MessageDeps & MailDeps

/** Milliseconds between looks. */
const lookMs = 2_000

/** Mails people what they are shown too, where waiting for a look would be too long, for as long as it is not stopped. */
export function keepMailing(deps: MailNewsDeps): { stop(): Promise<void> } {
  const { timers, telemetry } = deps
  const look = single(
    () => mailNews(deps),
    (error) => {
      const level = isUnavailable(error) ? 'warn' : 'error'
      telemetry.log[level]({ error: String(error) }, 'no news were mailed')
    },
  )
  const end = timers.every(lookMs, () => void look(), { ref: false })
  return {
    async stop() {
      end()
      await look.idle()
    },
  }
}

type Row = Occasion & { tries: number }

/**
 * Sends what is due, one message for each occasion. A row is taken by putting its next try off, so that another process
 * takes it again only if this one dies; the message carries the same key at each try. Served by news_notice_due.
 */
export async function mailNews(deps: MailNewsDeps): Promise<void> {
  const { rows } = await sql<Row>`
    update news_notice n set tries = n.tries + 1,
      due_at = clock_timestamp() + make_interval(secs => ${firstPauseSeconds} * power(2, n.tries))
    from (
      select tenant, request_id, key from news_notice
      where done_at is null and due_at <= clock_timestamp()
        and tenant <> all (${[...(deps.resting?.() ?? [])]}::text[])
      order by due_at limit ${mostAtOnce} for update skip locked
    ) due
    where n.tenant = due.tenant and n.request_id = due.request_id and n.key = due.key
    returning n.tenant, n.request_id as request, n.key, n.kind, n.tries`.execute(deps.db)
  await Promise.all(rows.map((row) => send(deps, row)))
}

async function send(deps: MailNewsDeps, row: Row): Promise<void> {
  const mail = await mailOf(deps, row)
  if (!mail || mail.to.length === 0) return done(deps, row, 'dropped')
  const { to, subject, message, ...about } = mail
  const { tenant, request, key, tries } = row
  const whole = { ...about, tenant, key: `news/${request}/${key}`, name: row.kind, tries }
  const outcome: Outcome = await sendMessage(deps.connectors, () => messageContext(deps, whole), {
    channel: 'email',
    to,
    subject,
    message,
    include_link: false,
  })
  if (outcome.kind === 'succeeded') return done(deps, row, 'sent')
  const { again, why } = missedBy(outcome, tries)
  deps.telemetry.log.warn({ request, kind: row.kind, why, again }, 'news were not mailed')
  if (!again) await done(deps, row, 'failed')
}

async function done({ db, now }: MailNewsDeps, row: Row, outcome: string): Promise<void> {
  await db
    .updateTable('news_notice')
    .set({ done_at: new Date(now()), outcome })
    .where('tenant', '=', row.tenant)
    .where('request_id', '=', row.request)
    .where('key', '=', row.key)
    .execute()
}
