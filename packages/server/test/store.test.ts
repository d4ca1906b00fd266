import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCipher, openCipher } from '../src/store/cipher.ts'
import { openClock } from '../src/store/clock.ts'
import { isUnavailable } from '../src/store/db.ts'
import { type Answer, fingerprint, once } from '../src/store/idempotency.ts'
import { migrate, pendingMigrations } from '../src/store/migrate.ts'
import { openSignal } from '../src/store/signal.ts'
import { openTestDatabase, type TestDatabase } from './database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

describe('cipher', () => {
  it('opens what it sealed and nothing that was changed or is another key’s', () => {
    const cipher = createCipher(randomBytes(32))
    const sealed = cipher.seal('geheim ü')
    const changed = Buffer.from(sealed)
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1

    expect(cipher.open(sealed)).toBe('geheim ü')
    expect(sealed.toString('latin1')).not.toContain('geheim')
    expect(() => cipher.open(changed)).toThrow(/authenticate/)
    expect(() => createCipher(randomBytes(32)).open(sealed)).toThrow(/authenticate/)
  })

  it('makes one key for all who start at once, readable by its owner only', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'pao-key-'))

    const ciphers = await Promise.all(Array.from({ length: 8 }, () => openCipher({ dataDir })))

    const [first] = ciphers
    const sealed = first?.seal('geheim') ?? Buffer.alloc(0)
    for (const cipher of ciphers) expect(cipher.open(sealed)).toBe('geheim')
    expect((await stat(join(dataDir, 'key'))).mode & 0o777).toBe(0o600)
    await rm(dataDir, { recursive: true })
  })
})

describe('migrate', () => {
  it('has nothing left to do on a migrated database', async () => {
    expect(await pendingMigrations(database)).toEqual([])
    expect(await migrate(database)).toEqual([])
  })

  it('refuses a migration that was changed after it had been applied', async () => {
    const other = await openTestDatabase()
    await other.pool.query(`update pao_migration set checksum = 'other'`)

    await expect(migrate(other)).rejects.toThrow(/changed after it had been applied/)

    await other.close()
  })
})

describe('signal', () => {
  it('brings a hint to another connection', async () => {
    const speaker = await openSignal(database)
    const listener = await openSignal(database)
    const heard = new Promise<string>((resolve) => {
      listener.subscribe('pao_request', (payload) => {
        // The first call only says that some may have been missed: now it listens.
        if (payload === undefined) speaker.publish('pao_request', 'default r1 7')
        else resolve(payload)
      })
    })

    expect(await heard).toBe('default r1 7')

    await speaker.stop()
    await listener.stop()
  })

  it('listens again after its connection was cut', async () => {
    const signal = await openSignal(database)
    const heard: (string | undefined)[] = []
    signal.subscribe('pao_job', (payload) => heard.push(payload))
    await expect.poll(() => heard.length).toBe(1)

    await database.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'pao-listen'`,
    )

    await expect.poll(() => heard.length, { timeout: 5_000 }).toBeGreaterThan(1)
    await signal.stop()
  })

  it('lets what is urgent not wait for the pause between two batches, and takes along what waits', async () => {
    const batches: string[][] = []
    const query = async ({ values }: { values: [string[], string[]] }): Promise<void> => {
      batches.push(values[0])
    }
    const signal = await openSignal({ ...database, pool: { query } as never })

    signal.publish('pao_request', 'default r1 1')
    await expect.poll(() => batches.length).toBe(1)
    signal.publish('pao_request', 'default r1 2')
    await new Promise((resolve) => setImmediate(resolve))
    signal.publish('pao_job', '')
    await expect.poll(() => batches.flat()).toContain('pao_job')
    await signal.stop()

    expect(batches[0]).toEqual(['pao_request'])
    expect(batches.slice(1).flat().toSorted()).toEqual(['pao_job', 'pao_request'])
  })

  it('splits more hints than one notification holds', async () => {
    const signal = await openSignal(database)
    const heard = new Set<string | undefined>()
    signal.subscribe('pao_request', (payload) => heard.add(payload))
    await expect.poll(() => heard.size).toBe(1)

    for (let n = 0; n < 1_000; n += 1) signal.publish('pao_request', `default request-${n} 1`)

    await expect.poll(() => heard.size, { timeout: 5_000 }).toBe(1_001)
    await signal.stop()
  })
})

const scope = (key: string) => ({ tenant: 't', principal: 'p', operation: 'POST /x', key })

describe('clock', () => {
  it('agrees with the database and with another process’s clock', async () => {
    const [one, two] = [await openClock(database), await openClock(database)]

    const { rows } = await database.pool.query<{ at: Date }>('select clock_timestamp() as at')
    const at = rows[0]?.at.getTime() ?? 0

    expect(Math.abs(one.now() - two.now())).toBeLessThan(10)
    expect(Math.abs(one.now() - at)).toBeLessThan(100)
    one.stop()
    two.stop()
  })
})

describe('once', () => {
  const answer: Answer = { status: 202, headers: { location: '/x/1' }, body: '{"id":"1"}' }
  const print = fingerprint({ a: 1, b: [2] })

  it('knows the same body in another order of keys', () => {
    expect(fingerprint({ b: [2], a: 1 })).toBe(print)
    expect(fingerprint({ b: [2], a: 2 })).not.toBe(print)
  })

  it('lets fifty simultaneous calls with one key work once', async () => {
    let worked = 0
    const work = async (): Promise<Answer> => {
      worked += 1
      return answer
    }

    const all = await Promise.all(
      Array.from({ length: 50 }, () => once(database.db, scope('k1'), print, work)),
    )

    expect(worked).toBe(1)
    expect(all.map((one) => one.answer)).toEqual(all.map(() => answer))
    expect(all.filter(({ replayed }) => !replayed)).toHaveLength(1)
  })

  it('leaves the key unused when the work fails', async () => {
    const failing = once(database.db, scope('k2'), print, () => Promise.reject(new Error('no')))
    await expect(failing).rejects.toThrow('no')

    const again = await once(database.db, scope('k2'), print, async () => answer)

    expect(again.replayed).toBe(false)
  })

  it('refuses a second call as in flight when the first takes long', async () => {
    const started = Promise.withResolvers<void>()
    const end = Promise.withResolvers<void>()
    const first = once(database.db, scope('k3'), print, async () => {
      started.resolve()
      await end.promise
      return answer
    })
    await started.promise

    const second = once(database.db, scope('k3'), print, async () => answer)

    await expect(second).rejects.toMatchObject({ code: 'idempotency.in_flight' })
    end.resolve()
    expect((await first).replayed).toBe(false)
  })

  it('refuses the key with another body', async () => {
    await once(database.db, scope('k4'), print, async () => answer)

    const other = once(database.db, scope('k4'), fingerprint({ a: 2 }), async () => answer)

    await expect(other).rejects.toMatchObject({ code: 'idempotency.mismatch' })
  })
})

it('outlives a connection that the server ends between two statements of a transaction', async () => {
  const transaction = database.db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
    await database.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid])
    const alive = 'select 1 from pg_stat_activity where pid = $1'
    await expect
      .poll(async () => (await database.pool.query(alive, [rows[0]?.pid])).rowCount)
      .toBe(0)
    await sql`select 1`.execute(tx)
  })

  // An error nobody listens to would end the whole process, and so this test run.
  await expect(transaction).rejects.toSatisfy(isUnavailable)
})
