import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { guardedDoors } from '../src/compose-breakers.ts'
import { openWindows } from '../src/outbound/message-window.ts'
import type { Database } from '../src/store/db.ts'
import { createTelemetry } from '../src/telemetry.ts'
import { openTestDatabase } from './database.ts'

const telemetry = createTelemetry({ level: 'silent', version: 'test' })
const { log } = telemetry
let database: Database
let count = 0
let name = ''

beforeAll(async () => {
  database = await openTestDatabase()
})
beforeEach(() => {
  name = `message-${(count += 1)}`
})
afterAll(() => database.close())

/** The windows of one action, in a process of its own. */
const of = (owner: string, tenant = 'acme') =>
  openWindows({ db: database.db, log })({ tenant, owner })

/** Lets the time of every window go by. */
const letPass = () =>
  database.db
    .updateTable('message_window')
    .set({ until: new Date(0) })
    .execute()

it('lets one of many that come at once send, over all processes', async () => {
  const owners = Array.from({ length: 12 }, (_, n) => `r${n}/tell`)

  const taken = await Promise.all(owners.map((owner) => of(owner).take(name, 60_000)))

  expect(taken.filter(Boolean)).toHaveLength(1)
})

it('lets the one that took it send again, for its own retry', async () => {
  await of('r1/tell').take(name, 60_000)

  expect(await of('r1/tell').take(name, 60_000)).toBe(true)
  expect(await of('r2/tell').take(name, 60_000)).toBe(false)
})

it('opens again when the time is over, and forgets what is over', async () => {
  await of('r1/tell').take(`${name}-old`, 1_000)
  await of('r1/tell').take(name, 60_000)
  await letPass()

  const again = await of('r2/tell').take(name, 60_000)

  const rows = await database.db.selectFrom('message_window').select('name').execute()
  expect(again).toBe(true)
  expect(rows.map((row) => row.name)).not.toContain(`${name}-old`)
})

it('gives back only what is its own', async () => {
  await of('r1/tell').take(name, 60_000)

  await of('r2/tell').release(name)
  const foreign = await of('r2/tell').take(name, 60_000)
  await of('r1/tell').release(name)

  expect([foreign, await of('r2/tell').take(name, 60_000)]).toEqual([false, true])
})

it('keeps tenants apart', async () => {
  await of('r1/tell').take(name, 60_000)

  expect(await of('r1/tell', 'globex').take(name, 60_000)).toBe(true)
})

it('lets everything out while the database is away', async () => {
  const gone = await openTestDatabase()
  await gone.close()
  const windows = openWindows({ db: gone.db, log })({ tenant: 'acme', owner: 'r1/tell' })

  expect(await windows.take(name, 60_000)).toBe(true)
})

const shut = () => Promise.reject(new Error('nothing is sent in this test'))

it('is handed to each action as its tenant has it, whatever its try', async () => {
  const outside = {
    http: { send: shut },
    mail: { send: shut },
    tcp: { probe: shut },
    sql: { ask: shut },
  }
  const open = {
    http: <T>(door: T) => door,
    mail: <T>(door: T) => door,
    tcp: <T>(door: T) => door,
    sql: <T>(door: T) => door,
  }
  const guards = { breakers: open, pace: { of: () => open } } as never
  const doors = guardedDoors(guards, { database, telemetry, spans: undefined, now: () => 0 })
  const windowsOf = (owner: string) =>
    doors({ tenant: 'acme', owner, breaker: undefined, trace: 'trace' }, outside).windows

  const taken = [
    await windowsOf('r1/tell')?.take(name, 60_000),
    await windowsOf('r2/tell')?.take(name, 60_000),
    await windowsOf('r1/tell')?.take(name, 60_000),
  ]

  expect(taken).toEqual([true, false, true])
})
