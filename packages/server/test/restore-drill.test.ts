import { afterAll, describe, expect, it } from 'vitest'
import type { Outcome } from '@pao/connectors'
import { restoredFrom } from '../src/store/backup-runs.ts'
import { openDatabase } from '../src/store/db.ts'
import { resolveEffect } from '../src/requests/resolve.ts'
import { getRequest } from '../src/requests/read.ts'
import { submit } from '../src/requests/submit.ts'
import { openTestDatabase } from './database.ts'
import { emptyDatabase, newKey, openDataDir, run } from './operate-world.ts'
import {
  type Act,
  ann,
  dba,
  itemOf,
  openWorld,
  orderOf,
  type Setting,
  type World,
} from './requests-world.ts'

/** What exists outside, by the key it was made under: the other system outlives the disaster. */
const outside = new Map<string, number>()
const done: Outcome = { kind: 'succeeded', outputs: {} }
const make = (key: string): void => void outside.set(key, (outside.get(key) ?? 0) + 1)

let letGo = (): void => undefined
const held = new Promise<void>((resolve) => (letGo = resolve))

/** Heeds no key: each call makes another one. */
const once: Act = async ({ idempotencyKey }) => {
  make(idempotencyKey)
  return done
}
/** Makes it, and answers only when the test lets go. */
const slow: Act = async (context, ...rest) => {
  const outcome = await once(context, ...rest)
  await held
  return outcome
}
/** Makes nothing twice under one key, by looking first or by heeding it. */
const keyed: Act = async ({ idempotencyKey }) => {
  if (!outside.has(idempotencyKey)) make(idempotencyKey)
  return done
}

const step = (id: string, type: string, after: readonly string[] = []) => ({
  id,
  type,
  config: {},
  dependencies: { wait_for: [...after] },
})

const setting: Setting = {
  items: [
    itemOf('once', [step('make', 'once'), step('after', 'keyed', ['make'])]),
    itemOf('slow', [step('make', 'slow')]),
    itemOf('search', [step('make', 'search'), step('after', 'once', ['make'])]),
    itemOf('keyed', [step('make', 'keyed')]),
  ],
  acts: { once, slow, search: keyed, keyed },
  repeats: { once: 'never', slow: 'never', search: 'search' },
}

const stateOf = async (world: World, id: string, action: string) =>
  (await getRequest(world.requests, ann, id)).run.actions[action]?.state

const worlds: World[] = []
afterAll(async () => {
  for (const world of worlds) await world.close()
})

describe('a restore drill', () => {
  it('ends with every effect made once, whatever was made since the backup', async () => {
    const first = await openTestDatabase()
    const settings = {
      PAO_DATABASE_URL: first.url,
      PAO_BACKUP_DIR: await openDataDir(),
      PAO_ENCRYPTION_KEY: newKey(),
    }
    const before = await openWorld(setting, first)
    worlds.push(before)
    const order = async (item: string) => (await submit(before.requests, ann, orderOf(item))).id
    const slowly = await order('slow')
    const early = await before.replica()
    await expect.poll(() => stateOf(before, slowly, 'make')).toBe('running')
    await expect.poll(() => outside.size).toBe(1)
    await early.crash()
    const ids = {
      made: await order('once'),
      notMade: await order('once'),
      search: await order('search'),
      keyed: await order('keyed'),
    }

    // The backup is made now; then the world goes on, and is lost.
    expect((await run(settings, 'backup', 'create')).code).toBe(0)
    letGo()
    const late = await before.replica()
    for (const id of [ids.made, ids.search, ids.keyed]) await before.until(id, 'request_completed')
    await late.stop()
    outside.delete(`${ids.notMade}/make/0`)
    outside.delete(`${ids.notMade}/after/0`)
    const empty = await emptyDatabase()
    expect(
      (await run({ ...settings, PAO_DATABASE_URL: empty.url }, 'backup', 'restore')).code,
    ).toBe(0)

    // Another installation on what was restored.
    const second = await openDatabase(empty.url)
    const epoch = await restoredFrom(second.db)
    const world = await openWorld({ ...setting, restoredAt: epoch?.restoredAt ?? 0 }, second)
    worlds.unshift(world)
    await world.replica()
    const waits = async (id: string, action: string): Promise<void> => {
      await expect.poll(() => stateOf(world, id, action), { timeout: 15_000 }).toBe('unknown')
    }
    const word = (id: string, action: string, happened: boolean) =>
      resolveEffect(world.requests, { principal: dba, id, body: { action, happened } })
    await waits(ids.made, 'make')
    await waits(ids.notMade, 'make')
    await waits(slowly, 'make')
    await word(ids.made, 'make', true)
    await word(ids.notMade, 'make', false)
    await word(slowly, 'make', true)
    await waits(ids.search, 'after')
    await word(ids.search, 'after', true)
    const later = (await submit(world.requests, ann, orderOf('once'))).id

    for (const id of [...Object.values(ids), slowly, later])
      await world.until(id, 'request_completed')
    expect([...outside.values()]).toEqual([...outside.values()].map(() => 1))
    expect(outside.has(`${ids.notMade}/make/0`)).toBe(true)
    expect(outside.has(`${later}/make/0`)).toBe(true)
    expect(outside.size).toBe(10)
  }, 60_000)
})
