import { mkdir, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCipher } from '../src/store/cipher.ts'
import { checkKey } from '../src/store/key-check.ts'
import { openTestDatabase, type TestDatabase } from './database.ts'
import { isRedisHere, openTestRedis } from './redis-server.ts'
import { bucketOf } from './tenants-world.ts'
import { emptyDatabase, newKey, openDataDir, run } from './operate-world.ts'

type Finding = { check: string; status: string; says: string; mend?: string }

const key = newKey()
const asked: { method: string; path: string; authorization: string | undefined }[] = []
let database: TestDatabase
let jira: Server
let origin: string
let settings: Record<string, string>

beforeAll(async () => {
  database = await openTestDatabase()
  await checkKey(database.db, createCipher(Buffer.from(key, 'base64')))
  jira = createServer((request, response) => {
    const { method = '', url = '', headers } = request
    asked.push({ method, path: url, authorization: headers.authorization })
    const isKnown =
      headers.authorization === `Basic ${Buffer.from('pao@x.io:right').toString('base64')}`
    response.writeHead(isKnown ? 200 : 401).end('{}')
  })
  await new Promise<void>((resolve) => jira.listen(0, '127.0.0.1', resolve))
  const address = jira.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  origin = `http://127.0.0.1:${port}`
  const folder = await openDataDir()
  const catalog = join(folder, 'catalog')
  await mkdir(catalog)
  await writeFile(join(catalog, 'item.yaml'), bucketOf('Bucket of the group'))
  await writeFile(
    join(folder, 'connections.yaml'),
    `connections:
  main: { type: jira, url: ${origin}, email: pao@x.io, token_ref: JIRA_TOKEN }
`,
  )
  settings = {
    PAO_DATABASE_URL: database.url,
    PAO_ENCRYPTION_KEY: key,
    PAO_CATALOG: catalog,
    PAO_CONNECTIONS: join(folder, 'connections.yaml'),
    PAO_EGRESS_ALLOW: `127.0.0.1:${port}`,
    PAO_SECRET_JIRA_TOKEN: 'right',
  }
})
afterAll(async () => {
  await new Promise((resolve) => jira.close(resolve))
  await database.close()
})

async function examine(
  more: Record<string, string> = {},
): Promise<{ code: number; of: (check: string) => Finding | undefined; text: string }> {
  const { code, out } = await run({ ...settings, ...more }, 'doctor', '--json')
  const findings = JSON.parse(out) as Finding[]
  return { code, of: (check) => findings.find((one) => one.check === check), text: out }
}

