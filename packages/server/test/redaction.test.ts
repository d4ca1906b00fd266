import { connectors } from '@pao/connectors'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Principal } from '../src/identity/principal.ts'
import { noteResources } from '../src/requests/resources/note.ts'
import { type Operation, operationsOf } from './operations-of.ts'
import { ann, bob, dba, itemOf, olga, openWorld, person, type World } from './requests-world.ts'
import { openWholeApi, type WholeApi } from './whole-api.ts'

/** Values of requests: answered, edited, entered by hand, brought back, said by another system, logged. */
const canaries = {
  answered: 'canary-answer',
  edited: 'canary-edit',
  entered: 'canary-entered',
  output: 'canary-output',
  place: 'canary-place',
  failure: 'canary-failure',
  log: 'canary-log',
}

const callers: Readonly<Record<string, Principal>> = {
  ann,
  bob,
  dba,
  olga,
  aude: person('aude', ['auditor']),
  eve: person('eve', ['developer']),
}

const make = { id: 'make', type: 'make', order: 1, config: { name: '{{fields.name}}' } }
const hand = {
  id: 'hand',
  type: 'manual-task',
  order: 2,
  config: {
    title: 'Enter {{fields.name}}',
    instructions: 'For {{output.make.id}}',
    outputs: [{ name: 'serial', type: 'string' }],
  },
}
const agree = {
  id: 'hand',
  type: 'approval-workflow',
  order: 2,
  config: {
    workflow: { name: 'May {{fields.name}} be made?' },
    stages: [{ name: 'owner', approvers: { type: 'users', list: ['bob@example.com'] } }],
  },
}
const fields = [{ id: 'name', name: 'Name', type: 'string' as const }]

let world: World
let api: WholeApi
let operations: readonly Operation[]
const ids: Record<string, string> = {}

function shelf(type: string) {
  const found = connectors.get(type)
  if (!found) throw new Error(`There is no ${type} on the shelf`)
  return found
}

async function call(who: string, method: string, path: string, body?: object) {
  const answer = await api.app.inject({
    method: method as 'GET',
    url: `/api/v1/${path}`,
    headers: { authorization: `Bearer ${who}` },
    ...(body && { payload: body }),
  })
  if (answer.statusCode >= 300) throw new Error(`${path}: ${answer.statusCode} ${answer.body}`)
  return answer.json()
}

async function order(name: string, item: string, until: string): Promise<string> {
  const made = await call('ann', 'POST', 'requests', { item, fields: { name: canaries.answered } })
  const id = String(made.id)
  ids[name] = id
  await world.until(id, until)
  return id
}

beforeAll(async () => {
  world = await openWorld({
    items: [
      itemOf('db', [make, hand], { fields }),
      itemOf('vm', [make], { fields }),
      itemOf('bad', [{ ...make, type: 'bad' }], { fields }),
      itemOf('asking', [make, agree], { fields }),
    ],
    connectors: [shelf('manual-task'), shelf('approval-workflow')],
    acts: {
      make: (context) => {
        context.log(`made ${canaries.log}`)
        const url = `https://cloud.example.com/${canaries.place}`
        const ref = { kind: 'vm', id: canaries.output, url }
        return { kind: 'succeeded', outputs: { id: canaries.output, url }, ref }
      },
      bad: () => ({
        kind: 'failed',
        retryable: false,
        class: 'permanent',
        code: 'bad.day',
        message: `no room for ${canaries.failure}`,
      }),
    },
  })
  await world.replica()
  const { db } = world.database
  api = await openWholeApi(world, { of: () => db, callerOf: (bearer) => callers[bearer] })
  operations = operationsOf(api.app.swagger())
  await order('vm', 'vm', 'request_completed')
  await order('waits', 'db', 'action_waiting')
  await order('asks', 'asking', 'action_waiting')
  const failed = await order('failed', 'bad', 'request_failed')
  await call('olga', 'POST', `requests/${failed}/actions/make/edit`, {
    changes: { '/name': canaries.edited },
    reason: 'better',
  })
  const done = await order('done', 'db', 'action_waiting')
  await call('dba', 'POST', `requests/${done}/actions/hand/complete`, {
    outcome: 'succeeded',
    outputs: { serial: canaries.entered },
  })
  await world.until(done, 'request_completed')
  await noteResources(world.requests, 0)
})
afterAll(async () => {
  await api.app.close()
  await world.close()
})

/** Questions an operation is asked with besides the plain one, where these show more. */
const questions: Readonly<Record<string, readonly string[]>> = {
  listTasks: ['?filter=open'],
  listApprovals: ['?filter=all'],
  listResources: ['?state=decommissioned'],
}

