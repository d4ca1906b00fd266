import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { noteTenants } from '../src/tenancy/states.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectors } from '@pao/connectors'
import type { Principal } from '../src/identity/principal.ts'
import { type Breakers, openBreakers } from '../src/outbound/breaker.ts'
import { type Operation, operationsOf } from './operations-of.ts'
import { itemOf, openWorld, person, type World } from './requests-world.ts'
import { byEvent, called, changeNothing, ofMachines } from './audit-tables.ts'
import { openWholeApi, seeError, type WholeApi } from './whole-api.ts'

const root: Principal = { ...person('root', ['admin'], ['team-db']), via: 'session' }
const task = connectors.get('manual-task')

let world: World
let api: WholeApi
let breakers: Breakers
let operations: readonly Operation[]

beforeAll(async () => {
  if (!task) throw new Error('no manual-task on the shelf')
  world = await openWorld({
    items: [itemOf('db', [{ id: 'by-hand', type: 'manual-task', config: { title: 'Make it' } }])],
    connectors: [task],
    acts: {},
  })
  await world.replica()
  const { db } = world.database
  breakers = breakersOf(world)
  api = await openWholeApi(world, {
    of: () => db,
    callerOf: (bearer) => (bearer === 'root' ? root : undefined),
    more: { breakers },
  })
  operations = operationsOf(api.app.swagger())
})
/** Breakers on the world's database; nothing goes out through them. */
function breakersOf({ requests, database }: World): Breakers {
  const rule = { failures: 3, successes: 1, openMs: 60_000 }
  return openBreakers({
    db: database.db,
    signal: requests.signal,
    now: () => performance.now(),
    newId: () => randomUUID(),
    rule,
    probeMs: 60_000,
    log: requests.telemetry.log,
    changed: () => undefined,
    refused: () => undefined,
  })
}

afterAll(async () => {
  await api.app.close()
  breakers.stop()
  await world.close()
})

const changing = () =>
  operations.filter(({ method }) => !['GET', 'HEAD'].includes(method)).map(({ id }) => id)

/** What is to be noted of an operation. */
const wanted = (op: string): string => called[op] ?? `request.${byEvent[op]}`

/** Makes the call of this id, with other parameters and body than its example has where given. */
async function call(
  id: string,
  params: Record<string, string> = {},
  body?: object,
): Promise<Record<string, any>> {
  const operation = operations.find((one) => one.id === id)
  if (!operation) throw new Error(`There is no operation ${id}`)
  const { payload, ...rest } = operation.call(params)
  const sent = body ?? payload
  const answer = await api.app.inject({
    ...rest,
    headers: { authorization: 'Bearer root' },
    ...(sent && { payload: sent }),
  })
  if (answer.statusCode >= 300) throw new Error(`${id}: ${answer.statusCode} ${answer.body}`)
  return answer.body === '' ? {} : answer.json()
}

async function noted(): Promise<readonly string[]> {
  const rows = await world.database.db.deleteFrom('audit_pending').returning('action').execute()
  return rows.map(({ action }) => action)
}

/** Whether a call was noted, and chained since or not. */
async function isNoted(correlation: string): Promise<boolean> {
  const { rowCount } = await query(
    `select from audit_pending where correlation_id = $1
      union all select from audit_entry where correlation_id = $1`,
    [correlation],
  )
  return (rowCount ?? 0) > 0
}

/** Well-formed names in the place of what a path names; nothing of that name is there. */
function placesOf(path: string): Record<string, string> {
  const isHex = /\/(api-keys|service-accounts|sessions)\//.test(path)
  const hex = '00000000deadbeef'
  const id = isHex ? hex : path.includes('/tasks/') ? `${randomUUID()}.by-hand` : randomUUID()
  return { id, key: hex, view: randomUUID(), action: 'by-hand', name: 'case', tag: 'x' }
}

const query = (text: string, values: unknown[] = []) => world.database.pool.query(text, values)

/** Reads that are noted, because what they show is sensitive or much at once. */
const sensitiveReads = [
  'exportAudit',
  'exportOwnData',
  'exportRequests',
  'getRequestOutputs',
  'listApiKeys',
  'listSecrets',
  'listServiceAccountKeys',
]

/** Permissions whose reads show what is sensitive by itself: secrets, keys of others. */
const sensitivePermissions = ['secret.read', 'key.manage']

