import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectors } from '@pao/connectors'
import type { Principal } from '../src/identity/principal.ts'
import { submit } from '../src/requests/submit.ts'
import { everyRow } from './canary-world.ts'
import { ann, dba, itemOf, olga, openWorld, orderOf, person, type World } from './requests-world.ts'
import { openWholeApi, type WholeApi } from './whole-api.ts'

const canary = 'canary-of-a-secret-output-7701'
const people: Readonly<Record<string, Principal>> = {
  ann,
  olga,
  dba,
  bob: person('bob', ['developer']),
  aude: person('aude', ['auditor']),
  root: person('root', ['admin']),
  eager: person('eager', ['developer']),
  ...keysOf({ loose: undefined, wide: ['*:write'], held: ['secret-outputs:write'] }),
  foreign: { ...ann, tenant: 'strangers' },
}

/** Ann's own keys, by name and scopes. */
function keysOf(
  keys: Record<string, readonly string[] | undefined>,
): Readonly<Record<string, Principal>> {
  return Object.fromEntries(
    Object.entries(keys).map(([name, scopes]) => [
      name,
      { ...ann, via: 'api-key', key: name, ...(scopes && { scopes }) },
    ]),
  )
}

let world: World
let api: WholeApi
const lines: string[] = []

beforeAll(async () => {
  const undo = connectors.get('manual-task')
  if (!undo) throw new Error('no manual-task on the shelf')
  const made = {
    id: 'make',
    type: 'maker',
    config: {},
    output: { sensitive: ['password', 'pin'], reveal: ['password', 'host'] },
    rollback: { enabled: true, action: 'unmake', preserve_state: true },
  }
  const unmade = { id: 'unmake', type: 'maker', config: {} }
  world = await openWorld({
    items: [
      itemOf('db', [made, unmade]),
      itemOf('brief', [{ ...made, output: { ...made.output, ttl: 0 } }, unmade]),
    ],
    acts: {
      maker: async () => ({
        kind: 'succeeded',
        outputs: { password: canary, pin: 'canary-pin-7702', host: 'db-7' },
      }),
    },
    log: (line) => void lines.push(line),
  })
  await world.replica()
  const { db } = world.database
  api = await openWholeApi(world, { of: () => db, callerOf: (bearer) => people[bearer] })
})
afterAll(async () => {
  await api.app.close()
  await world.close()
})

async function completed(item: string, by: Principal = ann): Promise<string> {
  const { id } = await submit(world.requests, by, orderOf(item))
  await world.until(id, 'request_completed')
  return id
}

async function send(method: 'GET' | 'POST', url: string, bearer: string) {
  const headers = { authorization: `Bearer ${bearer}` }
  const answer = await api.app.inject({ method, url: `/api/v1${url}`, headers })
  return { status: answer.statusCode, headers: answer.headers, body: answer.json() }
}

const reveal = (id: string, bearer: string, name = 'password', action = 'make') =>
  send('POST', `/requests/${id}/outputs/${action}/${name}/reveal`, bearer)

describe('a secret output that its item lets be shown', () => {
  it('is shown to whoever ordered it, and is not to be kept', async () => {
    const id = await completed('db')

    const { status, headers, body } = await reveal(id, 'ann')

    expect([status, body]).toEqual([200, { action: 'make', name: 'password', value: canary }])
    expect(headers['cache-control']).toBe('no-store')
  })

  it('is shown to the person it was ordered for, whom the order names by e-mail', async () => {
    const { id } = await submit(world.requests, olga, orderOf('db', { on_behalf_of: ann.email }))
    await world.until(id, 'request_completed')

    const [hers, theirs] = [await reveal(id, 'ann'), await reveal(id, 'olga')]

    expect([hers.status, hers.body.value, theirs.status]).toEqual([200, canary, 403])
  })

  it.each([
    ['the team of the item', 'dba', 403],
    ['an operator', 'olga', 403],
    ['an admin', 'root', 403],
    ['an auditor', 'aude', 403],
    ['another developer', 'bob', 404],
    ['the same id in another tenant', 'foreign', 404],
  ])('is not shown to %s', async (_who, bearer, refused) => {
    const id = await completed('db')

    const { status, body } = await reveal(id, bearer)

    expect(status).toBe(refused)
    expect(JSON.stringify(body)).not.toContain(canary)
  })

  it('is shown to a key only where its scopes name that, and nothing wider', async () => {
    const id = await completed('db')

    const answers = await Promise.all(
      ['loose', 'wide', 'held'].map(async (key) => (await reveal(id, key)).status),
    )

    expect(answers).toEqual([403, 403, 200])
  })

  it('is named for whoever may have it shown, and for nobody else', async () => {
    const id = await completed('db')

    const seenBy = async (bearer: string) => {
      const { body } = await send('GET', `/requests/${id}`, bearer)
      return body.actions[0].revealable
    }

    expect([await seenBy('ann'), await seenBy('dba'), await seenBy('olga')]).toEqual([
      ['password'],
      undefined,
      undefined,
    ])
  })

  it('is told of in the story, and noted in the audit without its value', async () => {
    const id = await completed('db')

    await reveal(id, 'ann')

    const story = await send('GET', `/requests/${id}/story`, 'ann')
    const told = story.body.items.map(({ sentence }: { sentence: string }) => sentence)
    expect(told).toContain('ann had the secret password of make shown.')
    const [entry, ...more] = await api.audit.find('default', {
      filter: { action: 'output.revealed', objectId: id },
      limit: 9,
    })
    expect(more).toEqual([])
    expect(entry).toMatchObject({
      outcome: 'read',
      detail: { action: 'make', output: 'password' },
    })
    expect(JSON.stringify(entry)).toContain('ann')
    expect(JSON.stringify(entry)).not.toContain(canary)
  })

  it('is not noted where it was not shown', async () => {
    const id = await completed('db')

    await Promise.all([reveal(id, 'olga'), reveal(id, 'ann', 'pin'), reveal(id, 'bob')])

    const filter = { action: 'output.revealed', objectId: id }
    expect(await api.audit.find('default', { filter, limit: 9 })).toEqual([])
  })
})