describe('pao doctor', () => {
  it('finds nothing wrong where nothing is, and leaves nothing anywhere', async () => {
    const { code, of, text } = await examine()
    const { rows } = await database.pool.query(
      'select 1 from secret union all select 1 from definition',
    )

    expect(code, text).toBe(0)
    for (const check of ['settings', 'node', 'connections', 'schema', 'key', 'catalog'])
      expect(of(check), check).toMatchObject({ status: 'ok' })
    for (const check of ['database', 'clock', 'data folder']) expect(of(check), check).toBeDefined()
    expect(of('connection main')).toMatchObject({
      status: 'ok',
      says: expect.stringContaining('takes us'),
    })
    expect(of('backup')).toMatchObject({
      status: 'warn',
      mend: expect.stringContaining('pao backup'),
    })
    expect(asked).toEqual([expect.objectContaining({ method: 'GET', path: '/rest/api/3/myself' })])
    expect(rows).toEqual([])
  })

  it('says what to do about each thing that is wrong, and tells no secret', async () => {
    const token = await examine({ PAO_SECRET_JIRA_TOKEN: 'wrong-secret-token' })
    const denied = await examine({ PAO_EGRESS_ALLOW: '' })
    const unset = await examine({ PAO_SECRET_JIRA_TOKEN: '' })
    const nowhere = await examine({ PAO_CATALOG: '/nowhere/at/all' })

    expect([token, denied, unset, nowhere].map(({ code }) => code)).toEqual([1, 1, 1, 1])
    expect(token.of('connection main')).toMatchObject({
      status: 'fail',
      says: expect.stringMatching(/does not take our credentials \(401\)/),
    })
    expect(token.text).not.toContain('wrong-secret-token')
    expect(denied.of('connection main')?.mend).toMatch(/PAO_EGRESS_ALLOW/)
    expect(unset.of('connection main')).toMatchObject({
      status: 'fail',
      says: expect.stringContaining('JIRA_TOKEN'),
    })
    expect(nowhere.of('catalog')).toMatchObject({ status: 'fail' })
  })

  it.runIf(isRedisHere)('looks at Redis and says what is wrong with it', async () => {
    const password = 'very-secret-of-redis'
    const redis = await openTestRedis(['--requirepass', password, '--maxmemory', '100mb'])
    const url = redis.url.replace('//', `//:${password}@`)

    const unset = await examine()
    const denied = await examine({ PAO_REDIS_URL: redis.url, PAO_REDIS_PASSWORD: 'wrong-one' })
    const full = await examine({ PAO_REDIS_URL: redis.url, PAO_REDIS_PASSWORD: password })
    redis.freeze()
    const hangs = await examine({ PAO_REDIS_URL: url })
    redis.thaw()
    await redis.stop()
    const away = await examine({ PAO_REDIS_URL: url })

    expect(unset.of('redis')).toBeUndefined()
    expect(denied.of('redis')).toMatchObject({
      status: 'fail',
      says: expect.stringContaining('WRONGPASS'),
    })
    expect(full.of('redis')).toMatchObject({
      status: 'warn',
      says: expect.stringMatching(/^Redis \d.*no TLS.*full/),
      mend: expect.stringContaining('allkeys-lru'),
    })
    for (const found of [hangs, away])
      expect(found.of('redis')).toMatchObject({
        status: 'fail',
        mend: expect.stringContaining('PAO_REDIS_URL'),
      })
    for (const { text } of [denied, full, hangs, away]) expect(text).not.toContain(password)
  })

  it('notices another key, a schema that is due, and a database that is away', async () => {
    const empty = await emptyDatabase()
    const other = await examine({ PAO_ENCRYPTION_KEY: newKey() })
    const due = await examine({ PAO_DATABASE_URL: empty.url, PAO_DATABASE_MIGRATE: 'off' })
    const away = await examine({ PAO_DATABASE_URL: 'postgres://pao:geheim@127.0.0.1:9/pao' })
    await empty.drop()

    expect(other.of('key')).toMatchObject({
      status: 'fail',
      mend: expect.stringContaining('PAO_ENCRYPTION_KEY'),
    })
    expect(due.of('schema')).toMatchObject({ status: 'fail', mend: 'Run pao migrate up' })
    expect(away.of('database')).toMatchObject({ status: 'fail' })
    expect(away.text).not.toContain('geheim')
    expect([other, due, away].map(({ code }) => code)).toEqual([1, 1, 1])
  })

  it('asks every identity provider for its keys', async () => {
    const file = join(await openDataDir(), 'issuers.yaml')
    await writeFile(
      file,
      "issuers: { corp: { issuer: 'https://127.0.0.1:9', audience: pao, access: [{ roles: [admin] }] } }",
    )

    const { code, of } = await examine({ PAO_IDENTITY_ISSUERS: file })

    expect(code).toBe(1)
    expect(of('issuer corp')).toMatchObject({
      status: 'fail',
      mend: expect.stringMatching(/sign in/),
    })
    expect(of('connection main')).toMatchObject({ status: 'ok' })
  })

  it('looks at each tenant: its catalog, connections, egress list, sign-in and state', async () => {
    const folder = await openDataDir()
    for (const name of ['acme', 'globex']) await mkdir(join(folder, name))
    await writeFile(join(folder, 'acme', 'bucket.yaml'), bucketOf('Bucket of Acme'))
    await writeFile(join(folder, 'globex', 'bucket.yaml'), 'kind: CatalogItem\nversion: "2.0"\n')
    const own = `connections: { main: { type: jira, url: ${origin}, email: pao@x.io, token_ref: TOKEN } }`
    await writeFile(join(folder, 'own.yaml'), own)
    const more = 'connections: own.yaml, secrets: { TOKEN: JIRA_TOKEN }'
    await writeFile(
      join(folder, 'tenants.yaml'),
      `tenants:
  acme: { catalog: { source: ./acme }, ${more} }
  globex: { catalog: { source: ./globex }, ${more}, egress: { shared: false } }
  hooli: { catalog: { source: ./nowhere } }
  initech: { catalog: shared }
`,
    )
    await database.pool.query(
      `insert into tenant (name, state, reason) values ('initech', 'suspended', 'contract ended'),
        ('umbrella', 'deleting', null), ('vandelay', 'active', null), ('wonka', 'deleted', null)`,
    )

    const { code, of, text } = await examine({ PAO_TENANTS: join(folder, 'tenants.yaml') })
    await database.pool.query('delete from tenant')

    expect(code).toBe(1)
    expect(of('catalog acme')).toMatchObject({
      status: 'ok',
      says: expect.stringContaining('1 documents'),
    })
    expect(of('catalog globex')).toMatchObject({
      status: 'warn',
      says: expect.stringMatching(/1 broken: bucket\.yaml:\d+ PAO\d{4}/),
    })
    expect(of('catalog hooli')).toMatchObject({
      status: 'fail',
      mend: expect.stringContaining('hooli in PAO_TENANTS'),
    })
    expect(of('catalog initech')).toBeUndefined()
    expect(of('connection acme/main')).toMatchObject({ status: 'ok' })
    expect(of('connection globex/main')).toMatchObject({
      status: 'fail',
      mend: 'Add it to egress.allow of globex in PAO_TENANTS if it is meant to be reached',
    })
    const says = ['acme', 'initech', 'umbrella', 'vandelay'].map(
      (name) => of(`tenant ${name}`)?.says,
    )
    expect(says).toEqual([
      expect.stringContaining('nobody can sign in'),
      'is suspended: contract ended',
      'its deletion was begun and has not ended',
      expect.stringContaining('not in PAO_TENANTS'),
    ])
    expect(of('tenant wonka')).toBeUndefined()
    expect(text).not.toContain('right"')
  })

  it('lists every wrong setting at once, for people too', async () => {
    const { code, out } = await run({ PAO_PORT: 'x', PAO_ROLES: 'cook', PAO_TYPO: '1' }, 'doctor')

    expect(code).toBe(1)
    expect(out.split('\n').filter((line) => line.startsWith('FAIL'))).toHaveLength(3)
    expect(out).toContain('→ See docs/operate/settings.md')
  })
})
