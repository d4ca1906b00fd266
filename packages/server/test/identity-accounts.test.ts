import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openApiKeys, type ApiKeys } from '../src/identity/api-key.ts'
import { namesOf } from '../src/identity/names.ts'
import type { Principal } from '../src/identity/principal.ts'
import { openServiceAccounts, type ServiceAccounts } from '../src/identity/service-account.ts'
import { openTenants, type Tenants } from '../src/store/tenants.ts'
import { openTestDatabase, type TestDatabase } from './database.ts'

const start = Date.now()
let clock = start
let database: TestDatabase
let tenants: Tenants
let accounts: ServiceAccounts
let keys: ApiKeys
let made = 0

const deps = () => ({
  db: database.db,
  of: (tenant: string) => tenants.of(tenant),
  now: () => clock,
  log: pino({ level: 'silent' }),
})
const admin: Principal = {
  tenant: 'acme',
  id: 'corp:root',
  email: 'root@example.com',
  roles: ['admin'],
  teams: [],
  via: 'session',
}
const asking = { principal: admin, by: { id: admin.id } }

beforeAll(async () => {
  database = await openTestDatabase()
  tenants = await openTenants(database, { max: 2 })
})
beforeEach(() => {
  clock = start
  accounts = openServiceAccounts(deps())
  keys = openApiKeys(deps())
})
afterAll(async () => {
  await tenants.close()
  await database.close()
})

async function account(more: object = {}) {
  made += 1
  const wish = { name: `sync-${made}`, ownerTeam: 'payments', roles: ['developer'] as const }
  return accounts.create(asking, { ...wish, teams: ['payments'], ...more })
}

describe('a service account', () => {
  it('is one caller whichever of its keys is used, and no person', async () => {
    const { id, name } = await account({ scopes: ['requests:write'] })
    const [blue, green] = await Promise.all(
      ['blue', 'green'].map((key) => keys.createFor(admin, { account: id, name: key })),
    )

    const [first, second] = [
      await keys.holder(blue?.token ?? ''),
      await keys.holder(green?.token ?? ''),
    ]

    expect(first).toEqual({
      tenant: 'acme',
      id: `service:${id}`,
      email: `${id}@services.pao.invalid`,
      name,
      roles: ['developer'],
      teams: ['payments'],
      via: 'api-key',
      scopes: ['requests:write'],
    })
    expect(second).toEqual(first)
    // Nobody known stands behind it, so no approval counts a word of it.
    expect(first && namesOf(first).faceless).toBe(true)
  })

  it('changes what all its keys may within two seconds', async () => {
    const { id } = await account()
    const { token } = await keys.createFor(admin, { account: id, name: 'blue' })
    await keys.holder(token)

    await accounts.change(asking, id, { roles: ['auditor'], teams: [] })
    clock += 2_001

    expect(await keys.holder(token)).toMatchObject({ roles: ['auditor'], teams: [] })
  })

  it('ends with all its keys, and frees its name', async () => {
    const { id, name } = await account()
    const { token } = await keys.createFor(admin, { account: id, name: 'blue' })

    await accounts.remove(asking, id)

    expect(await keys.holder(token)).toBeUndefined()
    await expect(accounts.get(admin, id)).rejects.toMatchObject({
      code: 'service_account.not_found',
    })
    await expect(keys.createFor(admin, { account: id, name: 'x' })).rejects.toMatchObject({
      code: 'service_account.not_found',
    })
    expect(await account({ name })).toMatchObject({ name })
  })

  it('is called so once, whatever the case', async () => {
    const { name } = await account()

    await expect(account({ name: name.toUpperCase() })).rejects.toMatchObject({
      code: 'service_account.name_taken',
    })
  })

  it('holds no more than who makes or changes it', async () => {
    const operator: Principal = { ...admin, roles: ['operator'], teams: ['ops'] }
    const by = { principal: operator, by: { id: 'x' } }
    const { id } = await account({ roles: ['admin'] })
    const wish = { name: 'more', ownerTeam: 'ops', roles: ['admin'] as const }

    await expect(accounts.create(by, wish)).rejects.toMatchObject({ code: 'auth.forbidden' })
    await expect(accounts.change(by, id, { description: 'x' })).rejects.toMatchObject({
      code: 'auth.forbidden',
    })
    await expect(keys.createFor(operator, { account: id, name: 'x' })).rejects.toMatchObject({
      code: 'auth.forbidden',
    })
  })

  it('of another tenant cannot be seen, changed, used or ended', async () => {
    const { id } = await account()
    const stranger = { principal: { ...admin, tenant: 'others' }, by: { id: 'x' } }
    const none = { code: 'service_account.not_found' }

    expect(await accounts.list(stranger.principal)).toEqual([])
    await expect(accounts.change(stranger, id, { description: 'x' })).rejects.toMatchObject(none)
    await expect(accounts.remove(stranger, id)).rejects.toMatchObject(none)
    await expect(
      keys.createFor(stranger.principal, { account: id, name: 'x' }),
    ).rejects.toMatchObject(none)
  })

  it('is in the audit with every change', async () => {
    const { id } = await account()
    await accounts.change(asking, id, { description: 'nightly' })
    await accounts.remove(asking, id)
    const rows = await database.db
      .selectFrom('audit_pending')
      .select(['action', 'actor'])
      .where('object_id', '=', id)
      .orderBy('id')
      .execute()

    expect(rows.map(({ action }) => action)).toEqual(
      ['created', 'changed', 'removed'].map((did) => `service_account.${did}`),
    )
  })
})

describe('a key that is turned with an overlap', () => {
  it('is good by both secrets until then, and by the new one alone after it', async () => {
    const { key, token: old } = await keys.create(admin, { name: 'ci', roles: ['developer'] })
    const { token: fresh, key: turned } = await keys.rotate(admin, key.id, 60_000)
    const during = [await keys.holder(old), await keys.holder(fresh)].map((one) => one?.name)

    clock += 60_000

    expect(turned.previousUntil).toBe(start + 60_000)
    expect(during).toEqual(['ci', 'ci'])
    expect([await keys.holder(old), (await keys.holder(fresh))?.name]).toEqual([undefined, 'ci'])
  })

  it('forgets the secret before the last one at the next turn', async () => {
    const { key, token: first } = await keys.create(admin, { name: 'ci', roles: ['developer'] })
    const { token: second } = await keys.rotate(admin, key.id, 60_000)
    await keys.rotate(admin, key.id, 60_000)

    expect([await keys.holder(first), (await keys.holder(second))?.name]).toEqual([undefined, 'ci'])
  })

  it('stops at once without one, and with a revocation whatever the overlap', async () => {
    const { key, token: first } = await keys.create(admin, { name: 'ci', roles: ['developer'] })
    const { token: second } = await keys.rotate(admin, key.id)
    await keys.rotate(admin, key.id, 60_000)
    await keys.revoke(admin, key.id)

    expect([await keys.holder(first), await keys.holder(second)]).toEqual([undefined, undefined])
  })
})
