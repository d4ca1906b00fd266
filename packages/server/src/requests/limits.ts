import type { FullLimit, LimitKey, LimitScope } from '@pao/core/engine'
import { sql } from 'kysely'
import { type Acting, writeAudit } from '#store/audit-log.ts'
import { type Db, isTransient, type Tx } from '#store/db.ts'
import type { Requests } from './deps.ts'
import type { RequestKey } from './held.ts'
import { callWaiting } from './limit-line.ts'
import { lineOrder } from './limit-save.ts'

export type LimitDeps = Pick<Requests, 'db' | 'jobs' | 'now'>

/** A rule as operators read it. */
export type LimitView = LimitKey & {
  most: number
  /** Who set it: operators, or the item itself. */
  setBy: 'operator' | 'item'
  /** Slots held, those too many since the rule was lowered included. */
  taken: number
  waiting: number
  /** At most 20, longest held first. */
  holders: readonly { request: string; action: string; since: Date }[]
  /** At most 20, in the order they will be called. */
  line: readonly { request: string; action: string; since: Date }[]
  updatedAt: Date
}

type Row = {
  scope: LimitScope
  name: string
  most: number
  set_most: number | null
  updated_at: Date
  taken: number
  waiting: number
  holders: { request: string; action: string; since: string }[]
  line: { request: string; action: string; since: string }[]
}

const entries = (rows: string): string =>
  `(select coalesce(jsonb_agg(jsonb_build_object('request', x.request_id, 'action', x.action_id,
      'since', x.since)), '[]') from (${rows}) x)`

const list = `select r.scope, r.name, r.most, r.set_most, r.updated_at,
    (select count(*)::integer from limit_slot s where s.tenant = r.tenant and s.scope = r.scope
      and s.name = r.name and s.request_id is not null) as taken,
    (select count(*)::integer from limit_line l where l.tenant = r.tenant and l.scope = r.scope
      and l.name = r.name) as waiting,
    ${entries(`select s.request_id, s.action_id, s.taken_at as since from limit_slot s
      where s.tenant = r.tenant and s.scope = r.scope and s.name = r.name
        and s.request_id is not null order by s.taken_at limit 20`)} as holders,
    ${entries(`select l.request_id, l.action_id, l.since from limit_line l
      where l.tenant = r.tenant and l.scope = r.scope and l.name = r.name
      order by ${lineOrder('l')} limit 20`)} as line
  from limit_rule r`

/** The rules of a tenant with what is taken and who waits. */
export async function listLimits(
  { db }: Pick<LimitDeps, 'db'>,
  tenant: string,
): Promise<LimitView[]> {
  const { rows } = await sql<Row>`${sql.raw(list)} where r.tenant = ${tenant}
    order by r.scope, r.name limit 500`.execute(db)
  return rows.map(({ set_most, updated_at, holders, line, ...row }) => ({
    ...row,
    setBy: set_most === null ? 'item' : 'operator',
    holders: holders.map(dated),
    line: line.map(dated),
    updatedAt: updated_at,
  }))
}

function dated({ since, ...rest }: Row['line'][number]): LimitView['line'][number] {
  return { ...rest, since: new Date(since) }
}

/** A rule to be set or taken away, and by whom. */
export type LimitWish = { tenant: string; key: LimitKey; by: string; acting?: Acting }

/**
 * Sets the most actions of one thing under way at once. Lowering ends nothing: what is too many keeps its
 * slot to its end. What was under way before there was a rule is not counted.
 */
export async function setLimit(deps: LimitDeps, wish: LimitWish, most: number): Promise<void> {
  await changed(deps, wish, async (tx) => {
    await noteWish(tx, wish, { most })
    return writeRule(tx, wish, { set_most: most }, deps.now())
  })
}

/** Takes the operators' rule away; the item's own, if it has one, holds again. False when there is none. */
export async function removeLimit(deps: LimitDeps, wish: LimitWish): Promise<boolean> {
  return changed(deps, wish, async (tx) => {
    const known = await writeRule(tx, wish, { set_most: null }, deps.now())
    if (known) await noteWish(tx, wish)
    return known
  })
}

