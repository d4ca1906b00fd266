import type { Connector, Outcome } from '@pao/connectors'
import type { Item } from '@pao/core/catalog'
import { type Plan, replay } from '@pao/core/engine'
import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cancel } from '../src/requests/control.ts'
import { getRequest } from '../src/requests/read.ts'
import { submit } from '../src/requests/submit.ts'
import {
  type Act,
  ann,
  itemOf,
  openWorld,
  orderOf,
  type Replica,
  type World,
} from './requests-world.ts'

const noPlan: Plan = {
  mode: 'manual',
  priority: 'normal',
  queue: '',
  concurrency: 1,
  actions: [],
  facts: { fields: {} },
}
const waits: Act = () => ({ kind: 'waiting', waitingFor: 'person', memo: { n: 1 } })
/** Who was told what, in order. */
const told: { to: unknown; subject: string }[] = []
const tells: Act = (_, { to, subject }): Outcome => {
  told.push({ to, subject: String(subject) })
  return { kind: 'succeeded', outputs: {} }
}

function promising(id: string, promised: string, more: Partial<Item['metadata']> = {}): Item {
  const item = itemOf(id, [
    { id: 'ticket', type: 'ticket', config: {}, error_handling: { escalation_after: 0.01 } },
  ])
  const owner = { team: 'team-db', contact: 'db@example.com', escalation: '#db-oncall' }
  return {
    ...item,
    metadata: { ...item.metadata, owner, sla: { provisioning_time: promised }, ...more },
  }
}

/** Never comes to an end, however much it is told to. */
const deaf: Connector = {
  type: 'deaf',
  config: Type.Object({}),
  repeat: 'safe',
  outputs: {},
  recorded: [],
  limits: { callMs: 100, stopMs: 50 },
  execute: () => new Promise(() => undefined),
}

let world: World
let replica: Replica

beforeAll(async () => {
  world = await openWorld({
    items: [
      promising('quick', '3 seconds'),
      promising('slow', '4 hours'),
      itemOf('deaf', [{ id: 'call', type: 'deaf', config: {} }]),
    ],
    connectors: [deaf],
    acts: {
      ticket: { execute: waits, cancel: () => ({ kind: 'succeeded', outputs: {} }) },
      notification: tells,
    },
  })
  replica = await world.replica()
})

afterAll(() => world.close())

it('gives a call the time its connector says, and no more once it was told to stop', async () => {
  const { id } = await submit(world.requests, ann, orderOf('deaf'))

  const events = await world.until(id, 'action_failed')

  expect(JSON.stringify(events.at(-1))).toContain('attempt.timeout')
})

describe('the time a request takes', () => {
  it('is warned of and breached once each, and the owner is told, up to the escalation', async () => {
    const { id } = await submit(world.requests, ann, orderOf('quick'))

    const events = await world.until(id, 'sla_breached')
    const view = await getRequest(world.requests, ann, id)

    const types = events.map(({ type }) => type)
    expect(types.filter((type) => type === 'sla_warned')).toHaveLength(1)
    expect(types.indexOf('sla_warned')).toBeLessThan(types.indexOf('sla_breached'))
    expect(view.run.sla?.breachedAt).toBeGreaterThanOrEqual(view.run.sla?.breachAt ?? Infinity)
    expect(view.state).toBe('in_progress')
  })

  it('goes up the path of an action that takes too long, a step at a time', async () => {
    const { id } = await submit(world.requests, ann, orderOf('slow'))

    await world.until(id, 'action_escalated')
    const escalations = (await world.untilCount(id, 'action_escalated', 2)).filter(
      ({ type }) => type === 'action_escalated',
    )
    const { run } = await getRequest(world.requests, ann, id)

    expect(escalations.map(({ event }) => event)).toMatchObject([
      { level: 1, to: 'db@example.com' },
      { level: 2, to: '#db-oncall' },
    ])
    expect(run.actions['ticket']).toMatchObject({ state: 'waiting', escalated: 2 })
    expect(run.sla?.warnedAt).toBeUndefined()
  })

  it('no longer counts once the request has ended, and replay tells the same story', async () => {
    const { id } = await submit(world.requests, ann, orderOf('slow'))
    await world.until(id, 'action_waiting')

    await cancel(replica.requests, { principal: ann, id, body: {} })
    const row = await world.database.db
      .selectFrom('request')
      .select(['sla_at'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const key = { tenant: 'default', id }
    const taken = await world.requests.shelf.take(world.database.db, key, true)
    const rows = await world.database.db
      .selectFrom('request_event')
      .select(['at', 'data'])
      .where('request_id', '=', id)
      .orderBy('seq')
      .execute()

    const log = rows.flatMap(({ at, data }) => {
      const { event } = data as { event?: Parameters<typeof replay>[1][number]['event'] }
      return event ? [{ event, at: at.getTime() }] : []
    })
    expect(row.sla_at).toBeNull()
    expect(replay(taken?.held.fixed.plan ?? noPlan, log)).toEqual(taken?.held.run)
  })

  it('reaches people by the notices of the item', () => {
    const subjects = told.map(({ to, subject }) => [to, subject])

    expect(subjects).toContainEqual([
      ['#db-oncall'],
      'Item quick for ann@example.com is late (promised: 3 seconds)',
    ])
    expect(subjects).toContainEqual([
      ['db@example.com'],
      'Item quick for ann@example.com is due soon (promised: 3 seconds)',
    ])
  })
})
