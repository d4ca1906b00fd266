import { sql } from 'kysely'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dropOld, dropOldMonths } from '../src/audit/retention.ts'
import { sealTenant } from '../src/audit/seal.ts'
import { cancel } from '../src/requests/control.ts'
import type { Requests } from '../src/requests/deps.ts'
import { explainRequest } from '../src/requests/explain.ts'
import { openFollower } from '../src/requests/follow.ts'
import { getEvents, getLogs, getRequest } from '../src/requests/read.ts'
import { dropHistory } from '../src/requests/retention.ts'
import { storyOf } from '../src/requests/story.ts'
import { submit } from '../src/requests/submit.ts'
import { type Db, dbOver } from '../src/store/db.ts'
import { addMonths, firstIdOf, monthsBefore, monthsOf } from '../src/store/partitions.ts'
import { type AuditWorld, omar, openAuditWorld, tenant } from './audit-world.ts'
import { ann, chain, itemOf, openWorld, orderOf, type World } from './requests-world.ts'

const dayMs = 86_400_000
const days = 30

let world: World
beforeAll(async () => {
  world = await openWorld({
    items: [itemOf('db', chain('fake', 2)), itemOf('slow', chain('never', 1))],
    acts: {
      fake: () => ({ kind: 'succeeded', outputs: {} }),
      never: ({ now }) => ({ kind: 'waiting', waitingFor: 'remote', until: now + dayMs, memo: {} }),
    },
  })
  await world.replica()
})
afterAll(async () => {
  // The world holds every run against its events; these have none any more.
  await world.database.pool.query(
    'delete from request r where not exists (select from request_event e where e.request_id = r.id)',
  )
  await world.close()
})

const db = (): Db => world.database.db
const rowsOf = async <Row extends object>(text: string): Promise<Row[]> =>
  (await world.database.pool.query<Row>(text)).rows

const order = async (item: string, until: string): Promise<string> => {
  const { id } = await submit(world.requests, ann, orderOf(item))
  await world.until(id, until)
  return id
}

/** As if so many days had gone by. */
const later = (more: number) => ({
  db: db(),
  now: () => world.requests.now() + more * dayMs,
  signal: new AbortController().signal,
})

const eventsOf = (id: string) => getEvents(world.requests, ann, { id, after: 0, limit: 100 })

const partsOf = async () => (await monthsOf(db(), 'request_event')).map(({ name }) => name)

/** The room on a database that notes what is asked of it. */
function noted(): { requests: Requests; asked: { text: string; values: unknown[] }[] } {
  const asked: { text: string; values: unknown[] }[] = []
  const { pool } = world.database
  const watched = (client: pg.PoolClient): pg.PoolClient =>
    new Proxy(client, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name)
        if (typeof value !== 'function') return value
        return (...given: unknown[]): unknown => {
          const [text, values] = given
          if (name === 'query' && typeof text === 'string' && Array.isArray(values))
            asked.push({ text, values })
          return Reflect.apply(value, target, given)
        }
      },
    })
  const seen = dbOver({
    connect: async () => watched(await pool.connect()),
    query: (query) => pool.query(query),
  })
  return { requests: { ...world.requests, db: seen }, asked }
}

type Plan = { 'Relation Name'?: string; 'Node Type': string; Plans?: readonly Plan[] }

function scansOf(plan: Plan): { table: string; by: string }[] {
  const own = plan['Relation Name']
  return [
    ...(own === undefined ? [] : [{ table: own, by: plan['Node Type'] }]),
    ...(plan.Plans ?? []).flatMap(scansOf),
  ]
}

