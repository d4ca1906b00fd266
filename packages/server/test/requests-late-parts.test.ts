import { type Connector, connectors } from '@pao/connectors'
import { afterEach, expect, it } from 'vitest'
import { cancel } from '../src/requests/control.ts'
import { undoLateParts } from '../src/requests/late-parts.ts'
import { getStatus } from '../src/requests/read.ts'
import { submit } from '../src/requests/submit.ts'
import { ann, itemOf, openWorld, orderOf, type World } from './requests-world.ts'

const undoable = { rollback: { enabled: true } }
const order = { id: 'order', type: 'catalog-request', config: { item: 'brief', fields: {} } }
const items = [
  itemOf('ordering', [{ ...order, ...undoable }]),
  itemOf('needing', [order]),
  itemOf('brief', [{ id: 'make', type: 'thing', config: {}, ...undoable }]),
]

const done = () => ({ kind: 'succeeded', outputs: {} }) as const

let world: World
let placed: PromiseWithResolvers<void>

/**
 * The connector, which never tells that it has placed its order. An older one cannot undo what is only begun, so
 * that nobody asks it to.
 */
function silent(isOlder: boolean): Connector[] {
  const real = connectors.get('catalog-request')
  if (!real) return []
  const { undoBegun, ...older } = real
  return [
    {
      ...older,
      ...(!isOlder && undoBegun && { undoBegun }),
      async execute(context, config) {
        await real.execute(context, config)
        placed.resolve()
        return new Promise<never>(() => undefined)
      },
    },
  ]
}

async function open(isOlder: boolean): Promise<void> {
  placed = Promise.withResolvers()
  const acts = { thing: { execute: done, compensate: done } }
  world = await openWorld({ items, connectors: silent(isOlder), acts })
}
afterEach(() => world.close())

const brief = async (): Promise<string | undefined> => {
  const [row] = await world.database.db
    .selectFrom('request')
    .select('state')
    .where('item_id', '=', 'brief')
    .execute()
  return row?.state
}

it.each([
  ['ordering', { compensate: true }, 'rolled_back'],
  ['ordering', {}, 'completed'],
  ['needing', { compensate: true }, 'completed'],
] as const)(
  'what %s ordered, was done before anybody knew of it and cancelled with %o, ends as %s',
  async (item, body, state) => {
    await open(true)
    const owner = await world.replica({ slots: 1 })
    const { id } = await submit(world.requests, ann, orderOf(item))
    await placed.promise
    await world.replica()
    await expect.poll(brief, { timeout: 5_000 }).toBe('completed')
    await cancel(world.requests, { principal: ann, id, body })
    await expect
      .poll(async () => (await getStatus(world.requests, ann, id)).state, { timeout: 15_000 })
      .toBe('cancelled')
    await owner.crash()

    await undoLateParts(world.requests)

    await expect.poll(brief, { timeout: 5_000 }).toBe(state)
  },
)

it('undoes in its turn what was done before anybody knew of it', async () => {
  await open(false)
  await world.replica({ slots: 1 })
  const { id } = await submit(world.requests, ann, orderOf('ordering'))
  await placed.promise
  await world.replica()
  await expect.poll(brief, { timeout: 5_000 }).toBe('completed')

  await cancel(world.requests, { principal: ann, id, body: { compensate: true } })

  await expect
    .poll(async () => (await getStatus(world.requests, ann, id)).state, { timeout: 15_000 })
    .toBe('rolled_back')
  expect(await brief()).toBe('rolled_back')
})
