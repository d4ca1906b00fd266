import type pg from 'pg'
import { PgBoss } from 'pg-boss'
import { type Cluster, openPool } from './cluster.ts'
import { type FloorCrew, openFloorCrew } from './floor-crew.ts'

/** `fan`: all steps of a piece of work at once and a join; otherwise one after another. */
export type QueueSettings = { url: string; steps: number; slots: number; fan: boolean }
/** A job: which piece of work, which of its steps. */
export type QueueJob = { piece: number; at: number }

export const queueName = 'floor'

const table = `create table floor_row (id bigserial primary key, piece integer, kind text, at integer,
    left_open integer, data jsonb);
  create index floor_row_piece on floor_row (piece, kind, at)`

/** What a claim of ours changes: two updates, two inserts. */
export const claimRows = {
  name: 'floor_claim',
  text: `with one as (update floor_row set data = '{"state":"running"}' where piece = $1 and kind = 'request'),
    two as (update floor_row set data = '{"state":"running"}' where piece = $1 and kind = 'action' and at = $2),
    three as (insert into floor_row (piece, kind, data) values ($1, 'event', '{"type":"claimed"}'))
    insert into floor_row (piece, kind, at, data) values ($1, 'attempt', $2, '{"input":{}}')`,
}

/** What an outcome of ours changes: four updates and an insert; a fan has no next action to make ready. */
export const outcomeRows = {
  name: 'floor_outcome',
  text: `with one as (update floor_row set data = '{"state":"done"}', left_open = left_open - 1
      where piece = $1 and kind = 'request' returning left_open),
    two as (update floor_row set data = '{"state":"done"}' where piece = $1 and kind = 'action' and at = $2),
    three as (update floor_row set data = '{"state":"ready"}' where piece = $1 and kind = 'action' and at = $3),
    four as (update floor_row set data = '{"outcome":"ok"}' where piece = $1 and kind = 'attempt' and at = $2),
    five as (insert into floor_row (piece, kind, data) values ($1, 'event', '{"type":"succeeded"}'))
    select left_open from one`,
}

/** The queue library on a pool, without the upkeep that a short run does not need. */
export async function openQueue(pool: pg.Pool): Promise<PgBoss> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values) },
    schema: 'floorboss',
    schedule: false,
    supervise: false,
  })
  await boss.start()
  await boss.createQueue(queueName)
  return boss
}

/**
 * The queue library alone: each job is fetched, writes as many rows as one step of ours, sends its successor in
 * the same transaction, and is completed. No rendering, no decision, no event payloads.
 */
export async function openQueueFloor(
  cluster: Cluster,
  shape: Omit<QueueSettings, 'url'>,
): Promise<FloorCrew> {
  const settings = { ...shape, url: cluster.url }
  const pool = openPool(settings.url, 2)
  await pool.query(table)
  const boss = await openQueue(pool)
  const fill = async (count: number): Promise<void> => {
    await pool.query('truncate floor_row')
    await boss.deleteAllJobs(queueName)
    await pool.query(
      `insert into floor_row (piece, kind, left_open, data)
       select p, 'request', $2, '{}' from generate_series(1, $1::integer) p`,
      [count, settings.steps],
    )
    await pool.query(
      `insert into floor_row (piece, kind, at, data)
       select p, 'action', a, '{}' from generate_series(1, $1::integer) p, generate_series(1, $2::integer) a`,
      [count, settings.steps],
    )
    await boss.insert(queueName, firstJobs(count, settings))
  }
  const crew = openFloorCrew({ cluster, program: 'queue-worker.ts', settings, fill })
  return {
    ...crew,
    async stop() {
      await crew.stop()
      await boss.stop({ graceful: false })
      await pool.end()
    },
  }
}

function firstJobs(
  count: number,
  { steps, fan }: Omit<QueueSettings, 'url'>,
): { data: QueueJob }[] {
  const each = Array.from({ length: fan ? steps : 1 }, (_, at) => at + 1)
  return Array.from({ length: count }, (_, n) =>
    each.map((at) => ({ data: { piece: n + 1, at } })),
  ).flat()
}
