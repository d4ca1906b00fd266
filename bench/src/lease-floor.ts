import { type Cluster, openPool } from './cluster.ts'
import { type FloorCrew, openFloorCrew } from './floor-crew.ts'

/** What a lease worker is told at its start. */
export type LeaseSettings = { url: string; steps: number; slots: number }

const table = `create table floor_step (chain integer, step integer, state text not null,
    fence integer not null default 0, lease_until timestamptz, primary key (chain, step));
  create index floor_step_ready on floor_step (chain, step) where state = 'ready'`

/** Takes one ready step: state, lease on the database's clock, fence; nobody waits for anybody. */
export const claimStep = {
  name: 'floor_claim',
  text: `update floor_step s set state = 'running', fence = fence + 1,
      lease_until = clock_timestamp() + interval '10 seconds'
    from (select chain, step from floor_step where state = 'ready'
      order by chain, step limit 1 for update skip locked) r
    where s.chain = r.chain and s.step = r.step
    returning s.chain, s.step, s.fence`,
}

/** Writes the outcome if the fence still is the claim's, and makes the next step ready with it. */
export const endStep = {
  name: 'floor_end',
  text: `with ended as (
      update floor_step set state = 'done', lease_until = null
      where chain = $1 and step = $2 and fence = $3 and state = 'running' returning chain, step
    ) update floor_step n set state = 'ready' from ended e
    where n.chain = e.chain and n.step = e.step + 1`,
}

/** The bare SQL lease loop: chains of steps in one table, claimed one at a time by `slots` loops a process. */
export async function openLeaseFloor(
  cluster: Cluster,
  shape: Omit<LeaseSettings, 'url'>,
): Promise<FloorCrew> {
  const settings = { ...shape, url: cluster.url }
  const pool = openPool(settings.url, 1)
  await pool.query(table)
  const fill = async (count: number): Promise<void> => {
    await pool.query('truncate floor_step')
    await pool.query(
      `insert into floor_step (chain, step, state)
       select c, s, case s when 1 then 'ready' else 'pending' end
       from generate_series(1, $1::integer) c, generate_series(1, $2::integer) s`,
      [count, settings.steps],
    )
  }
  const crew = openFloorCrew({ cluster, program: 'lease-worker.ts', settings, fill })
  return {
    ...crew,
    async stop() {
      await crew.stop()
      await pool.end()
    },
  }
}
