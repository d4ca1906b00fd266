import { connectors } from '@pao/connectors'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Principal } from '../src/identity/principal.ts'
import { completeManual } from '../src/requests/control.ts'
import { listOrphans, resolveOrphan } from '../src/requests/orphans.ts'
import { submit } from '../src/requests/submit.ts'
import { claimTask, getTask, releaseTask } from '../src/requests/task-claims.ts'
import { listTasks, type TaskFilter } from '../src/requests/tasks.ts'
import { newsOf } from '../src/requests/talk/news.ts'
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

const netty = person('netty', ['developer'], ['network'])
const auditor = person('auditor', ['auditor'])

const shelved = connectors.get('manual-task')
if (!shelved) throw new Error('no manual-task on the shelf')

const taskOf = (id: string, config: object) =>
  itemOf(id, [
    { id: 'cable', name: 'Cable', type: 'manual-task', config: { title: 'Pull it', ...config } },
  ])

/** An item of restricted data, with an answer in the words of its task. */
const closed = taskOf('closed', {
  title: 'Cable for {{fields.name}}',
  instructions: 'Ask {{fields.name}}',
  team: 'network',
})

const told: { to: readonly string[]; messageId: string }[] = []
let world: World
beforeAll(async () => {
  world = await openWorld({
    items: [
      taskOf('named', { assignees: ['BOB@example.com'], instructions: 'For {{fields.name}}' }),
      taskOf('teams', { team: 'network' }),
      taskOf('nobodys', {}),
      taskOf('asker', { assignees: ['{{request.user.email}}'] }),
      {
        ...closed,
        metadata: { ...closed.metadata, compliance: { data_classification: 'restricted' } },
      },
      taskOf('told', { assignees: ['bob@example.com'], notify: true }),
    ],
    connectors: [shelved],
    acts: {},
    outside: {
      connection: (type) => ({
        name: 'office',
        type,
        settings: { from: 'pao@example.com' },
        secrets: {},
      }),
      mail: { send: async (_connection, { to, messageId }) => void told.push({ to, messageId }) },
    },
  })
  await world.replica()
})
afterAll(() => world.close())

async function waiting(item: string): Promise<string> {
  const { id } = await submit(world.requests, ann, orderOf(item))
  await world.until(id, 'action_waiting')
  return id
}

const done = (principal: typeof ann, id: string) =>
  completeManual(world.requests, {
    principal,
    id,
    body: { action: 'cable', outcome: 'succeeded' },
  }).then(
    () => 'done',
    (error: { code: string }) => error.code,
  )

const listed = async (principal: typeof ann, id: string, filter: TaskFilter = 'mine') =>
  (await listTasks(world.requests, principal, { filter, limit: 200 })).filter(
    ({ request }) => request.id === id,
  )

describe('who may say that a task is done', () => {
  it.each([
    ['somebody it is given to by name', 'named', bob],
    ['a member of the team it is given to', 'teams', netty],
    ['the requester, where it is given to them', 'asker', ann],
    ['the team that owns the item', 'named', dba],
    ['an operator', 'teams', olga],
  ])('%s may', async (_who, item, principal) => {
    const id = await waiting(item)

    expect(await done(principal, id)).toBe('done')
    await world.until(id, 'request_completed')
  })

  it.each([
    ['the requester may not', 'named', ann, 'auth.forbidden'],
    ['an auditor may not', 'named', auditor, 'auth.forbidden'],
    ['who is not named learns nothing of it', 'named', netty, 'request.not_found'],
    ['another team learns nothing of it', 'teams', bob, 'request.not_found'],
    ['nobody else has what is given to nobody', 'nobodys', netty, 'request.not_found'],
  ])('%s', async (_who, item, principal, code) => {
    const id = await waiting(item)

    expect(await done(principal, id)).toBe(code)
    expect(await done(dba, id)).toBe('done')
  })

  it('is over once it is done: the assignee has no way back to it', async () => {
    const id = await waiting('named')
    await done(bob, id)
    await world.until(id, 'request_completed')

    expect(await done(bob, id)).toBe('request.not_found')
  })
})

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code: string }) => error.code,
  )

describe('taking a task', () => {
  const nick = person('nick', ['developer'], ['network'])

  it('tells the others, and nobody else takes it until it is given back', async () => {
    const id = await waiting('teams')

    const taken = await claimTask(world.requests, netty, `${id}.cable`)
    await claimTask(world.requests, netty, `${id}.cable`)
    const refused = await codeOf(claimTask(world.requests, nick, `${id}.cable`))
    const notHis = await codeOf(releaseTask(world.requests, nick, `${id}.cable`))
    const seen = await getTask(world.requests, nick, `${id}.cable`)
    await releaseTask(world.requests, netty, `${id}.cable`)
    const next = await claimTask(world.requests, nick, `${id}.cable`)

    expect(taken.claimed?.by).toBe('netty@example.com')
    expect([refused, notHis]).toEqual(['task.taken', 'task.taken'])
    expect(seen.claimed).toEqual(taken.claimed)
    expect(next.claimed?.by).toBe('nick@example.com')
  })

  it('has one taker however many try at once', async () => {
    const id = await waiting('teams')
    const people = Array.from({ length: 8 }, (_, n) => person(`n${n}`, ['developer'], ['network']))

    const ends = await Promise.all(
      people.map((one) => codeOf(claimTask(world.requests, one, `${id}.cable`))),
    )

    expect(ends.toSorted()).toEqual(['done', ...Array.from({ length: 7 }, () => 'task.taken')])
  })

  it.each([
    ['the team that owns the item', dba],
    ['an operator', olga],
  ])('is ended by %s too', async (_who, principal) => {
    const id = await waiting('teams')
    await claimTask(world.requests, netty, `${id}.cable`)

    const task = await releaseTask(world.requests, principal, `${id}.cable`)

    expect(task.claimed).toBeNull()
  })

  it.each([
    ['who is not asked', bob],
    ['the requester', ann],
  ])('tells %s nothing', async (_who, principal) => {
    const id = await waiting('teams')

    expect(await codeOf(getTask(world.requests, principal, `${id}.cable`))).toBe('task.not_found')
    expect(await codeOf(claimTask(world.requests, principal, `${id}.cable`))).toBe('task.not_found')
    expect(await codeOf(getTask(world.requests, netty, `${id}.other`))).toBe('task.not_found')
    expect(await codeOf(getTask(world.requests, netty, 'no task'))).toBe('task.not_found')
  })
})