/** What an item sets for itself is told by its document. */
async function noteWish(
  tx: Tx,
  { tenant, key, acting }: LimitWish,
  detail?: { most: number },
): Promise<void> {
  if (!acting) return
  await writeAudit(tx, {
    tenant,
    by: acting,
    action: detail ? 'limit.set' : 'limit.removed',
    on: { type: 'limit', id: `${key.scope}/${key.name}` },
    ...(detail && { detail }),
  })
}

/** Milliseconds for which a process does not look again whether an item's own rule is written. */
const trustMs = 60_000
const mostItems = 2_000

/** Keeps the rule each item sets for itself as its newest order says; one look a minute and item. */
export function itemLimits(deps: LimitDeps): Requests['noteItemLimit'] {
  const seen = new Map<string, { most: number | undefined; at: number }>()
  return async (tenant, item, most) => {
    const name = `${tenant} ${item}`
    const known = seen.get(name)
    const at = deps.now()
    if (known && known.most === most && at - known.at < trustMs) return
    await noteItemLimit(deps, { tenant, item }, most)
    if (seen.size >= mostItems) seen.clear()
    seen.set(name, { most, at })
  }
}

async function noteItemLimit(
  deps: LimitDeps,
  { tenant, item }: { tenant: string; item: string },
  most: number | undefined,
): Promise<void> {
  const known = await deps.db
    .selectFrom('limit_rule')
    .select('item_most')
    .where('tenant', '=', tenant)
    .where('scope', '=', 'item')
    .where('name', '=', item)
    .executeTakeFirst()
  if ((known?.item_most ?? undefined) === most) return
  const wish: LimitWish = { tenant, key: { scope: 'item', name: item }, by: 'item' }
  await changed(deps, wish, (tx) => writeRule(tx, wish, { item_most: most ?? null }, deps.now()))
}

const mostTries = 5

/** Rule, slots and line change together; then whoever may go is called. */
async function changed(
  deps: LimitDeps,
  { tenant, key }: LimitWish,
  write: (tx: Tx) => Promise<boolean>,
): Promise<boolean> {
  const inOne = (): Promise<boolean> =>
    deps.db.transaction().execute(async (tx) => {
      const known = await write(tx)
      // Who sets it for the first time at this moment must find its slots as they were.
      if (!known) return false
      const rule = await ruleOf(tx, { tenant, key })
      await (rule === undefined
        ? closeLine(tx, { tenant, key })
        : fitSlots(tx, { tenant, key }, rule))
      return true
    })
  for (let tries = 1; ; tries += 1) {
    try {
      const known = await inOne()
      await callWaiting(deps, tenant)
      return known
    } catch (error) {
      if (tries >= mostTries || !isTransient(error)) throw error
    }
  }
}

type Word = 'set_most' | 'item_most'
/** The one that is taken, and the other. */
type Words = readonly [Word, Word]
const setFirst: Words = ['set_most', 'item_most']
const itemFirst: Words = ['item_most', 'set_most']

type Part = { set_most: number | null } | { item_most: number | null }

/** Writes one of the two words; a rule without either goes. False when it was not there to be taken away. */
async function writeRule(tx: Tx, wish: LimitWish, part: Part, now: number): Promise<boolean> {
  const { tenant, key, by } = wish
  const stamp = { updated_by: by, updated_at: new Date(now) }
  const [column, most] = Object.entries(part)[0] ?? []
  if (typeof most === 'number') {
    await tx
      .insertInto('limit_rule')
      .values({ tenant, ...key, ...part, ...stamp })
      .onConflict((row) =>
        row.columns(['tenant', 'scope', 'name']).doUpdateSet({ ...part, ...stamp }),
      )
      .execute()
    return true
  }
  const words = column === 'set_most' ? setFirst : itemFirst
  return takeWord(tx, wish, { words, now })
}

/**
 * The row goes when it holds no other word. Between the two statements somebody may have set or taken one of
 * the words, so that neither fits; then they are tried once more.
 */
