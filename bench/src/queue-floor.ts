import type pg from 'pg'
import { PgBoss } from 'pg-boss'

type Chain = { chain: number; step: number }

/**
 * Steps a second of the queue library alone: each job is fetched, writes as many rows as one step of ours
 * (claim: two updates, two inserts; outcome: four updates and an insert), sends its successor in the same
 * transaction, and is completed. No rendering, no decision, no event payloads.
 */
export async function bareChain(
  pool: pg.Pool,
  { chains, steps, slots }: { chains: number; steps: number; slots: number },
): Promise<number> {
  await pool.query(`create table if not exists bench_row (id bigserial primary key, chain int, kind text, data jsonb);
    create index if not exists bench_row_chain on bench_row (chain, kind); truncate bench_row`)
  await pool.query(
    `insert into bench_row (chain, kind, data) select c, k, '{}' from generate_series(1, $1) c, unnest(array['request','a','b','attempt']) k`,
    [chains],
  )
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values) },
    schema: 'benchboss',
    schedule: false,
    supervise: false,
  })
  await boss.start()
  await boss.createQueue('chain')
  await boss.insert(
    'chain',
    Array.from({ length: chains }, (_, at) => ({ data: { chain: at + 1, step: 1 } })),
  )
  const started = performance.now()
  const open = { chains }
  const work = async ({ id, data }: { id: string; data: Chain }) => {
    await pool.query(claim, [data.chain])
    const client = await pool.connect()
    try {
      await client.query('begin')
      await client.query(outcome, [data.chain])
      const db = { executeSql: (text: string, values?: unknown[]) => client.query(text, values) }
      if (data.step < steps)
        await boss.send('chain', { chain: data.chain, step: data.step + 1 }, { db })
      await boss.complete('chain', id, null, { db })
      await client.query('commit')
    } finally {
      client.release()
    }
    if (data.step === steps) open.chains -= 1
  }
  let busy = 0
  while (open.chains > 0) {
    const free = slots - busy
    const jobs = free > 0 ? await boss.fetch<Chain>('chain', { batchSize: free }) : []
    for (const job of jobs) {
      busy += 1
      void work(job).finally(() => (busy -= 1))
    }
    if (jobs.length === 0) await new Promise((resolve) => setTimeout(resolve, 1))
  }
  const seconds = (performance.now() - started) / 1000
  await boss.stop({ graceful: false })
  return (chains * steps) / seconds
}

const claim = `with one as (update bench_row set data = '{"state":"running"}' where chain = $1 and kind = 'request'),
  two as (update bench_row set data = '{"state":"running"}' where chain = $1 and kind = 'a'),
  three as (insert into bench_row (chain, kind, data) values ($1, 'event', '{"type":"claimed"}'))
  insert into bench_row (chain, kind, data) values ($1, 'try', '{"input":{}}')`

const outcome = `with one as (update bench_row set data = '{"state":"done"}' where chain = $1 and kind = 'request'),
  two as (update bench_row set data = '{"state":"done"}' where chain = $1 and kind = 'a'),
  three as (update bench_row set data = '{"state":"ready"}' where chain = $1 and kind = 'b'),
  four as (update bench_row set data = '{"outcome":"ok"}' where chain = $1 and kind = 'attempt')
  insert into bench_row (chain, kind, data) values ($1, 'event', '{"type":"succeeded"}')`
