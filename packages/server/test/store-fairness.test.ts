import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Jobs, openJobs } from '../src/store/jobs.ts'
import type { Job, Pump } from '../src/store/pump.ts'
import { openSignal, type Signal } from '../src/store/signal.ts'
import { openTestDatabase, type TestDatabase } from './database.ts'

let database: TestDatabase
let signal: Signal
let jobs: Jobs
let pump: Pump | undefined

beforeEach(async () => {
  database = await openTestDatabase()
  signal = await openSignal(database)
  jobs = await openJobs({ database, signal, supervise: false, onError: () => undefined })
})
afterEach(async () => {
  await pump?.stop()
  await jobs.stop()
  await signal.stop()
  await database.close()
})

const many = (tenant: string, count: number, priority = 1): Job[] =>
  Array.from({ length: count }, (_, n) => ({
    tenant,
    request: `${tenant}-${n}`,
    action: 'a',
    entry: 'claim',
    priority,
  }))

/** A pump whose handlers end when they are told to. */
function work(slots: number): { started: Job[]; end(): void } {
  const started: Job[] = []
  let waiting: (() => void)[] = []
  pump = jobs.work(
    (job) => {
      started.push(job)
      return new Promise((resolve) => waiting.push(resolve))
    },
    { slots },
  )
  return {
    started,
    end() {
      const ending = waiting
      waiting = []
      for (const end of ending) end()
    },
  }
}

const of = (started: readonly Job[], tenant: string): number =>
  started.filter((job) => job.tenant === tenant).length

describe('fairness between tenants', () => {
  it('starts the first action of a tenant within two seconds though another fills every slot', async () => {
    await jobs.enqueue(database.db, many('greedy', 2_000))
    const worker = work(8)
    await expect.poll(() => worker.started.length).toBe(8)

    await jobs.enqueue(database.db, many('modest', 1))
    jobs.wake()

    await expect.poll(() => of(worker.started, 'modest'), { timeout: 2_000 }).toBe(1)
    expect(of(worker.started, 'greedy')).toBe(8)
    worker.end()
  })

  it('divides the slots while several tenants have jobs waiting', async () => {
    await jobs.enqueue(database.db, many('first', 3_000))
    await jobs.enqueue(database.db, many('second', 100))
    await jobs.enqueue(database.db, many('third', 100))
    const worker = work(9)

    await expect
      .poll(
        () => {
          worker.end()
          return Math.min(of(worker.started, 'second'), of(worker.started, 'third'))
        },
        { timeout: 20_000, interval: 20 },
      )
      .toBe(100)

    expect(of(worker.started, 'first')).toBeLessThan(1_500)
    worker.end()
  })

  it('lets age raise what nobody would ever reach', async () => {
    await jobs.enqueue(database.db, [...many('one', 5, 3), ...many('old', 1, 0)])
    await database.pool.query(
      `update pgboss.job set created_on = now() - interval '4 minutes' where data ->> 'tenant' = 'old'`,
    )

    await jobs.age()
    const worker = work(1)

    await expect.poll(() => worker.started[0]?.tenant).toBe('old')
    worker.end()
  })
})
