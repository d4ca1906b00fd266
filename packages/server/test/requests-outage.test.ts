import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { submit } from '../src/requests/submit.ts'
import { startWork } from '../src/requests/work.ts'
import { isUnavailable, openDatabase } from '../src/store/db.ts'
import { type Embedded, startEmbedded } from '../src/store/embedded.ts'
import { migrate } from '../src/store/migrate.ts'
import { openFolder } from './database.ts'
import { ann, chain, itemOf, openWorld, orderOf, type World } from './requests-world.ts'

let dataDir: string
let server: Embedded
let world: World
const effects = new Map<string, number>()
const count = ({ idempotencyKey }: { idempotencyKey: string }) => {
  effects.set(idempotencyKey, (effects.get(idempotencyKey) ?? 0) + 1)
  return { kind: 'succeeded', outputs: {} } as const
}

beforeAll(async () => {
  dataDir = await openFolder('pao-outage-')
  const log = { info: () => undefined, warn: () => undefined }
  server = await startEmbedded({ dataDir, log })
  const database = await openDatabase(server.url, { onError: () => undefined })
  await migrate(database)
  const items = [itemOf('it', chain('noop', 3))]
  world = await openWorld({ items, acts: { noop: count } }, database)
})
afterAll(async () => {
  await world.close()
  await server.stop()
  await rm(dataDir, { recursive: true, force: true })
})

it('loses no acknowledged request when the database is killed under load', async () => {
  await world.replica()
  const acknowledged: string[] = []
  const refused: unknown[] = []
  const order = async (): Promise<void> => {
    for (let n = 0; n < 15; n += 1)
      try {
        acknowledged.push((await submit(world.requests, ann, orderOf('it'))).id)
        if (acknowledged.length === 40) process.kill(server.pid() ?? 0, 'SIGKILL')
      } catch (error) {
        refused.push(error)
      }
  }

  await Promise.all(Array.from({ length: 10 }, order))

  expect(acknowledged.length).toBeGreaterThanOrEqual(40)
  expect(refused.filter((error) => !isUnavailable(error))).toEqual([])
  const ended = acknowledged.map((id) => world.until(id, 'request_completed', 40_000))
  await expect(Promise.all(ended)).resolves.toHaveLength(acknowledged.length)
  for (const id of acknowledged)
    for (const step of ['step-1', 'step-2', 'step-3'])
      expect(effects.get(`${id}/${step}/0`)).toBeGreaterThanOrEqual(1)
}, 60_000)

it('claims what it was hinted at once the database is back, before anybody is reminded of it', async () => {
  const small = await openWorld({ items: [itemOf('it', chain('noop', 1))], acts: { noop: count } })
  const { requests } = small
  let refusals = 3
  const flaky: typeof requests.advance = Object.assign(
    async (...given: Parameters<typeof requests.advance>) => {
      refusals -= 1
      if (refusals >= 0) throw Object.assign(new Error('starting up'), { code: '57P03' })
      return requests.advance(...given)
    },
    { within: requests.advance.within },
  )
  const { id } = await submit(requests, ann, orderOf('it'))
  await small.database.pool.query(
    `update action set wake_at = now() + interval '1 hour' where request_id = $1`,
    [id],
  )

  const working = startWork({ ...requests, advance: flaky }, { slots: 1 })

  const events = await small.until(id, 'request_completed', 5_000)
  await working.stop()
  await small.close()
  expect(events.at(-1)?.state).toBe('completed')
})