const reads = () => operations.filter(({ method }) => method === 'GET')

async function told(who: string, operation: Operation, id: string): Promise<string> {
  const place = /\/(tasks|approvals)\//.test(operation.path) ? `${id}.hand` : id
  const { url } = operation.call({ id: place, action: 'hand', team: 'team-db' })
  const bodies: string[] = []
  for (const question of ['', ...(questions[operation.id] ?? [])]) {
    const headers = { authorization: `Bearer ${who}` }
    bodies.push((await api.app.inject({ url: `${url}${question}`, headers })).body)
  }
  return bodies.join('\n')
}

/** Operations that tell somebody values of the requests above, each with which. */
async function leaks(who: string): Promise<Record<string, string>> {
  const found: Record<string, Set<string>> = {}
  for (const operation of reads())
    for (const id of operation.path.includes('{id}') ? Object.values(ids) : ['']) {
      const body = await told(who, operation, id)
      for (const [name, value] of Object.entries(canaries))
        if (body.includes(value)) (found[operation.id] ??= new Set()).add(name)
    }
  return Object.fromEntries(
    Object.entries(found).map(([id, names]) => [id, [...names].toSorted().join()]),
  )
}

/** The stream of the request that failed. */
const streamOf = async (who: string) => {
  const { body } = await api.app.inject({
    url: `/api/v1/requests/${ids['failed']}/events`,
    headers: { authorization: `Bearer ${who}`, accept: 'text/event-stream' },
  })
  return body
}

describe('values of a request', () => {
  it('are told to whoever ordered it, by every operation that tells any', async () => {
    const found = await leaks('ann')

    expect(found).toMatchObject({
      getRequest: 'answered,entered,failure,output,place',
      getRequestStatus: expect.stringContaining('output'),
      getRequestLogs: 'answered,entered,failure,log,output,place',
      getRequestOutputs: 'entered,output,place',
      getRequestStory: expect.stringContaining('failure'),
      explainRequest: 'answered,failure',
      listRequestEvents: 'answered,failure',
      listEffects: 'failure,output,place',
      listResources: 'answered,output,place',
      getResource: 'answered,output,place',
      listRelations: 'answered,output,place',
      getApproval: expect.stringContaining('answered'),
      listNotifications: 'answered',
    })
    expect(reads().length).toBeGreaterThan(80)
  })

  it('are told by none of them to who may only read that it happened (A73)', async () => {
    expect(await leaks('aude')).toEqual({})
  })

  it('are told by none of them to whom it does not concern (A73)', async () => {
    expect(await leaks('eve')).toEqual({})
  })

  it('are told to whoever is asked about them, and to who works on them', async () => {
    const [asked, works, operates] = [await leaks('bob'), await leaks('dba'), await leaks('olga')]

    expect(asked['getApproval']).toContain('answered')
    expect(asked['getRequest']).toBe('answered,output,place')
    expect(asked['listApprovals']).toBe('answered')
    expect(works['getTask']).toBe('answered,output')
    expect(operates['getRequestLogs']).toBe('answered,entered,failure,log,output,place')
  })

  it('stay away from an auditor who watches the stream of a request', async () => {
    expect(await streamOf('olga')).toContain(canaries.failure)
    expect(await streamOf('aude')).toContain('bad.day')
    expect(await streamOf('aude')).not.toContain('canary-')
  })
})

describe('an auditor', () => {
  it.each(['requests', 'requests/export', 'resources', 'approvals', 'audit', 'tasks'])(
    'finds nothing in %s by a value they may not see',
    async (list) => {
      const found = async (q: string) => {
        const headers = { authorization: 'Bearer aude' }
        const { body } = await api.app.inject({ url: `/api/v1/${list}?q=${q}`, headers })
        return body.replaceAll(q, 'Q').replaceAll(/id-[\w-]+/g, 'ID')
      }

      for (const value of Object.values(canaries))
        expect(await found(value)).toBe(await found(value.replace('canary', 'nobody')))
    },
  )

  it('still sees what was made, of which kind, whose, and what failed', async () => {
    const { items } = await call('aude', 'GET', 'resources')
    const logs = await call('aude', 'GET', `requests/${ids['failed']}/logs`)

    expect(items.map((one: { name: string }) => one.name)).toEqual(['***', '***'])
    expect(items[0]).toMatchObject({ item: { id: 'db' }, owner: { email: ann.email } })
    expect(logs.items[0].error).toMatchObject({ code: 'bad.day', message: '***' })
  })
})
