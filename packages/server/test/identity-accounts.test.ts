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
      ['blue', 'green'].map((key) => keys.account.create(admin, { account: id, name: key })),
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
    const { token } = await keys.account.create(admin, { account: id, name: 'blue' })
    await keys.holder(token)

    await accounts.change(asking, id, { roles: ['auditor'], teams: [] })
    clock += 2_001

    expect(await keys.holder(token)).toMatchObject({ roles: ['auditor'], teams: [] })
  })

  it('ends with all its keys, and frees its name', async () => {
    const { id, name } = await account()
    const { token } = await keys.account.create(admin, { account: id, name: 'blue' })

    await accounts.remove(asking, id)

    expect(await keys.holder(token)).toBeUndefined()
    await expect(accounts.get(admin, id)).rejects.toMatchObject({
      code: 'service_account.not_found',
    })
    await expect(keys.account.create(admin, { account: id, name: 'x' })).rejects.toMatchObject({
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
    const operator: Principal = { ...admin, roles: ['operator'], teams: ['ops', 'payments'] }
    const by = { principal: operator, by: { id: 'x' } }
    const { id } = await account({ roles: ['admin'] })
    const wish = { name: 'more', ownerTeam: 'ops', roles: ['admin'] as const }

    await expect(accounts.create(by, wish)).rejects.toMatchObject({ code: 'auth.forbidden' })
    await expect(accounts.change(by, id, { description: 'x' })).rejects.toMatchObject({
      code: 'auth.forbidden',
    })
    await expect(keys.account.create(operator, { account: id, name: 'x' })).rejects.toMatchObject({
      code: 'auth.forbidden',
    })
  })

  it('is kept by its team, with its keys, and is not there for others', async () => {
    const { id } = await account()
    const { key, token } = await keys.account.create(admin, { account: id, name: 'blue' })
    const member: Principal = { ...admin, roles: ['developer'], teams: ['payments'] }
    const other: Principal = { ...member, teams: ['web'] }
    const none = { code: 'service_account.not_found' }
    const place = { account: id, id: key.id }

    const { token: fresh } = await keys.account.rotate(member, place, 60_000)
    const both = [await keys.holder(token), await keys.holder(fresh)].map((one) => one?.id)
    const seen = await keys.account.list(member, id)
    const refused = await Promise.allSettled([
      accounts.get(other, id),
      accounts.change({ principal: other, by: { id: 'x' } }, id, { description: 'x' }),
      accounts.remove({ principal: other, by: { id: 'x' } }, id),
      keys.account.list(other, id),
      keys.account.create(other, { account: id, name: 'x' }),
      keys.account.rotate(other, place),
      keys.account.revoke(other, place),
    ])
    await keys.account.revoke(member, place)

    expect(both).toEqual([`service:${id}`, `service:${id}`])
    expect(seen.map(({ name }) => name)).toEqual(['blue'])
    expect((await accounts.list(member)).map((one) => one.id)).toContain(id)
    expect(await accounts.list(other)).toEqual([])
    for (const one of refused) expect(one).toMatchObject({ status: 'rejected', reason: none })
    expect(await keys.holder(fresh)).toBeUndefined()
  })

  it('is not handed to a team its keeper is not of, and turns no key of another account', async () => {
    const { id } = await account()
    const { id: second } = await account()
    const { key } = await keys.account.create(admin, { account: second, name: 'blue' })
    const member: Principal = { ...admin, roles: ['developer'], teams: ['payments'] }
    const by = { principal: member, by: { id: 'x' } }
    const wish = { name: 'theirs', ownerTeam: 'web', roles: ['developer'] as const }

    await expect(accounts.create(by, wish)).rejects.toMatchObject({ code: 'auth.forbidden' })
    await expect(accounts.change(by, id, { ownerTeam: 'web' })).rejects.toMatchObject({
      code: 'auth.forbidden',
    })
    for (const change of [keys.account.rotate, keys.account.revoke])
      await expect(change(admin, { account: id, id: key.id })).rejects.toMatchObject({
        code: 'api_key.not_found',
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
      keys.account.create(stranger.principal, { account: id, name: 'x' }),
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