describe('the log of requests by months', () => {
  it('is read in the one month of a request, by its key', async () => {
    const id = await order('db', 'request_completed')
    const { requests, asked } = noted()

    const aborting = new AbortController()
    const follower = openFollower({ ...requests, signal: { subscribe: () => () => undefined } })
    for await (const event of follower.follow({ tenant: 'default', id }, 0, aborting.signal))
      if (event.type === 'request_completed') aborting.abort()
    follower.stop()
    await getEvents(requests, ann, { id, after: 2, limit: 5 })
    await storyOf(requests, ann, id)
    await explainRequest(requests, ann, id)
    const reading = asked.filter(({ text }) => text.includes('from "request_event"'))
    const plans = []
    for (const { text, values } of reading) {
      const { rows } = await world.database.pool.query<{ 'QUERY PLAN': { Plan: Plan }[] }>(
        `explain (format json) ${text}`,
        values,
      )
      plans.push(scansOf(rows[0]?.['QUERY PLAN'][0]?.Plan ?? { 'Node Type': 'none' }))
    }

    expect(plans.length).toBeGreaterThan(3)
    for (const scans of plans)
      expect(scans).toEqual([
        { table: 'request_event_first', by: expect.stringMatching(/Index|Bitmap/) },
      ])
  })

  it('has months ahead, held to their tenants as the whole is; strays move in', async () => {
    const [last] = (await monthsOf(db(), 'request_event')).slice(-1)
    const stray = firstIdOf((last?.until.getTime() ?? 0) + 5 * dayMs)
    await sql`insert into request_event (tenant, request_id, seq, type, at, actor, correlation_id, data)
      values ('other', ${stray}::uuid, 1, 'request_completed', now(), 'system', 'x', '{}')`.execute(
      db(),
    )

    const none = await addMonths(db())
    const made = await sql<{ made: number }>`select add_months(7) as made`.execute(db())
    const [held] = await rowsOf<{ part: string }>(
      `select tableoid::regclass::text as part from request_event where tenant = 'other'`,
    )
    const bare =
      await rowsOf(`select i.inhrelid::regclass from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent in ('request_event'::regclass, 'audit_entry'::regclass) and not (c.relforcerowsecurity
        and 2 = (select count(*) from pg_policy p where p.polrelid = c.oid)
        and (i.inhparent = 'request_event'::regclass
          or exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'audit_entry_stays')))`)

    expect(none).toBe(0)
    expect(made.rows[0]?.made).toBeGreaterThan(5)
    expect(held?.part).toMatch(/^request_event_20\d\d_\d\d$/)
    expect(bare).toEqual([])
    await sql`delete from request_event where tenant = 'other'`.execute(db())
  })

  it('lets go of the steps of what ended long ago; what goes on or is held keeps them', async () => {
    const [old, open] = [
      await order('db', 'request_completed'),
      await order('slow', 'action_waiting'),
    ]
    await sql`insert into audit_hold values ('default', 'case', 'court', 'omar', now())`.execute(
      db(),
    )

    const held = await dropHistory(later(200), () => days)
    await sql`delete from audit_hold`.execute(db())
    const young = await dropHistory(later(20), () => days)
    const others = await dropHistory(later(200), (of) => (of === 'default' ? 365 : days))
    const forever = await dropHistory(later(2_000), (of) => (of === 'default' ? 0 : days))
    const rowwise = await dropHistory(later(200), () => days)

    const nothing = { months: 0, requests: 0 }
    expect(held.requests).toBe(0)
    expect([young, others, forever]).toEqual([nothing, nothing, nothing])
    // Its events and those of the test before; their attempts.
    expect(rowwise.requests).toBe(4)
    expect(await partsOf()).toContain('request_event_first')
    expect(await eventsOf(old)).toEqual([])
    expect(await getLogs(world.requests, ann, old)).toEqual([])
    expect(await storyOf(world.requests, ann, old)).toMatchObject([
      { sentence: 'It ended here; its steps are no longer kept.' },
    ])
    expect(await getRequest(world.requests, ann, old)).toMatchObject({ state: 'completed' })
    expect((await eventsOf(open)).length).toBeGreaterThan(2)
  })

  it('drops a month as a whole once nothing in it is needed, and orders go on', async () => {
    const [open] = await rowsOf<{ id: string }>('select id from request where ended_at is null')
    await cancel(world.requests, { principal: ann, id: open?.id ?? '', body: {} })
    await world.until(open?.id ?? '', 'request_cancelled')

    const { months } = await dropHistory(later(200), () => days)
    const left = await partsOf()
    const id = await order('db', 'request_completed')
    const [last] = await rowsOf<{ part: string }>(
      `select distinct tableoid::regclass::text as part from request_event where request_id = '${id}'`,
    )

    expect(months).toBeGreaterThan(0)
    expect(left).not.toContain('request_event_first')
    expect(last?.part).toBe('request_event_rest')
    expect((await eventsOf(id)).at(-1)).toMatchObject({ type: 'request_completed' })
    const told = await rowsOf<{ action: string }>(
      `select action from audit_pending where action = 'history.dropped' limit 1`,
    )
    expect(told).toHaveLength(1)
  })
})

