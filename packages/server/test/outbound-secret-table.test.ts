import { randomBytes } from 'node:crypto'
import { SecretUnavailable } from '@pao/connectors'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { rewrapKeys, strangeKeys } from '#outbound/secret-keys.ts'
import { deleteSecret, listSecrets, setSecret, tableSecrets } from '#outbound/secret-table.ts'
import { createKeyRing, type KeyRing } from '#store/key-ring.ts'
import { openTestDatabase, type TestDatabase } from './database.ts'
import { exerciseSecretSource } from './secret-source-suite.ts'

const [first, second] = [randomBytes(32), randomBytes(32)]
const ring = createKeyRing(first)
const canary = 'canary-5c1e-in-the-table'

let database: TestDatabase
let count = 0
beforeAll(async () => {
  database = await openTestDatabase()
})
beforeEach(() => database.pool.query('truncate secret, secret_key'))
afterAll(() => database.close())

const deps = (keys: KeyRing = ring) => ({
  db: database.db,
  ring: keys,
  newId: () => `key-${(count += 1)}`,
})
const set = (tenant: string, name: string, value: string) =>
  setSecret(deps(), { tenant, name, by: 'olga' }, value)
const read = (name: string, tenant = 'one', keys = ring) =>
  tableSecrets(deps(keys)).read(name, tenant)

exerciseSecretSource('the table', async () => {
  for (const tenant of ['one', 'two']) await set(tenant, 'TOKEN', `canary-of-${tenant}`)
  return { source: tableSecrets(deps()) }
})

describe('the table of secrets', () => {
  it('holds no value that somebody without the key could read', async () => {
    await set('one', 'TOKEN', canary)

    const { rows } = await database.pool.query<{ text: string }>(
      `select concat((select string_agg(s::text || encode(s.sealed, 'escape'), '') from secret s),
        (select string_agg(k::text, '') from secret_key k)) as text`,
    )

    expect(rows[0]?.text).toContain('TOKEN')
    expect(rows[0]?.text).not.toContain(canary)
  })

  it('shows who set what, and keeps of older versions nothing but that', async () => {
    await set('one', 'TOKEN', 'old')
    await set('one', 'TOKEN', 'new')
    await set('two', 'OTHER', 'x')

    const listed = await listSecrets(deps(), 'one')
    const { rows } = await database.pool.query(
      `select version, sealed is null as gone, ended_by from secret where tenant = 'one' order by version`,
    )

    expect(await read('TOKEN')).toBe('new')
    expect(listed).toEqual([{ name: 'TOKEN', version: 2, setBy: 'olga', setAt: expect.any(Date) }])
    expect(rows).toEqual([
      { version: 1, gone: true, ended_by: 'olga' },
      { version: 2, gone: false, ended_by: null },
    ])
  })

  it('makes one version for each of many who set it at the same moment, and one stays', async () => {
    const made = await Promise.all(
      Array.from({ length: 8 }, (_, n) => set('one', 'TOKEN', `value-${n}`)),
    )

    const versions = made.map(({ version }) => version).toSorted((a, b) => a - b)
    const [newest] = await listSecrets(deps(), 'one')
    expect(versions).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(newest?.version).toBe(8)
    expect(await read('TOKEN')).toMatch(/^value-\d$/)
  })

  it('does not bring a deleted secret back, and counts on when it is set again', async () => {
    await set('one', 'TOKEN', canary)
    const wish = { tenant: 'one', name: 'TOKEN', by: 'olga' }

    const gone = [await deleteSecret(deps(), wish), await deleteSecret(deps(), wish)]
    const after = await read('TOKEN')
    const { version } = await set('one', 'TOKEN', 'again')

    expect([gone, after, version]).toEqual([[true, false], undefined, 2])
  })

  it.each([
    ['another tenant', `update secret set tenant = 'two', key_id = 'moved'`],
    ['another name', `update secret set name = 'OTHER'`],
    ['another version', `update secret set version = 7`],
  ])('does not open what somebody moved to %s', async (_where, change) => {
    await set('one', 'TOKEN', canary)
    await database.pool.query(
      `insert into secret_key select 'two', 'moved', sealed_by, sealed, created_at from secret_key`,
    )
    await database.pool.query(change)

    const places = [read('TOKEN', 'two'), read('OTHER'), read('TOKEN')]
    const found = (await Promise.allSettled(places)).filter(
      (one) => one.status === 'rejected' || one.value !== undefined,
    )

    expect(found).toEqual([{ status: 'rejected', reason: expect.any(SecretUnavailable) }])
  })
})

describe('a change of the key that seals', () => {
  const both = createKeyRing(second, first)
  const after = createKeyRing(second)

  it('goes on batch by batch, while either key opens, and needs the old one no more', async () => {
    const tenants = Array.from({ length: 103 }, (_, n) => `tenant-${n}`)
    for (const tenant of tenants) await set(tenant, 'TOKEN', `of ${tenant}`)

    const begun = await rewrapKeys(deps(both))
    const meanwhile = [
      await read('TOKEN', 'tenant-0', both),
      await read('TOKEN', 'tenant-102', both),
    ]
    const ended = await rewrapKeys(deps(both))
    const again = await rewrapKeys(deps(both))

    expect([begun, ended, again]).toEqual([
      { rewrapped: 100, remaining: 3, strange: 0 },
      { rewrapped: 3, remaining: 0, strange: 0 },
      { rewrapped: 0, remaining: 0, strange: 0 },
    ])
    expect(meanwhile).toEqual(['of tenant-0', 'of tenant-102'])
    expect(await read('TOKEN', 'tenant-57', after)).toBe('of tenant-57')
  })

  it('is told of by fingerprint where a process has not the key', async () => {
    await set('one', 'TOKEN', canary)

    const failure = await read('TOKEN', 'one', after).catch((error: unknown) => error)
    const strange = await strangeKeys(deps(after))

    expect(failure).toBeInstanceOf(SecretUnavailable)
    expect(String(failure)).toContain(ring.current)
    expect(strange).toEqual([{ fingerprint: ring.current, count: 1 }])
  })
})
