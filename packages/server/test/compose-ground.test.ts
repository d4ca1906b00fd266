import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Closers, openGround } from '../src/compose-ground.ts'
import { readConfig } from '../src/config.ts'
import { createCipher } from '../src/store/cipher.ts'
import { checkKey } from '../src/store/key-check.ts'
import { createTelemetry } from '../src/telemetry.ts'
import { openTestDatabase, type TestDatabase } from './database.ts'

const key = randomBytes(32)
const telemetry = createTelemetry({ level: 'silent', version: 'test' })

let database: TestDatabase
let url: string
beforeAll(async () => {
  database = await openTestDatabase()
  const { rows } = await database.pool.query<{ name: string }>('select current_database() as name')
  const named = new URL(process.env['PAO_TEST_DATABASE_URL'] ?? '')
  named.pathname = `/${rows[0]?.name}`
  url = named.href
})
afterAll(() => database.close())

async function open(given: Buffer): Promise<void> {
  const read = readConfig({ PAO_DATABASE_URL: url, PAO_ENCRYPTION_KEY: given.toString('base64') })
  if (!read.ok) throw new Error(read.faults.join())
  const closers: Closers = []
  try {
    await openGround({ config: read.config, telemetry, closers, version: '0.0.0' })
  } finally {
    for (const close of closers.toReversed()) await close()
  }
}

describe('the ground', () => {
  it('opens for every process that has the key of the first, and for no other', async () => {
    await open(key)

    const [same, other] = await Promise.allSettled([open(key), open(randomBytes(32))])

    expect(same.status).toBe('fulfilled')
    expect(other).toMatchObject({ status: 'rejected', reason: { name: 'Misconfigured' } })
    expect(other).toMatchObject({
      reason: { faults: [expect.stringMatching(/^PAO_ENCRYPTION_KEY: .*another key/)] },
    })
  })

  it('keeps nothing that tells the key', async () => {
    const { kept } = await checkKey(database.db, createCipher(key))

    expect(kept).toHaveLength(16)
    expect(key.toString('base64url')).not.toContain(kept)
  })
})
