import { connectors, type Connector } from '@pao/connectors'
import type { Action, Fulfillment, Item, Metadata } from '@pao/core/catalog'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { goOnAnswered } from '../src/requests/answered.ts'
import { decideApproval, type Decision } from '../src/requests/approvals/decide.ts'
import { getApproval, listApprovals } from '../src/requests/approvals/inbox.ts'
import { switchAutomation } from '../src/requests/automation.ts'
import { cancel } from '../src/requests/control.ts'
import { explainRequest } from '../src/requests/explain.ts'
import { editInput } from '../src/requests/interfere.ts'
import { preview } from '../src/requests/preview.ts'
import { getRequest } from '../src/requests/read.ts'
import { retry } from '../src/requests/retry.ts'
import { storyOf } from '../src/requests/story.ts'
import { submit } from '../src/requests/submit.ts'
import {
  ann,
  bob,
  dba,
  itemOf,
  olga,
  openWorld,
  orderOf,
  person,
  type World,
} from './requests-world.ts'

/** A member of the owning team who may not decide, and two who may. */
const trainee = person('tim', ['developer'], ['team-db'])
const eva = person('eva', ['approver'], ['team-db'])
const stranger = person('sue', ['approver', 'platform-team'], ['team-web'])

const make: Action = { id: 'make', type: 'maker', config: { size: 'm' } }
const order = (item: string): Action => ({
  id: 'part',
  type: 'catalog-request',
  config: { item, fields: { name: '{{fields.name}}' } },
})
const visibility = { require_approval: true }

function gated(
  id: string,
  own: Partial<Fulfillment> = {},
  more: Partial<Metadata> = { visibility },
): Item {
  const item = itemOf(id, [make], own)
  return { ...item, metadata: { ...item.metadata, ...more } }
}
const condition = "{{fields.name == 'large'}}"
const items = [
  gated('asks'),
  gated('named', {
    notifications: { on_approval_required: { approvers: ['bob@example.com', 'team-web'] } },
  }),
  gated('checked', { prerequisites: [{ type: 'approval-check', config: { condition } }] }, {}),
  gated(
    'broken',
    { prerequisites: [{ type: 'approval-check', config: { condition: '{{nothing}}' } }] },
    {},
  ),
  gated('in-prod', { environments: { production: { visibility } } }, {}),
  itemOf('whole', [order('asks')]),
]

let world: World
/** The worker's own: what it does not know of a switch it learns within a second. */
let worker: World['requests']
let made: unknown[] = []

function shelf(type: string): Connector {
  const found = connectors.get(type)
  if (!found) throw new Error(`There is no ${type} on the shelf`)
  return found
}

beforeAll(async () => {
  world = await openWorld({
    items,
    environments: ['test', 'production'],
    connectors: [shelf('approval-workflow'), shelf('catalog-request'), shelf('notification')],
    acts: {
      maker: (_context, config) => {
        made.push(config)
        return { kind: 'succeeded', outputs: {} }
      },
    },
  })
  worker = (await world.replica()).requests
})
afterAll(() => world.close())

const gate = 'gate:approval'
const idOf = (request: string): string => `${request}.${gate}`

/** Orders the item and waits until people are asked. */
async function asked(item: string, more: object = {}): Promise<string> {
  made = []
  const { id } = await submit(world.requests, ann, orderOf(item, more), {})
  await world.untilCount(id, 'action_waiting', 1)
  return id
}

async function say(
  who: typeof ann,
  request: string,
  change: Partial<Decision> = {},
): Promise<void> {
  const id = idOf(request)
  const { digest } = await getApproval(world.requests, olga, id)
  const said = { decision: 'approve', digest, how: 'api', ...change } as const
  await decideApproval(world.requests, who, { id, said })
}
const turn = (off: boolean) =>
  switchAutomation(worker, olga, { item: 'asks', wish: { off, reason: 'a move' } })
const refused = (code: string): unknown => expect.objectContaining({ code })
const stateOf = async (id: string) => (await getRequest(world.requests, olga, id)).state

