import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { digest } from '../src/identity/secret.ts'
import { openSessions, type Sessions } from '../src/identity/session.ts'
import { createCipher } from '../src/store/cipher.ts'
import { openTestDatabase, type TestDatabase } from './database.ts'
import { dana } from './identity-fake.ts'

const limits = { idleMs: 2 * 3_600_000, longestMs: 12 * 3_600_000 }
const cipher = createCipher(Buffer.alloc(32, 1))

let database: TestDatabase
let now = Date.UTC(2026, 10, 23, 12)
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const opened = () => ({ db: database.db, now: () => now, log: pino({ level: 'silent' }) })
const sessions = (): Sessions => openSessions({ ...opened(), cipher, limits })

const openShort = () =>
  openSessions({ ...opened(), cipher, limits: { idleMs: 3_600_000, longestMs: 60_000 } })

async function lastSeen(person: string): Promise<number | undefined> {
  const rows = await database.db
    .selectFrom('session')
    .select(['person', 'last_seen_at'])
    .orderBy('created_at', 'desc')
    .execute()
  const row = rows.find((one) => (one.person as { id: string }).id === person)
  return row?.last_seen_at?.getTime()
}

describe('a session', () => {
  it('is found by its id, which is stored as a hash only', async () => {
    const { id, csrf } = await sessions().start(dana)

    const found = await sessions().find(id)
    const rows = await database.db.selectFrom('session').selectAll().execute()

    expect(found).toMatchObject({
      csrf,
      principal: { id: 'corp:dana', tenant: 'acme', via: 'session' },
    })
    expect(JSON.stringify(rows)).not.toContain(id)
    expect(rows.map(({ id_token: kept }) => String(kept)).join()).not.toContain('an.id.token')
  })

  it('ends when its holder signs out, everywhere within five seconds', async () => {
    const [here, elsewhere] = [sessions(), sessions()]
    const { id } = await here.start(dana)
    await elsewhere.find(id)

    await here.end(id)
    const atOnce = await here.find(id)
    now += 5_000
    const later = await elsewhere.find(id)

    expect([atOnce, later]).toEqual([undefined, undefined])
  })

  it('ends by itself, also while it is remembered', async () => {
    const { id, expiresAt } = await openShort().start(dana)
    now = expiresAt - 1

    const last = await openShort().find(id)
    now += 1
    const over = await openShort().find(id)

    expect(last).toBeDefined()
    expect(over).toBeUndefined()
  })

  it('ends when nobody calls for a while, and not while somebody does', async () => {
    const { id } = await sessions().start(dana)

    now += limits.idleMs - 1
    const used = await sessions().find(id)
    await expect.poll(() => lastSeen('corp:dana')).toBe(now)
    now += limits.idleMs - 1
    const usedAgain = await sessions().find(used?.renewed ?? '')
    await expect.poll(() => lastSeen('corp:dana')).toBe(now)
    now += limits.idleMs
    const over = await sessions().find(used?.renewed ?? '')

    expect([used, usedAgain].every((one) => one !== undefined)).toBe(true)
    expect(over).toBeUndefined()
  })

  it('turns its id: every replica hands out the same, and nothing is lost on the way', async () => {
    const { id } = await sessions().start(dana)
    now += 16 * 60_000

    const here = await sessions().find(id)
    const there = await sessions().find(id)
    now += 3_000
    const lost = await sessions().find(id)
    const next = here?.renewed ?? ''

    expect(next).toMatch(/^[\w-]{43}$/)
    expect([there?.renewed, lost?.renewed]).toEqual([next, next])
    expect(await sessions().find(next)).toMatchObject({ principal: { id: 'corp:dana' } })
    expect((await sessions().find(next))?.renewed).toBeUndefined()
    expect(await sessions().find(id)).toBeDefined()
  })

  it('ends when an old id is used after it turned: two hold it', async () => {
    const { id } = await sessions().start(dana)
    now += 16 * 60_000
    const next = (await sessions().find(id))?.renewed ?? ''
    await sessions().find(next)
    now += 61_000

    const thief = await sessions().find(id)
    const holder = await sessions().find(next)

    expect([thief, holder]).toEqual([undefined, undefined])
  })

  it('hands its provider’s token back when it ends, once', async () => {
    const { id } = await sessions().start(dana)

    const ended = await sessions().end(id)
    const again = await sessions().end(id)

    expect(ended).toEqual({ issuer: 'corp', idToken: 'an.id.token' })
    expect(again).toBeUndefined()
  })

  it('is seen and ended by its holder only', async () => {
    const lena = { ...dana, id: 'corp:lena' }
    const { id, principal } = await sessions().start(lena)
    const other = await sessions().start(lena)
    const stranger = { ...principal, id: 'corp:mallory' }

    const list = await sessions().list(principal, id)
    const [mine, second] = [list.find((one) => one.current), list.find((one) => !one.current)]
    const foreign = sessions().revoke(stranger, second?.id ?? '')
    await expect(foreign).rejects.toMatchObject({ code: 'session.not_found' })
    await sessions().revoke(principal, second?.id ?? '')

    expect(list).toHaveLength(2)
    expect(mine).toMatchObject({ issuer: 'corp', agent: 'a browser' })
    expect(await sessions().list(stranger, id)).toEqual([])
    expect(await sessions().find(other.id)).toBeUndefined()
    expect(await sessions().find(id)).toBeDefined()
  })

  it('is not the hash of one', async () => {
    const { id } = await sessions().start(dana)

    expect(await sessions().find(digest(id))).toBeUndefined()
  })
})