describe('every read of something sensitive (P13)', () => {
  it('is noted by its route', () => {
    const audited = api.app.routeTable
      .filter((route) => route.audited && route.method === 'GET')
      .map(({ operation = '' }) => operation)

    expect(audited.toSorted()).toEqual(sensitiveReads)
  })

  it('is one of these where its permission is about secrets or keys', () => {
    const open = operations.filter(
      ({ id, method, permission = '' }) =>
        method === 'GET' &&
        sensitivePermissions.includes(permission) &&
        !sensitiveReads.includes(id),
    )

    expect(open.map(({ id }) => id)).toEqual([])
  })
})

describe('every operation that changes something (P13)', () => {
  it('is noted: by its route, by itself, or is known to change nothing', () => {
    const audited = api.app.routeTable.filter((route) => route.audited)
    const known = new Set([
      ...audited.map(({ operation }) => operation),
      ...[changeNothing, ofMachines, byEvent, called].flatMap((table) => Object.keys(table)),
    ])

    expect(changing().filter((id) => !known.has(id))).toEqual([])
    expect(audited.length).toBeGreaterThan(9)
  })

  it('stands in one of the tables, and none that is not there any more does', () => {
    const all = new Set(changing())
    const listed = [changeNothing, ofMachines, byEvent, called].flatMap((one) => Object.keys(one))

    expect(listed.filter((id) => !all.has(id))).toEqual([])
    expect(new Set(listed).size).toBe(listed.length)
  })

  it('notes each of those that say so by their route, before it is handled', async () => {
    const audited = api.app.routeTable
      .filter((route) => route.audited && route.method !== 'HEAD')
      .map(({ operation }) => operation ?? '')
    const mute: string[] = []
    for (const id of audited) {
      const operation = operations.find((one) => one.id === id)
      if (!operation) throw new Error(`There is no operation ${id}`)
      const correlation = randomUUID()
      const headers = { authorization: 'Bearer root', 'x-request-id': correlation }
      const answer = await api.app.inject({ ...operation.call(placesOf(operation.path)), headers })
      if (!(await isNoted(correlation))) mute.push(`${id} ${answer.statusCode} ${answer.body}`)
    }

    expect(mute).toEqual([])
    expect(audited.length).toBeGreaterThan(20)
  })

  it.each([...new Set(Object.values(byEvent))])(
    'notes what a person does with a request: %s',
    async (type) => {
      const [request, correlation] = [randomUUID(), randomUUID()]
      await noted()

      await query(
        `insert into request_event (tenant, request_id, seq, type, at, actor, correlation_id, data)
          values ('default', $1, 1, $2, now(), 'user:root', $3, '{}')`,
        [request, type, correlation],
      )

      expect(await noted()).toEqual([`request.${type}`])
    },
  )

  it('notes each of the others when it is called', async () => {
    const made: Record<string, readonly string[]> = {}
    const does = async (id: string, params: Record<string, string> = {}, body?: object) => {
      await noted()
      const answer = await call(id, params, body)
      made[id] = [...(made[id] ?? []), ...(await noted())]
      return answer
    }
    const other = await does('submitRequest', {}, { item: 'db', fields: { name: 'y' } })
    await world.until(other['id'], 'action_waiting')
    await does('completeAction', { id: other['id'], action: 'by-hand' }, { outcome: 'succeeded' })
    await world.until(other['id'], 'request_completed')
    await query(
      `insert into resource (tenant, request_id, type, name, made_at) values ('default', $1, 'db', 'y', now())`,
      [other['id']],
    )
    await does('lookAtResource', { id: other['id'] })
    await query(
      `update resource_look set state = 'drifted', differences = '[{"path":"$.size","expected":3,"found":4}]'`,
    )
    await does('acceptDrift', { id: other['id'] })
    const { id } = await call('submitRequest', {}, { item: 'db', fields: { name: 'x' } })
    await world.until(id, 'action_waiting')
    await does('cancelRequest', { id }, {})
    await world.until(id, 'request_cancelled')
    await does('removeRequest', { id })
    for (const [operation, name] of [
      ['adoptOrphan', 'one'],
      ['deleteOrphan', 'two'],
    ] as const) {
      const orphan = `${id}.0.${name}`
      await query(
        `insert into orphan (tenant, id, request_id, action_id, generation, fence, type, item_id, owner_team, ended_as, found_at)
          values ('default', $1, $2, $3, 0, 1, 'noop', 'db', 'team-db', 'cancelled', now())`,
        [orphan, id, name],
      )
      await does(operation, { id: orphan })
    }
    await does(
      'setAbsence',
      {},
      { deputy: 'bob@example.com', until: new Date(Date.now() + 86_400_000).toISOString() },
    )
    await does('endAbsence')
    await does('switchAutomation', { id: 'db' })
    await does('setLimit', { scope: 'item', name: 'db' })
    await does('removeLimit', { scope: 'item', name: 'db' })
    const quota = {
      team: 'team-db',
      environment: '*',
      resource: 'disks',
      currency: 'EUR',
      id: 'team-db',
    }
    await does('setFreeze', { name: 'year-end' })
    await does('removeFreeze', { name: 'year-end' })
    await does('setQuota', quota)
    await does('removeQuota', quota)
    await does('setBudget', quota)
    await does('removeBudget', quota)
    await does('setTeamQuota', quota)
    await does('setSecret', { name: 'TOKEN' })
    await does('deleteSecret', { name: 'TOKEN' })
    await does('setAuditHold', { name: 'case' })
    await does('liftAuditHold', { name: 'case' })
    await does('erasePersonFromAudit')
    await does('erasePerson', {}, { person: 'gone@example.com', reason: 'Request 12' })
    const soon = new Date(Date.now() + 86_400_000).toISOString()
    const own = await does('createOwnApiKey', {}, { name: 'laptop', expires_at: soon })
    await does('rotateOwnApiKey', { id: own['id'] })
    await does('revokeOwnApiKey', { id: own['id'] })
    await noteTenants(world.database.db, ['acme'])
    await does('suspendTenant', { id: 'acme' })
    await does('resumeTenant', { id: 'acme' })
    const account = await does('createServiceAccount')
    await does('changeServiceAccount', { id: account['id'] })
    await does('removeServiceAccount', { id: account['id'] })
    const user = await does('scimCreateUser')
    await does('scimReplaceUser', { id: user['id'] })
    await does('scimPatchUser', { id: user['id'] })
    const group = await does('scimCreateGroup')
    await does('scimReplaceGroup', { id: group['id'] })
    await does(
      'scimPatchGroup',
      { id: group['id'] },
      { Operations: [{ op: 'remove', path: 'members' }] },
    )
    await does('scimDeleteGroup', { id: group['id'] })
    await does('scimDeleteUser', { id: user['id'] })
    await seeError(world.database.db, 'default', '3f1c9a2b7d5e8f40')
    await does('resolveError', { fingerprint: '3f1c9a2b7d5e8f40' })
    const mine = { ...root, name: 'Root', issuer: 'corp' }
    await api.sessions.start(mine)
    const [session] = await api.sessions.list(root, undefined)
    await does('endSession', { id: session?.id ?? '' })

    const out = await api.sessions.start(mine)
    await noted()
    await api.app.inject({
      method: 'DELETE',
      url: '/api/v1/session',
      headers: { authorization: 'Bearer root', cookie: `pao_session=${out.id}` },
    })
    made['signOut'] = await noted()
    await query(
      `insert into circuit_breaker (tenant, target, state, failures, successes, updated_at)
        values ('default', 'jira.example.com', 'open', 3, 0, now())`,
    )
    await does('resetBreaker', { target: 'jira.example.com' })
    await query(
      `insert into terraform_state (tenant, name, version, resources, made_by, changed_by, lock_id, updated_at)
        values ('default', 'shown', 0, 0, $1, $1, 'l', now())`,
      [other['id']],
    )
    await does('unlockTerraformState', { name: 'shown' })

    const missed = Object.entries(made).filter(([op, rows]) => !rows.includes(wanted(op)))
    expect(missed).toEqual([])
    expect(Object.keys(called).filter((op) => !made[op])).toEqual([])
  })

  it.each(Object.entries(ofMachines))('keeps %s, as a test of its own shows', (_, { shown }) => {
    const [file, name] = shown
    const text = readFileSync(new URL(`./${file}.test.ts`, import.meta.url), 'utf8')

    expect(text).toContain(`it('${name}'`)
  })
})