describe('the audit by months', () => {
  let audit: AuditWorld
  beforeAll(async () => {
    audit = await openAuditWorld()
    await audit.database.pool.query('select add_months(12)')
  })
  afterAll(() => audit.close())

  const parts = async () =>
    (await monthsOf(audit.database.db, 'audit_entry')).map(({ name }) => name)
  const note = (of: string, at: number) =>
    audit.database.pool.query(
      `insert into audit_pending (tenant, at, actor, action, object_type, object_id)
        values ($1, $2, 'omar', 'limit.set', 'limit', 'x')`,
      [of, new Date(at)],
    )
  const dropping = () => ({ db: audit.database.db, now: () => Date.now() + 200 * dayMs })

  it('lets a month go only without a hold, with the chain going on after it', async () => {
    for (let n = 0; n < 4; n += 1) await note(tenant, Date.now() + n)
    await sealTenant(audit.database.db, tenant)
    await dropOldMonths(dropping(), () => days)
    const newest = await parts()
    await note(tenant, Date.now() + 190 * dayMs)
    await sealTenant(audit.database.db, tenant)
    await audit.audit.hold({ tenant, by: omar }, { name: 'case', reason: 'court' })
    await dropOldMonths(dropping(), () => days)
    const held = await parts()
    await audit.database.pool.query('delete from audit_hold; delete from audit_pending')
    const kept = await dropOldMonths(dropping(), (of) => (of === tenant ? 365 : days))

    const gone = await dropOldMonths(dropping(), () => days)
    const left = await parts()
    const verdict = await audit.audit.verify(tenant)

    expect(newest).toContain('audit_entry_first')
    expect(held).toContain('audit_entry_first')
    expect([kept, gone]).toEqual([0, 1])
    expect(left).not.toContain('audit_entry_first')
    expect(verdict).toMatchObject({ ok: true, from: 5, to: 6 })
  })

  it('leaves a month in which a chain is interlaced with another one to be emptied row by row', async () => {
    const [month] = await monthsOf(audit.database.db, 'audit_entry')
    const edge = month?.until.getTime() ?? 0
    for (const at of [edge - 3, edge + 1, edge - 2, edge + 2]) await note('edge', at)
    await sealTenant(audit.database.db, 'edge')
    const far = { db: audit.database.db, now: () => edge + 300 * dayMs }

    const whole = await dropOldMonths(far, () => 290)
    const rows = await dropOld(far, 'edge', 290)

    expect(whole).toBe(0)
    expect(rows).toBe(3)
    expect(await dropOldMonths(far, () => 290)).toBe(1)
    expect(await audit.audit.verify('edge')).toMatchObject({ ok: true, from: 4 })
  })
})

it('counts age in whole months, and ids in milliseconds', () => {
  expect(monthsBefore(Date.UTC(2026, 10, 26, 12), 30)).toBe(Date.UTC(2026, 9, 1))
  expect(firstIdOf(0x0192_3456_789a)).toBe('01923456-789a-0000-0000-000000000000')
})