describe('an item that requires approval', () => {
  it('does nothing before somebody of its team agreed who may, then all of it', async () => {
    const id = await asked('asks')

    expect(await stateOf(id)).toBe('awaiting_approval')
    await expect(say(trainee, id)).rejects.toEqual(refused('approval.not_found'))
    await expect(say(ann, id)).rejects.toEqual(refused('approval.own_request'))
    await expect(say(stranger, id)).rejects.toEqual(refused('approval.not_found'))
    expect(made).toEqual([])
    await say(eva, id, { how: 'portal' })

    const events = await world.until(id, 'request_completed')
    const types = events.map(({ type }) => type).filter((type) => type.startsWith('request_'))
    expect(types).toEqual([
      'request_validated',
      'request_awaiting_approval',
      'request_queued',
      'request_in_progress',
      'request_completed',
    ])
    expect(made).toHaveLength(1)
  })

  it('is in the inbox of those who may decide, and of nobody else', async () => {
    const id = await asked('asks')

    const inboxes = await Promise.all(
      [dba, eva, trainee, ann].map((who) =>
        listApprovals(world.requests, who, { filter: 'open', limit: 50 }),
      ),
    )

    const counts = inboxes.map((inbox) => inbox.filter((one) => one.id === idOf(id)).length)
    expect(counts).toEqual([1, 1, 0, 0])
    await say(dba, id)
    await world.until(id, 'request_completed')
  })

  it('ends as rejected with who and why, and cannot be gone on with', async () => {
    const id = await asked('asks')

    await say(eva, id, { decision: 'reject', comment: 'too large' })

    await world.until(id, 'request_rejected')
    const { statements } = await explainRequest(world.requests, ann, id)
    const story = await storyOf(world.requests, ann, id)
    const words = 'Rejected by eva@example.com: too large'
    expect(statements[0]?.sentence).toContain(words)
    expect(story.at(-1)?.sentence).toBe(`The request was refused (${words}).`)
    expect(made).toEqual([])
    const again = retry(world.requests, { principal: ann, id, body: {} })
    await expect(again).rejects.toEqual(refused('request.not_failed'))
  })

  it('asks whom it names, persons and teams', async () => {
    const [one, other] = [await asked('named'), await asked('named')]

    await expect(say(dba, one)).rejects.toEqual(refused('approval.not_asked'))
    await say(bob, one)
    await say(stranger, other)

    await world.until(one, 'request_completed')
    await world.until(other, 'request_completed')
  })

  it('takes no word on what was changed since, and asks anew', async () => {
    const id = await asked('asks')
    const { digest } = await getApproval(world.requests, eva, idOf(id))

    await editInput(world.requests, {
      principal: olga,
      id,
      body: { action: 'make', changes: { '/size': 'xl' }, reason: 'larger' },
    })

    await world.untilCount(id, 'action_waiting', 2)
    await expect(say(eva, id, { digest })).rejects.toEqual(refused('approval.outdated'))
    await say(eva, id)
    await world.until(id, 'request_completed')
    expect(made).toEqual([{ size: 'xl' }])
  })

  it('can be cancelled while people think', async () => {
    const id = await asked('asks')

    await cancel(world.requests, { principal: ann, id, body: {} })

    expect(await stateOf(id)).toBe('cancelled')
    await expect(say(eva, id, { digest: 'd' })).rejects.toEqual(refused('approval.outdated'))
  })

  it('rests until its moment once they agreed', async () => {
    const id = await asked('asks', { not_before: '2999-01-01T00:00:00Z' })

    await say(eva, id)

    await world.until(id, 'request_on_hold')
    expect(made).toEqual([])
  })

  it('goes on when a worker of an older release wrote the answer down and let nothing follow', async () => {
    const id = await asked('asks')
    const answer = JSON.stringify({ state: 'succeeded', endedAt: world.requests.now() })
    await sql`update request set seq = seq + 1,
      run = jsonb_set(run, ${`{actions,${gate}}`}::text[], (run #> ${`{actions,${gate}}`}::text[]) || ${answer}::jsonb)
      where id = ${id}`.execute(world.requests.db)
    await sql`update action set state = 'succeeded', wake_at = null where request_id = ${id} and action_id = ${gate}`.execute(
      world.requests.db,
    )

    await Promise.all([goOnAnswered(world.requests), goOnAnswered(worker)])

    await world.until(id, 'request_completed')
    expect(made).toHaveLength(1)
    // What the older release wrote is not what this one would replay its log to.
    await sql`delete from request where id = ${id}`.execute(world.requests.db)
  })

  it('goes by how its automation stands when they agree', async () => {
    const id = await asked('asks')
    await turn(true)
    await say(eva, id)
    await world.until(id, 'request_on_hold')
    expect(made).toEqual([])
    await turn(false)

    await world.until(id, 'request_completed')
    expect(made).toHaveLength(1)
  })
})

const plan = async (item: string, name: string, environment?: string) =>
  (
    await preview(world.requests, ann, {
      ...orderOf(item, { fields: { name } }),
      ...(environment !== undefined && { environment }),
    })
  ).approvals

describe('an order that a prerequisite looks at', () => {
  it.each([
    ['checked', 'large', 1],
    ['checked', 'small', 0],
    ['broken', 'small', 1],
  ])('%s ordered as %s asks %d times', async (item, name, count) => {
    expect(await plan(item, name)).toHaveLength(count)
  })

  it.each([
    ['production', 1],
    ['test', 0],
  ])('asks in the environment that wants it: %s', async (environment, count) => {
    expect(await plan('in-prod', 'any', environment)).toHaveLength(count)
  })

  it('says in its plan who is asked', async () => {
    expect(await plan('asks', 'any')).toEqual([
      {
        action: gate,
        name: 'Approval of Item asks',
        gate: true,
        stages: [
          {
            name: 'approval',
            approvers: {
              type: 'groups',
              list: ['team-db'],
              holding: ['approver', 'platform-team'],
              minimum: 1,
            },
            conditional: false,
          },
        ],
      },
    ])
  })
})

describe('a part that requires approval', () => {
  it('asks by itself whoever ordered it, and its refusal is the failure of the whole', async () => {
    made = []
    const { id } = await submit(world.requests, ann, orderOf('whole'), {})
    await world.untilCount(id, 'action_waiting', 1)
    const part = (await getRequest(world.requests, olga, id)).children[0]?.id ?? ''
    await world.untilCount(part, 'action_waiting', 1)

    await expect(say(ann, part)).rejects.toEqual(refused('approval.own_request'))
    await say(eva, part, { decision: 'reject', comment: 'no' })

    const events = await world.until(id, 'request_failed')
    const failed = events.find(({ type }) => type === 'action_failed')
    expect(failed?.event).toMatchObject({
      error: {
        code: 'order.rejected',
        class: 'rejected',
        message: `Request ${part} was rejected: Rejected by eva@example.com: no`,
      },
    })
    expect(await stateOf(part)).toBe('rejected')
  })
})
