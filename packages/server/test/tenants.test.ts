import { connectors } from '@pao/connectors'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { App } from '../src/api/app.ts'
import { type Principal, roles } from '../src/identity/principal.ts'
import { setSecret } from '../src/outbound/secret-table.ts'
import { setFreeze } from '../src/requests/calendar/freezes.ts'
import { setQuota } from '../src/requests/quotas/rules.ts'
import { setLimit } from '../src/requests/limits.ts'
import { submit } from '../src/requests/submit.ts'
import type { Db } from '../src/store/db.ts'
import { dana } from './identity-fake.ts'
import { type Operation, operationsOf } from './operations-of.ts'
import { catalogOf } from './catalog-fake.ts'
import { item } from './catalog-documents.ts'
import { openUnfiltered } from './row-security-world.ts'
import { ann, itemOf, openWorld, orderOf, type World } from './requests-world.ts'
import { openWholeApi, seeError } from './whole-api.ts'

const task = manualTask()

function manualTask() {
  const found = connectors.get('manual-task')
  if (!found) throw new Error('no manual-task on the shelf')
  return found
}

/** Nobody's, so the answer to it is what there is to say of what does not exist. */
const nobodys = '0198c5a4-8a10-7000-8000-00000000dead'

const theirError = '3f1c9a2b7d5e8f40'

let world: World
let opened: Awaited<ReturnType<Layers['open']>>
let app: App
let operations: readonly Operation[]
let theirs: Readonly<Record<string, string>>

const stranger = (role: (typeof roles)[number]): Principal => ({
  tenant: 'strangers',
  id: 'ann',
  email: 'ann@example.com',
  roles: [role],
  teams: ['team-db'],
  via: 'session',
})

/** How the tenants are kept apart. */
type Layers = {
  layers: string
  /** Row security is away; otherwise the filter is. */
  byFilter: boolean
  /** The room as calls for this tenant use it, and their rows. */
  open: (world: World) => Promise<{
    of: (tenant: string) => Db
    /** Statements that lost the application's filter. */
    stripped?(): number
    close(): Promise<void>
  }>
}

const layered: readonly Layers[] = [
  {
    layers: 'the filter of the application alone',
    byFilter: true,
    open: async ({ database: { db } }) => ({ of: () => db, close: async () => undefined }),
  },
  {
    layers: 'row security alone',
    byFilter: false,
    open: ({ database }) => openUnfiltered(database),
  },
]

async function openApi({ open }: Layers): Promise<void> {
  const byHand = { id: 'by-hand', type: 'manual-task', config: { title: 'Make it' } }
  world = await openWorld({ items: [itemOf('db', [byHand])], connectors: [task], acts: {} })
  await world.replica()
  const { requests } = world
  opened = await open(world)
  const { of } = opened
  const catalogs = {
    default: catalogOf([item('theirs', { category: 'theirs' })]),
    strangers: catalogOf([item('own')]),
  }
  const none = catalogOf([])
  const api = await openWholeApi(world, {
    of,
    more: { catalog: (tenant) => Reflect.get(catalogs, tenant) ?? none },
    callerOf: (bearer) => {
      if (bearer === 'theirs') return { ...ann, roles: ['admin'] }
      const role = roles.find((one) => one === bearer)
      return role && stranger(role)
    },
  })
  app = api.app
  const { keys, sessions, accounts, directory, audit, secretDeps } = api
  operations = operationsOf(app.swagger())
  const { id } = await submit(requests, ann, orderOf('db'))
  await world.until(id, 'action_waiting')
  const { key } = await keys.create(ann, { name: 'ci', roles: ['developer'] })
  const soon = Date.now() + 86_400_000
  const own = await keys.own.create({ ...ann, via: 'session' }, { name: 'mine', expiresAt: soon })
  await setSecret(secretDeps, { tenant: 'default', name: 'TOKEN', by: 'ann' }, 'canary')
  await setLimit(requests, { tenant: 'default', key: { scope: 'item', name: 'db' }, by: 'ann' }, 9)
  for (const resource of ['disks', 'cost:EUR'])
    await setQuota(
      requests,
      {
        tenant: 'default',
        key: { team: 'team-db', environment: '*', resource },
        acting: { id: 'ann' },
      },
      { most: 9, enforce: 'hard', alerts: [], contacts: [] },
    )
  await setFreeze(
    requests,
    { tenant: 'default', name: 'year-end', acting: { id: 'ann' } },
    {
      reason: 'canary',
      from: '--12-24',
      to: '--12-26',
      timezone: 'UTC',
      approvers: [],
      scope: { environments: [], items: ['nothing'], categories: [], teams: [], owners: [] },
    },
  )
  const erasure = await app.inject(erasing('theirs'))
  await audit.hold({ tenant: 'default', by: { id: 'ann' } }, { name: 'case', reason: 'x' })
  const { principal } = await sessions.start(dana)
  const [session] = await sessions.list(principal, undefined)
  const asking = { tenant: 'default', by: { id: 'ann' } }
  const account = await accounts.create(
    { principal: { ...ann, roles: ['admin'] }, by: { id: 'ann' } },
    { name: 'sync', ownerTeam: 'payments', roles: ['developer'] },
  )
  const named = { account: account.id, name: 'blue' }
  const accountKey = await keys.account.create({ ...ann, roles: ['admin'] }, named)
  const user = await directory.users.create(asking, { userName: 'dana' })
  const group = await directory.groups.create(asking, { displayName: 'admins' })
  await seeError(world.database.db, 'default', theirError)
  theirs = {
    request: id,
    key: key.id,
    ownKey: own.key.id,
    session: session?.id ?? '',
    user: user.id,
    group: group.id,
    account: account.id,
    accountKey: accountKey.key.id,
    erasure: erasure.json<{ id: string }>().id,
  }
}

