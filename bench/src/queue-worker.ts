import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import {
  claimRows,
  openQueue,
  outcomeRows,
  type QueueJob,
  queueName,
  type QueueSettings,
} from './queue-floor.ts'

/** One process of the queue floor: fetches as many jobs as it has free slots. */
const { url, slots, fan } = JSON.parse(process.argv[2] ?? '{}') as QueueSettings
const pool = new pg.Pool({ connectionString: url, max: slots })
const boss = await openQueue(pool)
let busy = 0

async function work({ id, data }: { id: string; data: QueueJob }): Promise<void> {
  const { piece, at } = data
  await pool.query({ ...claimRows, values: [piece, at] })
  const client = await pool.connect()
  let open: number | undefined
  try {
    await client.query('begin')
    const next = fan ? null : at + 1
    const { rows } = await client.query<{ left_open: number }>({
      ...outcomeRows,
      values: [piece, at, next],
    })
    open = rows[0]?.left_open
    const db = { executeSql: (text: string, values?: unknown[]) => client.query(text, values) }
    if (next !== null && open !== 0) await boss.send(queueName, { piece, at: next }, { db })
    await boss.complete(queueName, id, null, { db })
    await client.query('commit')
  } finally {
    client.release()
  }
  if (open === 0) process.send?.('ended')
}

process.once('disconnect', () => process.exit(0))
process.send?.('ready')
for (;;) {
  const free = slots - busy
  const jobs = free > 0 ? await boss.fetch<QueueJob>(queueName, { batchSize: free }) : []
  for (const job of jobs) {
    busy += 1
    void work(job).finally(() => (busy -= 1))
  }
  if (jobs.length === 0) await pause(1)
}
