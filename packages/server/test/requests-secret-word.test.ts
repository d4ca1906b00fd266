import { connectors, type Outcome } from '@pao/connectors'
import type { Action } from '@pao/core/catalog'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { completeManual } from '../src/requests/control.ts'
import { submit } from '../src/requests/submit.ts'
import { ann, dba, itemOf, openWorld, orderOf, type World } from './requests-world.ts'

const task = connectors.get('manual-task')
if (!task) throw new Error('no manual-task on the shelf')

const secret = 'correct-horse-battery'
const away: Outcome = {
  kind: 'failed',
  retryable: false,
  class: '5xx',
  code: 'http.503',
  message: 'The remote system answered 503',
}
/** What `use` was given. */
const used: unknown[] = []

const use: Action = {
  id: 'use',
  type: 'use',
  order: 2,
  config: { password: '{{output.make.password}}', host: '{{output.make.host}}' },
}
const title = 'Make it by hand'
const outputs = [{ name: 'host' }, { name: 'password', sensitive: true }]
const make = (more: Partial<Action>): Action => ({ id: 'make', type: 'away', config: {}, ...more })
const standIn: Partial<Action> = {
  retry: { attempts: 1 },
  error_handling: { strategy: 'fallback', fallback_action: 'by-hand' },
}

let world: World
beforeAll(async () => {
  world = await openWorld({
    items: [
      itemOf('asked', [make({ type: 'manual-task', config: { title, outputs } }), use]),
      itemOf('declared', [make({ ...standIn, output: { sensitive: ['password'] } }), use], {
        strategy: { mode: 'hybrid' },
        manual: { actions: [{ id: 'by-hand', type: 'manual-task', config: { title } }] },
      }),
    ],
    connectors: [task],
    acts: {
      away: () => away,
      use: (_, config) => {
        used.push(config)
        return { kind: 'succeeded', outputs: {} }
      },
    },
  })
  await world.replica()
})
afterAll(() => world.close())

it.each([
  ['the task says so', 'asked', 'make'],
  ['the action it stands in for says so', 'declared', 'by-hand'],
])('keeps what a person enters unreadable where %s', async (_, item, action) => {
  const { id } = await submit(world.requests, ann, orderOf(item))
  await world.until(id, 'action_waiting')

  const entered = { host: 'db.example.com', password: secret }
  const body = { action, outcome: 'succeeded', outputs: entered, comment: 'made' } as const
  await completeManual(world.requests, { principal: dba, id, body })
  const events = await world.until(id, 'request_completed')

  const { rows } = await world.database.pool.query<{ text: string }>(
    `select concat((select string_agg(e::text, '') from request_event e where request_id = $1),
      (select string_agg(a::text, '') from attempt a where request_id = $1),
      (select r::text from request r where id = $1)) as text`,
    [id],
  )
  const done = events.find(({ event }) => event?.type === 'action_succeeded')?.event
  expect(used.pop()).toEqual(entered)
  expect(done).toMatchObject({ outputs: { host: 'db.example.com', password: '***' } })
  expect(rows[0]?.text).not.toContain(secret)
  expect(rows[0]?.text).toContain('made')
})
