import { afterAll, describe, expect, it, vi } from 'vitest'
import { liftHold, setHold } from '../src/audit/holds.ts'
import type { Principal } from '../src/identity/principal.ts'
import { getApproval } from '../src/requests/approvals/inbox.ts'
import { getLogs, getOutputs, getRequest, getStatus } from '../src/requests/read.ts'
import { removeRestricted } from '../src/requests/restricted-retention.ts'
import { standingOf } from '../src/requests/standing.ts'
import { submit } from '../src/requests/submit.ts'
import { addComment } from '../src/requests/talk/comments.ts'
import { asked, on, openApprovals, say, sent, waiting } from './approval-world.ts'
import { ann, bob, dba, olga, orderOf, person } from './requests-world.ts'

openApprovals()

const aude = person('aude', ['auditor'])

/** A restricted request that has ended: ordered by ann, agreed to by bob. */
async function ended(): Promise<string> {
  const ask = await asked('closed')
  await say(bob, ask)
  await on.world.until(ask.request, 'request_completed')
  return ask.request
}

/** Everything somebody reads of a request that could hold values. */
async function readBy(who: Principal, id: string): Promise<string> {
  const { requests } = on
  return JSON.stringify([
    await getRequest(requests, who, id),
    await getStatus(requests, who, id),
    await getLogs(requests, who, id),
    await getOutputs(requests, who, id),
  ])
}

async function mailAbout(request: string, has: string) {
  return vi.waitFor(
    () => {
      const found = sent.mails.find(({ text }) => text.includes(request) && text.includes(has))
      if (!found) throw new Error('no mail yet')
      return found
    },
    { timeout: 10_000 },
  )
}

describe('restricted data', () => {
  it('shows its values to who ordered it, and who does the work, and to nobody who oversees', async () => {
    const id = await ended()

    for (const who of [ann, dba]) expect(await readBy(who, id)).toContain('rack-7')
    for (const who of [olga, aude]) {
      const read = await readBy(who, id)
      expect(read).toContain('"state":"completed"')
      expect(read).not.toMatch(/rack-7|orders/)
    }
  })

  it('shows the answers to who is asked to agree', async () => {
    const { id, request } = await asked('closed')

    const asksBob = await getApproval(on.requests, bob, id)
    const seenBy = (who: Principal) => getApproval(on.requests, who, id)

    expect((await getRequest(on.requests, bob, request)).fields).toEqual({ name: 'orders' })
    expect(asksBob).toMatchObject({
      title: 'Give orders access',
      summary: 'For orders',
      bound: { fields: { name: 'orders' } },
    })
    for (const who of [olga, aude])
      expect(await seenBy(who)).toMatchObject({
        title: 'agree',
        summary: '***',
        bound: { fields: { name: '***' } },
        digest: asksBob.digest,
      })
  })

  it('says so where one asks who may do what', async () => {
    const id = await ended()

    const { rules } = await standingOf(on.requests, olga, id)

    expect(rules.inputs).toEqual({
      allowed: false,
      enough: ['requester', 'owner-team', 'asked'],
    })
    expect(rules.control.allowed).toBe(true)
  })

  it('goes to people without answers and outputs, at the address that the answers give', async () => {
    const id = await ended()

    const mail = await mailAbout(id, 'Item closed: ***')

    expect(mail.to).toEqual(['orders@example.com'])
    expect(mail.subject).toBe('*** is made')
    expect(mail.text).toContain('Item closed: *** at ***')
    expect(mail.text).not.toMatch(/orders|rack-7/)
  })

  it('is asked about without a word of what was answered', async () => {
    const { request } = await asked('closed')

    const mail = await mailAbout(request, 'Look and decide')

    expect(mail.subject).toBe('Item closed asks for your approval')
    expect(mail.text).not.toContain('orders')
  })
})

/** Tables in which a text stands, in whatever column. */
async function tablesWith(text: string): Promise<readonly string[]> {
  const { pool } = on.world.database
  const { rows } = await pool.query<{ name: string }>(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
  )
  const found = await Promise.all(
    rows.map(async ({ name }) => {
      const hits = await pool.query(`select 1 from ${name} t where t::text like $1 limit 1`, [
        `%${text}%`,
      ])
      return hits.rows.length > 0 ? [name] : []
    }),
  )
  return found.flat()
}

describe('restricted data that is old', () => {
  // Every run is held against its steps in the end; these have none any more.
  afterAll(() =>
    on.world.database.pool.query('delete from request where values_gone_at is not null'),
  )

  const dayMs = 86_400_000
  const after = (days: number) => ({
    db: on.world.database.db,
    now: () => on.requests.now() + days * dayMs,
    signal: new AbortController().signal,
  })

  it('goes from every table, with the steps, words and asks, and the request leaves the lists', async () => {
    const canary = 'canary-of-old-data'
    const { id } = await submit(
      on.requests,
      ann,
      orderOf('closed', { fields: { name: canary } }),
      {},
    )
    const { digest } = await waiting(id)
    await addComment(on.requests, ann, { request: id, body: `It is ${canary}` })
    await say(bob, { id: `${id}.agree`, request: id, digest })
    await on.world.until(id, 'request_completed')
    await mailAbout(id, 'Item closed')
    const differences = JSON.stringify([{ path: '$.name', expected: canary, found: 'other' }])
    await on.world.database.db
      .insertInto('resource_look')
      .values({ tenant: 'default', resource_id: id, target: 't', differences })
      .execute()
    const young = await removeRestricted(after(29), () => 30)
    const before = await tablesWith(canary)

    const removed = await removeRestricted(after(31), () => 30)

    expect([young, removed > 0]).toEqual([0, true])
    expect(before).toContain('public.request')
    expect(await tablesWith(canary)).toEqual([])
    await expect(getRequest(on.requests, ann, id)).rejects.toMatchObject({
      code: 'request.not_found',
    })
    expect(await removeRestricted(after(31), () => 30)).toBe(0)
  })

  it('stays while a legal hold stands, and once it is lifted goes', async () => {
    const id = await ended()
    const by = { id: 'omar' }
    const asking = { tenant: 'default', by }
    const { db } = on.world.database
    await setHold({ db, now: () => on.requests.now() }, asking, {
      name: 'case-7',
      reason: 'A case in court',
    })

    expect(await removeRestricted(after(31), () => 30)).toBe(0)
    expect((await getRequest(on.requests, ann, id)).fields).toEqual({ name: 'orders' })

    await liftHold({ db }, asking, 'case-7')
    expect(await removeRestricted(after(31), () => 30)).toBeGreaterThan(0)
  })
})
