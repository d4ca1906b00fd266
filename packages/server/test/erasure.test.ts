import { randomUUID } from 'node:crypto'
import { connectors } from '@pao/connectors'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { goOnErasing } from '../src/compose-erasure.ts'
import type { Principal } from '../src/identity/principal.ts'
import { type Operation, operationsOf } from './operations-of.ts'
import { itemOf, openWorld, person, type World } from './requests-world.ts'
import { openWholeApi, type WholeApi } from './whole-api.ts'

const canary = {
  id: 'corp:9f2-canary-of-the-mine',
  email: 'canary.person@example.com',
  name: 'Kanarie Vögel',
}
const names = Object.values(canary)
const they: Principal = { ...person('x', ['admin'], ['team-db']), ...canary, via: 'session' }
const root: Principal = { ...person('root', ['admin'], ['team-db']), via: 'session' }
const callers: Readonly<Record<string, Principal>> = { they, root }
const task = connectors.get('manual-task')

let world: World
let api: WholeApi
let operations: readonly Operation[]

beforeAll(async () => {
  if (!task) throw new Error('no manual-task on the shelf')
  const byHand = { id: 'by-hand', type: 'manual-task', config: { title: 'Make it' } }
  world = await openWorld({ items: [itemOf('db', [byHand])], connectors: [task], acts: {} })
  await world.replica()
  const { db } = world.database
  api = await openWholeApi(world, { of: () => db, callerOf: (bearer) => callers[bearer] })
  operations = operationsOf(api.app.swagger())
}, 60_000)
afterAll(async () => {
  await api.app.close()
  await world.close()
})

async function call(who: string, method: string, path: string, body?: object) {
  const answer = await api.app.inject({
    method: method as 'GET',
    url: `/api/v1/${path}`,
    headers: { authorization: `Bearer ${who}` },
    ...(body && { payload: body }),
  })
  return { status: answer.statusCode, body: answer.body === '' ? {} : answer.json() }
}