/** Forgets somebody there never was. */
const erasing = (bearer: string) => ({
  method: 'POST' as const,
  url: '/api/v1/erasures',
  headers: { authorization: `Bearer ${bearer}` },
  payload: { person: 'gone@example.com', reason: 'canary' },
})

/** Ids of theirs and of nobody for each path that names one thing of a tenant. */
const places: readonly {
  of: RegExp
  foreign: () => Record<string, string>
  none: Record<string, string>
}[] = [
  {
    of: /^\/api\/v1\/requests\/\{id\}/,
    foreign: () => ({ id: theirs['request'] ?? '', action: 'by-hand' }),
    none: { id: nobodys, action: 'by-hand' },
  },
  {
    of: /^\/api\/v1\/approvals\/\{id\}/,
    foreign: () => ({ id: `${theirs['request']}.by-hand` }),
    none: { id: `${nobodys}.by-hand` },
  },
  {
    of: /^\/api\/v1\/tasks\/\{id\}/,
    foreign: () => ({ id: `${theirs['request']}.by-hand` }),
    none: { id: `${nobodys}.by-hand` },
  },
  {
    of: /^\/api\/v1\/effects\/orphans\/\{id\}/,
    foreign: () => ({ id: `${theirs['request']}.0.by-hand` }),
    none: { id: `${nobodys}.0.by-hand` },
  },
  {
    of: /^\/api\/v1\/service-accounts\/\{id\}/,
    foreign: () => ({ id: theirs['account'] ?? '', key: theirs['accountKey'] ?? '' }),
    none: { id: '00000000deadbeef', key: '00000000feedbeef' },
  },
  {
    of: /^\/api\/v1\/api-keys\/\{id\}/,
    foreign: () => ({ id: theirs['key'] ?? '' }),
    none: { id: '00000000deadbeef' },
  },
  {
    of: /^\/api\/v1\/me\/api-keys\/\{id\}/,
    foreign: () => ({ id: theirs['ownKey'] ?? '' }),
    none: { id: '00000000deadbeef' },
  },
  {
    of: /^\/api\/v1\/secrets\/\{name\}/,
    foreign: () => ({ name: 'TOKEN' }),
    none: { name: 'NOTHING' },
  },
  {
    of: /^\/api\/v1\/limits\//,
    foreign: () => ({ scope: 'item', name: 'db' }),
    none: { scope: 'item', name: 'nothing' },
  },
  {
    of: /^\/api\/v1\/calendar\/freezes\/\{name\}/,
    foreign: () => ({ name: 'year-end' }),
    none: { name: 'nothing' },
  },
  {
    of: /^\/api\/v1\/quotas\//,
    foreign: () => ({ team: 'team-db', environment: '*', resource: 'disks' }),
    none: { team: 'team-db', environment: '*', resource: 'nothing' },
  },
  {
    of: /^\/api\/v1\/budgets\//,
    foreign: () => ({ team: 'team-db', environment: '*', currency: 'EUR' }),
    none: { team: 'team-db', environment: '*', currency: 'GBP' },
  },
  {
    of: /^\/api\/v1\/erasures\/\{id\}/,
    foreign: () => ({ id: theirs['erasure'] ?? '' }),
    none: { id: nobodys },
  },
  {
    of: /^\/api\/v1\/audit\/holds\/\{name\}/,
    foreign: () => ({ name: 'case' }),
    none: { name: 'nothing' },
  },
  {
    of: /^\/api\/v1\/terraform\/states\/\{name\}/,
    foreign: () => ({ name: 'db' }),
    none: { name: 'nothing' },
  },
  {
    of: /^\/api\/v1\/resources\/\{id\}/,
    foreign: () => ({ id: theirs['request'] ?? '' }),
    none: { id: nobodys },
  },
  {
    of: /^\/api\/v1\/(me\/views|sessions|teams)\//,
    foreign: () => ({ view: nobodys, id: theirs['session'] ?? '' }),
    none: { view: nobodys, id: '00000000deadbeef' },
  },
  {
    of: /^\/api\/v1\/scim\/v2\/Users\//,
    foreign: () => ({ id: theirs['user'] ?? '' }),
    none: { id: nobodys },
  },
  {
    of: /^\/api\/v1\/scim\/v2\/Groups\//,
    foreign: () => ({ id: theirs['group'] ?? '' }),
    none: { id: nobodys },
  },
  {
    of: /^\/api\/v1\/errors\/\{fingerprint\}/,
    foreign: () => ({ fingerprint: theirError }),
    none: { fingerprint: '00000000deadbeef' },
  },
  {
    // Whoever is of another tenant is no operator of the installation, whatever the role.
    of: /^\/api\/v1\/tenants\/\{id\}/,
    foreign: () => ({ id: 'default' }),
    none: { id: 'nothing' },
  },
  {
    of: /^\/api\/v1\/catalog\//,
    foreign: () => ({ id: 'theirs', hash: 'hash-of-theirs', category: 'theirs', field: 'name' }),
    none: { id: 'nothing', hash: 'hash-of-nothing', category: 'nothing', field: 'name' },
  },
  {
    of: /^\/api\/v1\/breakers\/\{target\}/,
    foreign: () => ({ target: 'db' }),
    none: { target: 'nothing' },
  },
]

