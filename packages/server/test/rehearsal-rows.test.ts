import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rehearseOrder } from '../src/requests/rehearsal/rehearse.ts'
import { underWay } from '../src/requests/rehearsal/under-way.ts'
import { submit } from '../src/requests/submit.ts'
import { ann, chain, itemOf, openWorld, orderOf, type World } from './requests-world.ts'

const real = itemOf('real', chain('act', 2))
const needing = itemOf('needing', chain('act', 1), { depends_on: [{ item: 'real' }] })
const slow = itemOf('slow', chain('wait', 1))
const newer = { ...slow, metadata: { ...slow.metadata, version: '1.1.0' } }

describe('a rehearsal beside a real database', () => {
  let world: World
  let called = 0
  beforeAll(async () => {
    world = await openWorld({
      items: [real, slow],
      acts: {
        act: () => {
          called += 1
          return { kind: 'succeeded', outputs: { id: 'made' } }
        },
        wait: () => ({ kind: 'waiting', waitingFor: 'person', memo: {} }),
      },
    })
    await world.replica()
  }, 60_000)
  afterAll(() => world.close())

  const made = async (item: string): Promise<void> => {
    const { id } = await submit(world.requests, ann, orderOf(item))
    await world.until(id, 'request_completed')
  }

  /** Rows of every table, and how often each was written. */
  async function writings(): Promise<unknown> {
    const { rows } = await world.database.pool.query<{ name: string }>(
      `select table_name as name from information_schema.tables
        where table_schema = current_schema() and table_type = 'BASE TABLE' order by 1`,
    )
    const counts: [string, string][] = []
    for (const { name } of rows) {
      const found = await world.database.pool.query<{ seen: string }>(
        `select count(*) || ' ' || coalesce(max(xmin::text::bigint), 0) as seen from "${name}"`,
      )
      counts.push([name, found.rows[0]?.seen ?? ''])
    }
    return counts
  }

  it('finds what is there already, and leaves every row of every table as it was', async () => {
    await made('real')
    const [before, calls] = [await writings(), called]

    const { run, plan } = await rehearseOrder(world.requests, ann, {
      document: needing,
      order: { fields: { name: 'orders' } },
      ends: { 'step-1': { ends: 'failed' } },
      rollBack: true,
    })

    expect(run.state).toBe('failed')
    expect(plan.nodes.map(({ id }) => id)).toContain('step-1')
    expect([await writings(), called]).toEqual([before, calls])
  })

  it('counts what stands on each version of an item, the newest first', async () => {
    await made('real')
    await submit(world.requests, ann, orderOf('slow'))
    world.serve('slow', newer)
    await submit(world.requests, ann, orderOf('slow'))

    const found = await underWay(world.requests, 'default', 'slow')

    expect(found).toEqual([
      { version: '1.1.0', hash: 'slow@1.1.0', open: 1, resources: 0 },
      { version: '1.0.0', hash: 'slow', open: 1, resources: 0 },
    ])
    expect(await underWay(world.requests, 'default', 'real')).toEqual([])
  })
})
