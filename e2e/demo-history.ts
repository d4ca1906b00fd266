import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { Page } from 'playwright-core'
import { call, order } from './portal-calls.ts'

/** A demo that is looked at: its page with somebody signed in, its address, and where it keeps its data. */
export type Demo = { page: Page; url: string; dataDir: string }

type Past = { id: string; hoursAgo: number; hoursTaken: number }

const dayHours = 24
/** What people do in a ticket takes working hours; the stand-in for Jira is told at once that it is done. */
const byTicket = [
  ['database-postgresql-standard', (n: number) => ({ database_name: `service_${n}_db` }), 6.5],
  [
    'database-redis-cache',
    (n: number) => ({ cache_name: `cache-${n}`, environment: 'testing', memory_gb: 2 }),
    19,
  ],
] as const
const byMachine = [
  'messaging-queue-standard',
  (n: number) => ({
    queue_name: `stream-${n}`,
    environment: (['development', 'testing', 'production'] as const)[n % 3],
  }),
] as const

/** Orders of the last four weeks, so that figures have something to show: placed now, done, then moved back. */
export async function makeHistory(demo: Demo): Promise<void> {
  const { page } = demo
  const past: Past[] = []
  for (let n = 0; n < 24; n += 1) {
    const hoursAgo = (1 + ((n * 11) % 27)) * dayHours + n
    const id = await order(page, byMachine[0], byMachine[1](n))
    past.push({ id, hoursAgo, hoursTaken: (20 + (n % 7) * 9) / 3_600 })
  }
  for (let n = 0; n < 8; n += 1) {
    const [item, fields, hours] = byTicket[n % 2] ?? byTicket[0]
    const id = await order(page, item, fields(n))
    await resolveTicket(demo, id)
    past.push({ id, hoursAgo: (2 + n * 3) * dayHours, hoursTaken: hours + (n % 3) * 5 })
  }
  await allCompleted(demo, past)
  for (const [n, { id }] of past.entries())
    if (n % 3 === 0)
      await call(page, 'POST', `/requests/${id}/feedback`, { rating: 5 - (n % 4 === 0 ? 1 : 0) })
  await moveBack(demo, past)
}

async function read({ page, url }: Demo, path: string): Promise<string> {
  return (await page.request.get(`${url}/api/v1${path}`)).text()
}

async function resolveTicket(demo: Demo, id: string): Promise<void> {
  const jira = Number(new URL(demo.url).port) + 1
  for (let tries = 0; tries < 120; tries += 1) {
    const ticket = /\bDATA-\d+\b/.exec(await read(demo, `/requests/${id}/explain`))?.[0]
    if (ticket !== undefined) {
      const place = `http://127.0.0.1:${jira}/_fake/issues/${ticket}/resolve`
      const { ok } = await fetch(place, { method: 'POST' })
      if (ok) return
    }
    await demo.page.waitForTimeout(500)
  }
  throw new Error(`The request ${id} got no ticket`)
}

async function allCompleted(demo: Demo, past: readonly Past[]): Promise<void> {
  for (const { id } of past)
    for (let tries = 0; ; tries += 1) {
      const { state } = JSON.parse(await read(demo, `/requests/${id}/status`)) as { state: string }
      if (state === 'completed') break
      if (tries > 240) throw new Error(`The request ${id} is still ${state}`)
      await demo.page.waitForTimeout(500)
    }
}

async function moveBack({ dataDir }: Demo, past: readonly Past[]): Promise<void> {
  const { port, password } = JSON.parse(readFileSync(join(dataDir, 'postgres.json'), 'utf8')) as {
    port: number
    password: string
  }
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'pao', password, database: 'pao' })
  await client.connect()
  for (const { id, hoursAgo, hoursTaken } of past)
    await client.query(
      `update request set created_at = now() - make_interval(secs => $2),
          ended_at = now() - make_interval(secs => $3) where id = $1`,
      [id, hoursAgo * 3_600, (hoursAgo - hoursTaken) * 3_600],
    )
  await client.end()
}