/** What is the same for all tenants of this release, and what has credentials of its own. */
const elsewhere =
  /^\/api\/v1\/(schemas|validate|terraform\/state|webhooks|scim\/v2\/(ResourceTypes|Schemas))\b/

async function told(operation: Operation, role: string, ids: Record<string, string>) {
  const answer = await app.inject({
    ...operation.call(ids),
    headers: { authorization: `Bearer ${role}`, 'x-request-id': 'same' },
  })
  const names = Object.values(ids).toSorted((left, right) => right.length - left.length)
  const body = names.reduce((text, name) => text.replaceAll(name, 'ID'), answer.body)
  return { status: answer.statusCode, body: body.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME') }
}

describe.each(layered)('a stranger of another tenant (A71, A77), by $layers', (layers) => {
  beforeAll(() => openApi(layers))
  afterAll(async () => {
    await app.close()
    await opened.close()
    await world.close()
  })

  it('is told of every object with an id what is told of one that does not exist', async () => {
    const objects = operations.filter(({ path }) => path.includes('{') && !elsewhere.test(path))
    const differing: unknown[] = []
    let compared = 0
    for (const operation of objects) {
      const place = places.find(({ of }) => of.test(operation.path))
      if (!place) throw new Error(`No foreign id is known for ${operation.path}`)
      for (const role of roles) {
        const foreign = await told(operation, role, place.foreign())
        const none = await told(operation, role, place.none)
        compared += 1
        if (foreign.status !== none.status || foreign.body !== none.body)
          differing.push({ operation: operation.id, role, foreign, none })
      }
    }

    expect(differing).toEqual([])
    expect(compared).toBeGreaterThan(180)
  })

  it.each(roles)('as %s learns nothing from what takes an id elsewhere', async (role) => {
    const ask = async (url: string) => {
      const headers = { authorization: `Bearer ${role}`, 'x-request-id': 'same' }
      const { statusCode, body } = await app.inject({ url, headers })
      return [statusCode, body.replaceAll(theirs['request'] ?? '', nobodys)]
    }
    const pairs = ['authz/explain?operation=getRequest&id=', 'requests?parent=', 'requests?q=']

    for (const path of pairs)
      expect(await ask(`/api/v1/${path}${theirs['request']}`)).toEqual(
        await ask(`/api/v1/${path}${nobodys}`),
      )
  })

  it.each([
    'requests',
    'approvals',
    'scim/v2/Users',
    'scim/v2/Groups',
    'service-accounts',
    'effects/orphans',
    'limits',
    'secrets',
    'audit/holds',
  ])('finds nothing of theirs in the list of %s', async (path) => {
    const headers = { authorization: 'Bearer admin' }
    const { body, statusCode } = await app.inject({ url: `/api/v1/${path}`, headers })

    expect(statusCode).toBe(200)
    for (const name of ['request', 'user', 'group', 'account'])
      expect(body).not.toContain(theirs[name] ?? 'missing')
    expect(body).not.toContain('"set_by":"ann","set_at"')
  })

  it('was held off by that layer, the other one being away', () => {
    const sawAll = opened.of('strangers') === world.database.db
    const lostFilters = opened.stripped?.() ?? 0

    expect([sawAll, lostFilters > 200]).toEqual([layers.byFilter, !layers.byFilter])
  })

  it('left all of theirs as it was', async () => {
    const { db } = world.database
    const run = await db
      .selectFrom('request')
      .select('state')
      .where('tenant', '=', 'default')
      .execute()
    const secret = await db
      .selectFrom('secret')
      .select(['version', 'ended_at'])
      .where('tenant', '=', 'default')
      .execute()

    expect(run).toEqual([{ state: 'in_progress' }])
    expect(secret).toEqual([{ version: 1, ended_at: null }])
  })
})