async function made(who: string, method: string, path: string, body?: object) {
  const { status, body: said } = await call(who, method, path, body)
  if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(said)}`)
  return said
}

/** The same value once for each text in it, that text changed. */
function* withEach(value: unknown, change: (text: string) => string): Generator {
  if (typeof value === 'string') yield change(value)
  else if (Array.isArray(value))
    for (const [n, one] of value.entries())
      for (const changed of withEach(one, change)) yield value.with(n, changed)
  else if (typeof value === 'object' && value !== null)
    for (const [key, one] of Object.entries(value))
      for (const changed of withEach(one, change)) yield { ...value, [key]: changed }
}

/** Not called: it would end what the canary is planted with. */
const spared = new Set(['erasePerson', 'erasePersonFromAudit', 'setAuditHold', 'signOut'])

const takes = ({ method, id }: Operation): boolean => method === 'DELETE' || /^end|^lift/.test(id)

/** Every operation that changes something, as the person and with their names in each of its texts; what is refused is refused. */
async function plantByEveryOperation(id: string): Promise<number> {
  let calls = 0
  const places = {
    id,
    action: 'by-hand',
    name: 'planted',
    scope: 'item',
    team: 'team-db',
    environment: '*',
    resource: 'disks',
    currency: 'EUR',
    key: 'x',
    target: 'x',
  }
  const theirs = operations.filter(
    ({ method, id: of, permission }) =>
      method !== 'GET' && permission !== undefined && !spared.has(of),
  )
  // What takes away comes first, so that the rest stays.
  for (const one of theirs.toSorted((a, b) => Number(takes(b)) - Number(takes(a)))) {
    const { payload, ...rest } = one.call(places)
    const bodies = [
      payload,
      ...withEach(payload, () => canary.email),
      ...withEach(payload, (text) => `${text} by "${canary.name}" <${canary.email}>\n${canary.id}`),
    ]
    for (const body of bodies) {
      const answer = await api.app.inject({
        ...rest,
        headers: { authorization: 'Bearer they', 'idempotency-key': randomUUID() },
        ...(body !== undefined && { payload: body as object }),
      })
      if (answer.statusCode >= 500) throw new Error(`${one.id}: ${answer.body}`)
      calls += 1
    }
  }
  return calls
}

/** Tables in which one of the names stands, in whatever column; bytes too, as far as they are text. */
async function tablesWithThem(): Promise<readonly string[]> {
  const { pool } = world.database
  const { rows } = await pool.query<{ name: string }>(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
  )
  const found: string[] = []
  for (const { name } of rows) {
    const hits = await pool.query(
      `select from ${name} t where t::text ilike any ($1::text[])
        and t::text not like '%A bystander says%' limit 1`,
      [names.map((one) => `%${one}%`)],
    )
    if (hits.rowCount) found.push(name.replace('public.', ''))
  }
  return found.toSorted()
}

/** Where the names stand at least once everything was done with them. */
const planted = [
  'absence',
  'api_key',
  'audit_entry',
  'change_freeze',
  'directory_group',
  'directory_user',
  'feedback',
  'idempotency_key',
  'limit_rule',
  'manual_task',
  'news_seen',
  'person_right',
  'quota_rule',
  'request',
  'request_comment',
  'request_event',
  'saved_view',
  'service_account',
  'session',
]

/** Requests that have not ended, ended by an operator. */
async function endAll(): Promise<void> {
  const { rows } = await world.database.pool.query<{ id: string }>(
    'select id from request where ended_at is null',
  )
  for (const { id } of rows) {
    await call('root', 'POST', `requests/${id}/cancel`, {})
    await world.until(id, 'request_cancelled')
  }
}

/** The directory removes everybody. */
async function shutOutAll(): Promise<void> {
  const { rows } = await world.database.pool.query<{ id: string }>('select id from directory_user')
  for (const { id } of rows) await call('root', 'DELETE', `scim/v2/Users/${id}`)
}

/** A signal that says stop after each piece, as a process that is killed would. */
const afterOne = (): AbortSignal => {
  let asked = 0
  const { signal } = new AbortController()
  return new Proxy(signal, {
    get: (of, key) => (key === 'aborted' ? (asked += 1) > 1 : Reflect.get(of, key)),
  })
}

const goOn = (signal = new AbortController().signal) =>
  goOnErasing({
    db: world.database.db,
    now: () => Date.now(),
    signal,
    heardMs: 0,
    blocks: 8,
    audit: api.audit,
    told: world.requests.signal,
  })

/** As a process that has just moved it on does. */
async function remember(id: string): Promise<void> {
  const { shelf, db } = world.requests
  const taken = await shelf.take(db, { tenant: 'default', id }, true)
  if (taken) shelf.keep(taken.held)
}

const wish = { person: canary.email, reason: 'Request 2026-12' }

describe('a person who is forgotten', () => {
  let request: string

  it('is refused while requests name them, each of which is told', async () => {
    const soon = new Date(Date.now() + 86_400_000).toISOString()
    await api.sessions.start({ ...they, issuer: 'corp', agent: 'my browser' })
    await made('they', 'POST', 'me/api-keys', { name: 'my key', expires_at: soon })
    const { id } = await made('they', 'POST', 'requests', {
      item: 'db',
      fields: { name: `for ${canary.email}` },
      reason: `because ${canary.name} asked`,
    })
    request = id
    await world.until(id, 'action_waiting')
    await made('they', 'POST', `requests/${id}/comments`, { body: `Yours, ${canary.name}` })
    await made('they', 'POST', `tasks/${id}.by-hand/claim`)

    const { status, body } = await call('root', 'POST', 'erasures', wish)

    expect(status).toBe(409)
    expect(body.code).toBe('person.needed')
    const codes = body.errors.map(({ code }: { code: string }) => code)
    expect(codes).toEqual(['person.request_live', 'person.task_taken'])
    expect(JSON.stringify(body.errors)).toContain(id)
    expect((await call('they', 'POST', 'erasures', wish)).body.errors[0].code).toBe('person.self')
  })

  it(
    'stands in no table afterwards, whatever they did and however often it was cut off, and the audit is whole',
    { timeout: 60_000 },
    async () => {
      await made('they', 'POST', `requests/${request}/feedback`, { rating: 4, comment: 'x' }).catch(
        () => undefined,
      )
      const calls = await plantByEveryOperation(request)
      await endAll()
      await made('they', 'POST', `requests/${request}/feedback`, {
        rating: 4,
        comment: `well done, ${canary.name}`,
      })
      await api.audit.verify('default')
      const before = await tablesWithThem()
      const bystander = await made('root', 'POST', `requests/${request}/comments`, {
        body: 'A bystander says: not-canary.person@example.com and Kanarie Vögelein stay',
      })

      await remember(request)

      const listed = await call('root', 'POST', 'erasures', wish)
      await shutOutAll()
      const asked = await made('root', 'POST', 'erasures', wish)
      const again = await made('root', 'POST', 'erasures', { ...wish, person: canary.id })
      let pieces = 0
      while ((await goOn(afterOne())) === 0 && pieces < 2_000) pieces += 1
      const done = await made('root', 'GET', `erasures/${asked.id}`)
      const after = await tablesWithThem()

      expect(calls).toBeGreaterThan(200)
      expect(before).toEqual(expect.arrayContaining(planted))
      expect(listed.body.errors[0].code).toBe('person.in_directory')
      expect(again.id).toBe(asked.id)
      expect(pieces).toBeGreaterThan(10)
      expect(done).toMatchObject({ stage: 'done', pseudonym: asked.pseudonym })
      expect(done.deleted).toBeGreaterThan(4)
      expect(done.changed).toBeGreaterThan(10)
      expect(done.audit_values).toBeGreaterThan(100)
      expect(after).toEqual([])
      const { body } = await call('root', 'GET', `requests/${request}/comments`)
      const said = JSON.stringify(body)
      expect(said).toContain(`Yours, ${asked.pseudonym}`)
      expect(said).toContain('not-canary.person@example.com and Kanarie Vögelein stay')
      expect(said).toContain(bystander.id)
      expect(await api.audit.verify('default')).toMatchObject({ ok: true })
    },
  )

  it('keeps what they ordered, under the pseudonym', async () => {
    const { items } = await made('root', 'GET', 'erasures')
    const order = await made('root', 'GET', `requests/${request}`)

    expect(order.requester).toEqual({
      id: items[0].pseudonym,
      email: `${items[0].pseudonym}@erased.invalid`,
      name: items[0].pseudonym,
    })
    expect(order.state).toBe('cancelled')
    // Nor is it remembered by a process that had it in its hands before.
    expect(order.fields.name).toBe(`for ${items[0].pseudonym}@erased.invalid`)
  })

  it('is nothing any more for whoever asks again', async () => {
    const { id } = await made('root', 'POST', 'erasures', wish)
    await goOn()

    const done = await made('root', 'GET', `erasures/${id}`)

    expect(done).toMatchObject({ stage: 'done', deleted: 0, changed: 0 })
  })

  it('waits while a legal hold stands', async () => {
    await made('root', 'PUT', 'audit/holds/case', { reason: 'Case 1' })

    const { status, body } = await call('root', 'POST', 'erasures', wish)
    await made('root', 'DELETE', 'audit/holds/case')

    expect([status, body.code]).toEqual([409, 'audit.held'])
  })
})
