import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, mkdir, rm, statfs } from 'node:fs/promises'
import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../src/store/db.ts'
import { type Embedded, startEmbedded } from '../src/store/embedded.ts'
import { migrate } from '../src/store/migrate.ts'
import { openFolder } from './database.ts'
import { ann, chain, itemOf, openWorld, type World } from './requests-world.ts'
import { openWholeApi, type WholeApi } from './whole-api.ts'

/** Enough for a database with our schema and a few files of its log, in MiB. */
const diskMiB = 192

/** A disk of its own in memory; undefined where this account may not mount one. */
async function mountDisk(): Promise<string | undefined> {
  const folder = await openFolder('pao-disk-')
  try {
    execFileSync('/usr/bin/mount', ['-t', 'tmpfs', '-o', `size=${diskMiB}m`, 'tmpfs', folder], {
      stdio: 'pipe',
    })
    await chmod(folder, 0o755)
    return folder
  } catch {
    await rm(folder, { recursive: true, force: true })
    return undefined
  }
}

const disk = await mountDisk()
if (disk === undefined)
  process.stderr.write('SKIPPED: no disk may be mounted here; nothing is shown of a full one\n')

const lines: string[] = []
let server: Embedded
let world: World
let api: WholeApi

/** Random text does not get smaller, so each order takes new pages of the disk. */
const order = (key: string, bytes = 60_000) =>
  api.app.inject({
    method: 'POST',
    url: '/api/v1/requests',
    headers: { authorization: 'Bearer ann', 'idempotency-key': key },
    payload: { item: 'it', fields: { name: randomBytes(bytes / 2).toString('hex') } },
  })

const counts = async () =>
  (
    await world.database.pool.query(
      `select (select count(*)::int from request) as requests,
        (select count(*)::int from request_event where type = 'submitted') as events,
        (select count(*)::int from idempotency_key) as keys`,
    )
  ).rows[0] as { requests: number; events: number; keys: number }

describe.skipIf(disk === undefined)('a disk that is really full', () => {
  beforeAll(async () => {
    const folder = join(disk ?? '', 'pao')
    await mkdir(folder, { mode: 0o755 })
    server = await startEmbedded({
      dataDir: folder,
      log: { info: () => undefined, warn: () => undefined },
    })
    const database = await openDatabase(server.url, { onError: () => undefined })
    await migrate(database)
    world = await openWorld(
      {
        items: [itemOf('it', chain('noop', 2))],
        acts: { noop: () => ({ kind: 'succeeded', outputs: {} }) },
        log: (line) => void lines.push(line),
      },
      database,
    )
    await world.replica()
    api = await openWholeApi(world, { of: () => database.db, callerOf: () => ann })
  })
  afterAll(async () => {
    await api.app.close()
    await world.close()
    await server.stop()
    execFileSync('/usr/bin/umount', ['-l', disk ?? ''])
    await rm(disk ?? '', { recursive: true, force: true })
  })

  const ballast = join(disk ?? '', 'ballast')

  /** Writes until nothing more fits. */
  async function fill(): Promise<void> {
    const file = createWriteStream(ballast, { flags: 'a' })
    const full = once(file, 'error')
    const megabyte = Buffer.alloc(1_048_576, 7)
    void (async () => {
      while (!file.destroyed)
        if (!file.write(megabyte)) await once(file, 'drain').catch(() => undefined)
    })()
    await full.catch(() => undefined)
    expect((await statfs(disk ?? '')).bavail).toBe(0)
  }

  it('refuses orders for now, keeps nothing by halves, and takes them again once there is room', async () => {
    expect((await order('before')).statusCode).toBe(202)
    await fill()
    const answers: Awaited<ReturnType<typeof order>>[] = []
    for (let n = 0; n < 60 && !answers.some(({ statusCode }) => statusCode === 503); n += 1)
      answers.push(await order(`full-${n}`))
    const refused = answers.at(-1)
    const after = await counts()
    const reading = await api.app.inject({
      url: '/api/v1/requests',
      headers: { authorization: 'Bearer ann' },
    })
    lines.length = 0
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    const said = lines.length
    await rm(ballast)
    const again = await order(`full-${answers.length - 1}`)

    const taken = answers.filter(({ statusCode }) => statusCode === 202).length
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([
      ...Array.from({ length: taken }, () => 202),
      503,
    ])
    expect(refused?.json()).toMatchObject({ code: 'database.unavailable' })
    expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0)
    expect(after).toEqual({ requests: taken + 1, events: taken + 1, keys: taken + 1 })
    expect(reading.statusCode).toBe(200)
    // Nobody turns in circles meanwhile.
    expect(said).toBeLessThan(30)
    expect(again.statusCode, again.body).toBe(202)
    await world.until(String(again.json().id), 'request_completed', 30_000)
  }, 60_000)

  it('that even stops the database is got over by itself once there is room', async () => {
    await fill()
    // A file of the log that cannot be made is the end of a PostgreSQL.
    const seen = new Set<string>()
    for (let n = 0; n < 40; n += 1)
      await world.database.pool
        .query(`select pg_logical_emit_message(true, 'filler', repeat('x', 1000000))`)
        .catch((error: unknown) => seen.add(String((error as { code?: string }).code)))
    const refused = await order('while-down', 1_000)
    await rm(ballast)

    // It broke off, and not only refused (disk_full; PostgreSQL, appendix A).
    expect([...seen].filter((code) => code !== '53100').length).toBeGreaterThan(0)
    expect(refused.statusCode, refused.body).toBe(503)
    await expect
      .poll(async () => (await order('while-down', 1_000)).statusCode, { timeout: 40_000 })
      .toBe(202)
  }, 60_000)
})