async function takeWord(
  tx: Tx,
  { tenant, key, by }: LimitWish,
  { words: [mine, other], now }: { words: Words; now: number },
): Promise<boolean> {
  for (let tries = 1; tries <= 2; tries += 1) {
    const { numDeletedRows } = await tx
      .deleteFrom('limit_rule')
      .where('tenant', '=', tenant)
      .where('scope', '=', key.scope)
      .where('name', '=', key.name)
      .where(mine, 'is not', null)
      .where(other, 'is', null)
      .executeTakeFirst()
    const { numUpdatedRows } = await tx
      .updateTable('limit_rule')
      .set({ [mine]: null, updated_by: by, updated_at: new Date(now) })
      .where('tenant', '=', tenant)
      .where('scope', '=', key.scope)
      .where('name', '=', key.name)
      .where(mine, 'is not', null)
      .where(other, 'is not', null)
      .executeTakeFirst()
    if (numDeletedRows + numUpdatedRows > 0n) return true
  }
  return false
}

type RuleKey = Pick<LimitWish, 'tenant' | 'key'>

/** The most the rule allows; its row stays locked, so that rules change one after another. */
async function ruleOf(tx: Tx, { tenant, key }: RuleKey): Promise<number | undefined> {
  const row = await tx
    .selectFrom('limit_rule')
    .select('most')
    .where('tenant', '=', tenant)
    .where('scope', '=', key.scope)
    .where('name', '=', key.name)
    .forUpdate()
    .executeTakeFirst()
  return row?.most
}

/** No rule any more: nobody holds or waits; those in line are reminded of like any ready action. */
async function closeLine(tx: Tx, { tenant, key }: RuleKey): Promise<void> {
  const where = sql`tenant = ${tenant} and scope = ${key.scope} and name = ${key.name}`
  await sql`with waiting as (delete from limit_line where ${where} returning *)
    update action a set wake_at = clock_timestamp() from waiting w
    where a.tenant = w.tenant and a.request_id = w.request_id and a.action_id = w.action_id
      and a.state = 'ready'`.execute(tx)
  await sql`delete from limit_slot where ${where}`.execute(tx)
}

/** As many slots as the rule allows: free ones come and go at once, held ones when they are given back. */
async function fitSlots(tx: Tx, { tenant, key }: RuleKey, most: number): Promise<void> {
  const where = sql`tenant = ${tenant} and scope = ${key.scope} and name = ${key.name}`
  const { rows } = await sql<{ number: number; held: boolean; surplus: boolean }>`
    select number, request_id is not null as held, surplus from limit_slot
    where ${where} order by number for update`.execute(tx)
  const kept = [
    ...rows.filter(({ held, surplus }) => held && !surplus),
    ...rows.filter(({ held, surplus }) => held && surplus),
    ...rows.filter(({ held }) => !held),
  ]
  const within = kept.slice(0, most).map(({ number }) => number)
  await sql`delete from limit_slot where ${where} and request_id is null
    and number <> all(${within}::integer[])`.execute(tx)
  await sql`update limit_slot set surplus = (number <> all(${within}::integer[]))
    where ${where} and surplus <> (number <> all(${within}::integer[]))`.execute(tx)
  const last = Math.max(0, ...rows.map(({ number }) => number))
  await sql`insert into limit_slot (tenant, scope, name, number)
    select ${tenant}, ${key.scope}, ${key.name}, ${last}::integer + n
    from generate_series(1, ${most - within.length}::integer) n`.execute(tx)
}

type Standing = FullLimit & { action: string }

/** Most places in lines that are told of one request. */
const mostPlaces = 100

/** The full rules before which ready actions of the request stand, and their places in those lines, by action. */
export async function placesInLine(
  { db }: { db: Db },
  { tenant, id }: RequestKey,
): Promise<Readonly<Record<string, readonly FullLimit[]>>> {
  const { rows } = await sql<Standing>`
    select p.action_id as action, r.scope, r.name, r.most, p.place, p.waiting
    from (select distinct scope, name from limit_line
      where tenant = ${tenant} and request_id = ${id}::uuid) k
    join limit_rule r on r.tenant = ${tenant} and r.scope = k.scope and r.name = k.name
    join lateral (
      select l.request_id, l.action_id,
        (row_number() over (order by ${sql.raw(lineOrder('l'))}))::integer as place,
        (count(*) over ())::integer as waiting
      from limit_line l where l.tenant = r.tenant and l.scope = r.scope and l.name = r.name
    ) p on p.request_id = ${id}::uuid
    order by p.action_id, r.scope, r.name limit ${mostPlaces}`.execute(db)
  const places: Record<string, FullLimit[]> = {}
  for (const { action, ...place } of rows) (places[action] ??= []).push(place)
  return places
}
