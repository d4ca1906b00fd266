import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ApiKeys, openApiKeys } from '../src/identity/api-key.ts'
import { namesOf } from '../src/identity/names.ts'
import { followRights } from '../src/identity/person-rights.ts'
import type { Principal } from '../src/identity/principal.ts'
import { endRights, openEndings } from '../src/identity/rights.ts'
import { openSessions } from '../src/identity/session.ts'
import { createCipher } from '../src/store/cipher.ts'
import { openTenants, type Tenants } from '../src/store/tenants.ts'
import { openTestDatabase, type TestDatabase } from './database.ts'

const dayMs = 86_400_000
const start = Date.now()
let clock = start
let database: TestDatabase
let tenants: Tenants
let keys: ApiKeys
let count = 0

const deps = () => ({
  db: database.db,
  of: (tenant: string) => tenants.of(tenant),
  now: () => clock,
  log: pino({ level: 'silent' }),
})
const opened = (more: object = {}) => openApiKeys({ ...deps(), ownMaxDays: 90, ...more })

/** Somebody nobody has seen before. */
function somebody(more: Partial<Principal> = {}): Principal {
  count += 1
  const id = `corp:${count}`
  const email = `p${count}@example.com`
  const roles = ['developer', 'approver'] as const
  return {
    tenant: 'acme',
    id,
    email,
    name: 'Dana',
    roles,
    teams: ['payments', 'web'],
    via: 'session',
    ...more,
  }
}

const wish = (more: object = {}) => ({ name: 'laptop', expiresAt: clock + 30 * dayMs, ...more })

beforeAll(async () => {
  database = await openTestDatabase()
  tenants = await openTenants(database, { max: 2 })
})
beforeEach(() => {
  clock = start
  keys = opened()
})
afterAll(async () => {
  await tenants.close()
  await database.close()
})