describe('the list of tasks', () => {
  it('shows each their own, with what is to be done, until it is done', async () => {
    const id = await waiting('named')

    const [task] = await listed(bob, id)
    const others = await Promise.all([ann, netty, dba, auditor].map((one) => listed(one, id)))
    await done(bob, id)
    await world.until(id, 'request_completed')

    expect(task).toMatchObject({
      id: `${id}.cable`,
      title: 'Pull it',
      instructions: 'For orders',
      action: { id: 'cable', name: 'Cable' },
      request: { item: { id: 'named' }, requester: { email: 'ann@example.com' } },
      mine: true,
    })
    expect(others).toEqual([[], [], [], []])
    expect(await listed(bob, id)).toEqual([])
  })

  it('gives what is given to nobody to the team that owns the item', async () => {
    const id = await waiting('nobodys')

    expect(await listed(dba, id)).toMatchObject([{ mine: true, team: null }])
    expect(await listed(olga, id)).toEqual([])
  })

  it('shows with `open` all of which one may say that it is done', async () => {
    const id = await waiting('teams')

    const seen = await Promise.all([netty, dba, olga, bob].map((one) => listed(one, id, 'open')))

    expect(seen.map((tasks) => tasks.map(({ mine }) => mine))).toEqual([
      [true],
      [false],
      [false],
      [],
    ])
  })
})

it('is news to those it is given to, until somebody else takes it or it is done', async () => {
  const id = await waiting('teams')
  const newsFor = async (principal: typeof ann) =>
    (await newsOf(world.requests, principal)).items.filter(({ request }) => request === id)
  const nora = person('nora', ['developer'], ['network'])

  const [asked, stranger] = [await newsFor(netty), await newsFor(bob)]
  await claimTask(world.requests, nora, `${id}.cable`)
  const [others, own] = [await newsFor(netty), await newsFor(nora)]
  await done(nora, id)
  await world.until(id, 'request_completed')

  const line = { kind: 'task', task: `${id}.cable`, text: 'Pull it', by: 'ann@example.com' }
  expect(asked).toMatchObject([line])
  expect([stranger, others]).toEqual([[], []])
  expect(own).toMatchObject([line])
  expect(await newsFor(nora)).toEqual([])
})

it('mails the assignees once, if the item says so', async () => {
  await waiting('named')
  const before = told.length
  await waiting('told')

  expect(before).toBe(0)
  expect(told).toEqual([
    { to: ['bob@example.com'], messageId: expect.stringMatching(/^<[0-9a-f]{40}@example\.com>$/) },
  ])
})

describe('of restricted data', () => {
  it('a task tells who does it what it is about, and who only oversees that there is one', async () => {
    const request = await waiting('closed')
    const id = `${request}.cable`

    for (const who of [netty, dba])
      expect(await getTask(world.requests, who, id)).toMatchObject({
        title: 'Cable for orders',
        instructions: 'Ask orders',
      })
    const open = await listTasks(world.requests, olga, { filter: 'open', limit: 100 })
    const seen = [await getTask(world.requests, olga, id), open.find((one) => one.id === id)]
    for (const task of seen) {
      expect(task).toMatchObject({ title: 'Cable', instructions: '***', team: 'network' })
      expect(JSON.stringify(task)).not.toContain('orders')
    }
  })

  it('an effect in doubt keeps what was said of it from who only oversees, also once it is resolved', async () => {
    const [restricted, plain] = [await waiting('closed'), await waiting('teams')]
    const error = { class: 'transport', code: 'transport.timeout', message: 'no word of orders' }
    for (const request of [restricted, plain])
      await world.database.pool.query(
        `insert into orphan (tenant, id, request_id, action_id, generation, fence, type, item_id,
            owner_team, ended_as, error, found_at)
          values ('default', $1::text || '.0.x', $1::uuid, 'x', 0, 1, 'rest-api', 'i', 'team-db', 'failed', $2, now())`,
        [request, JSON.stringify(error)],
      )
    const messageFor = async (who: Principal, request: string) => {
      const { items } = await listOrphans(world.requests, who, { state: 'open', limit: 100 })
      const found = items.find((one) => one.request === request)?.error
      return typeof found === 'object' && found !== null && 'message' in found && found.message
    }

    const said = [
      await messageFor(dba, restricted),
      await messageFor(olga, restricted),
      await messageFor(auditor, restricted),
      await messageFor(olga, plain),
      await messageFor(auditor, plain),
    ]
    const body = { how: 'adopted' as const, comment: 'it is there' }
    const { orphan } = await resolveOrphan(world.requests, {
      principal: olga,
      id: `${restricted}.0.x`,
      body,
    })

    expect(said).toEqual([error.message, '***', '***', error.message, '***'])
    expect(orphan).toMatchObject({ error: { code: 'transport.timeout', message: '***' } })
    expect(orphan.resolution).toMatchObject({ how: 'adopted', comment: 'it is there' })
  })
})