describe('what is not shown', () => {
  it.each([
    ['a secret the item does not name', ['make', 'pin'], [409, 'output.not_shown']],
    ['what is no secret', ['make', 'host'], [409, 'output.not_shown']],
    ['what was not brought', ['make', 'token'], [404, 'output.not_found']],
    ['what no object may be asked for', ['make', '__proto__'], [404, 'output.not_found']],
    ['an output of an unknown action', ['make-2', 'password'], [404, 'output.not_found']],
  ])('is %s', async (_what, [action, name], expected) => {
    const id = await completed('db')

    const { status, body } = await reveal(id, 'ann', name, action)

    expect([status, body.code]).toEqual(expected)
  })

  it('is what is past its time', async () => {
    const id = await completed('brief')

    const { status, body } = await reveal(id, 'ann')

    expect([status, body.code]).toEqual([409, 'output.gone'])
    expect((await send('GET', `/requests/${id}`, 'ann')).body.actions[0].revealable).toBe(undefined)
  })

  it('is what was undone, also where its state is kept', async () => {
    const id = await completed('db')
    await send('POST', `/requests/${id}/rollback`, 'ann')
    await world.until(id, 'request_rolled_back')

    const { status, body } = await reveal(id, 'ann')

    expect([status, body.code]).toEqual([409, 'output.gone'])
  })

  it('is what belongs to a resource that was decommissioned', async () => {
    const [id, end] = [await completed('db'), await completed('db')]
    await world.database.pool.query(
      `insert into resource_order (tenant, resource_id, request_id, kind, at)
        values ('default', $1, $2, 'decommission', now())`,
      [id, end],
    )

    const { status, body } = await reveal(id, 'ann')

    expect([status, body.code]).toEqual([409, 'output.gone'])
  })

  it('is what its owner took off the lists', async () => {
    const id = await completed('db')
    await api.app.inject({
      method: 'DELETE',
      url: `/api/v1/requests/${id}`,
      headers: { authorization: 'Bearer ann' },
    })

    expect((await reveal(id, 'ann')).body.code).toBe('request.not_found')
  })
})

describe('a value that was shown', () => {
  it('stands in no row, no log line, no event, no other answer', async () => {
    const id = await completed('db')
    expect((await reveal(id, 'ann')).body.value).toBe(canary)

    const parts = ['', '/status', '/outputs', '/logs', '/events', '/story', '/explain', '/effects']
    const answers = await Promise.all(
      parts.map(async (part) => JSON.stringify(await send('GET', `/requests/${id}${part}`, 'ann'))),
    )
    const mine = JSON.stringify(await send('GET', '/me/data', 'ann'))

    const kept = [await everyRow(world), lines.join('\n'), ...answers, mine]
    expect(kept.filter((text) => text.includes(canary))).toEqual([])
    expect([lines.length > 3, answers.every((text) => text.includes('"status":200'))]).toEqual([
      true,
      true,
    ])
  })

  it('comes twenty times a minute at most to one person', async () => {
    const id = await completed('db', people['eager'] ?? ann)

    const statuses: number[] = []
    for (let n = 0; n < 21; n += 1) statuses.push((await reveal(id, 'eager')).status)

    expect(statuses).toEqual([...Array.from({ length: 20 }, () => 200), 429])
  })
})