describe('a key of one’s own', () => {
  it('stands for its person, held to what was asked for', async () => {
    const dana = somebody()

    const { key, token } = await keys.own.create(
      dana,
      wish({ roles: ['developer'], teams: ['web'], scopes: ['requests:read'] }),
    )

    const holder = await keys.holder(token)
    expect(holder).toEqual({
      tenant: 'acme',
      id: dana.id,
      email: dana.email,
      name: 'Dana',
      roles: ['developer'],
      teams: ['web'],
      via: 'api-key',
      scopes: ['requests:read'],
      person: { id: dana.id, email: dana.email },
      key: key.id,
    })
    // Whoever agrees by it has agreed as that person, once.
    expect(holder && namesOf(holder)).toEqual({ names: [dana.email, dana.id] })
    expect(JSON.stringify(await keys.own.list(dana))).not.toContain(token.slice(21))
  })

  it('is all a person has where nothing less is asked for, and never more', async () => {
    const dana = somebody()
    const { key } = await keys.own.create(dana, wish())

    expect(key).toMatchObject({ roles: dana.roles, teams: dana.teams, ownOf: { id: dana.id } })
    for (const more of [{ roles: ['operator'] }, { teams: ['finance'] }])
      await expect(keys.own.create(dana, wish(more))).rejects.toMatchObject({
        code: 'auth.forbidden',
      })
  })

  it('has lost what its person has lost, within two seconds of their next sign-in', async () => {
    const dana = somebody()
    const { token } = await keys.own.create(dana, wish())
    await keys.holder(token)

    const sessions = openSessions({
      ...deps(),
      cipher: createCipher(Buffer.alloc(32, 1)),
      limits: { idleMs: dayMs, longestMs: dayMs },
    })
    await sessions.start({ ...dana, roles: ['developer'], teams: ['web'], issuer: 'corp' })
    clock += 2_001

    expect(await keys.holder(token)).toMatchObject({ roles: ['developer'], teams: ['web'] })
  })

  it('is nobody’s once none of its roles is left, and good again when they come back', async () => {
    const dana = somebody()
    const { token } = await keys.own.create(dana, wish({ roles: ['approver'] }))

    await followRights(deps(), { ...dana, roles: ['developer'] })
    const without = await opened().holder(token)
    await followRights(deps(), dana)

    expect([without, (await opened().holder(token))?.roles]).toEqual([undefined, ['approver']])
  })

  it('gains nothing when its person does', async () => {
    const dana = somebody()
    const { token } = await keys.own.create(dana, wish({ roles: ['developer'], teams: ['web'] }))

    await followRights(deps(), { ...dana, roles: ['admin'], teams: ['web', 'finance'] })

    expect(await opened().holder(token)).toMatchObject({ roles: ['developer'], teams: ['web'] })
  })

  it('ends at once with its person, and does not come back with them', async () => {
    const dana = somebody()
    const { token } = await keys.own.create(dana, wish())

    await database.db
      .transaction()
      .execute((tx) => endRights(tx, 'acme', { ids: [dana.id], emails: [] }))
    await followRights(deps(), dana)

    expect(await opened().holder(token)).toBeUndefined()
    expect(await keys.own.list(dana)).toMatchObject([{ revokedAt: expect.any(Number) }])
  })

  it('is worth nothing when its issuer is trusted no more, or such keys are switched off', async () => {
    const dana = somebody()
    const { token } = await keys.own.create(dana, wish())

    expect(await opened({ isVouched: () => false }).holder(token)).toBeUndefined()
    expect(await opened({ ownMaxDays: 0 }).holder(token)).toBeUndefined()
    await expect(opened({ ownMaxDays: 0 }).own.create(dana, wish())).rejects.toMatchObject({
      code: 'api_key.own_off',
    })
  })

  it('always ends, within the days there are for it', async () => {
    const dana = somebody()
    const { token } = await keys.own.create(dana, wish())
    const late = keys.own.create(dana, wish({ expiresAt: clock + 91 * dayMs }))

    await expect(late).rejects.toMatchObject({
      faults: [{ at: '/expires_at', code: 'time.too_late' }],
    })
    clock += 30 * dayMs
    expect(await keys.holder(token)).toBeUndefined()
  })

  it.each(['api-key', 'bootstrap', 'email', 'slack'] as const)(
    'is not made by whoever came by %s',
    async (via) => {
      await expect(keys.own.create(somebody({ via }), wish())).rejects.toMatchObject({
        code: 'api_key.own_by_people',
      })
    },
  )

  it('is turned with an overlap, and stopped, by its person alone', async () => {
    const [dana, eve] = [somebody(), somebody({ roles: ['admin'] })]
    const { key, token: old } = await keys.own.create(dana, wish())
    const none = { code: 'api_key.not_found' }

    // Even an admin must not come by a secret that makes them somebody else.
    await expect(keys.rotate(eve, key.id)).rejects.toMatchObject(none)
    await expect(keys.own.rotate(eve, key.id)).rejects.toMatchObject(none)
    await expect(keys.own.revoke(eve, key.id)).rejects.toMatchObject(none)
    const { token: fresh } = await keys.own.rotate(dana, key.id, 60_000)
    const during = [await keys.holder(old), await keys.holder(fresh)].map((one) => one?.id)
    await keys.own.revoke(dana, key.id)

    expect(during).toEqual([dana.id, dana.id])
    expect([await keys.holder(old), await keys.holder(fresh)]).toEqual([undefined, undefined])
  })

  it('is seen and stopped by admins, and closes what was opened with it', async () => {
    const [dana, root] = [somebody(), somebody({ roles: ['admin'] })]
    const { key, token } = await keys.own.create(dana, wish())
    const ticks: (() => void)[] = []
    const endings = openEndings({
      ...deps(),
      now: () => Date.now(),
      every: (_ms, run) => {
        ticks.push(run)
        return () => undefined
      },
      onError: (error) => {
        throw error
      },
    })
    const closed: string[] = []
    const holder = await keys.holder(token)
    if (holder) endings.watch(holder, () => closed.push('by key'))
    endings.watch(dana, () => closed.push('by session'))

    const listed = (await keys.list(root)).find(({ id }) => id === key.id)
    await keys.revoke(root, key.id)
    ticks.forEach((tick) => tick())

    expect(listed?.ownOf).toEqual({ id: dana.id, email: dana.email })
    await expect.poll(() => closed).toEqual(['by key'])
    expect(await keys.holder(token)).toBeUndefined()
  })

  it('is one of twenty at most, also when many are made at once', async () => {
    const dana = somebody()
    const made = await Promise.allSettled(
      Array.from({ length: 24 }, () => keys.own.create(dana, wish())),
    )

    const refused = made.filter((one) => one.status === 'rejected').map(({ reason }) => reason.code)
    expect(refused).toEqual(Array.from({ length: 4 }, () => 'api_key.too_many'))
  })

  it('of another tenant cannot be seen or used there', async () => {
    const dana = somebody()
    const { key } = await keys.own.create(dana, wish())
    const twin = { ...dana, tenant: 'others' }

    expect(await keys.own.list(twin)).toEqual([])
    await expect(keys.own.revoke(twin, key.id)).rejects.toMatchObject({ code: 'api_key.not_found' })
  })
})
