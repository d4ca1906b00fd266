import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Steps of a chain. */
export const steps = 5
/** Actions side by side in a fan. */
export const width = 50

/** Waits for no time at all: succeeds at once and calls nobody. */
const nothing = { type: 'delay', config: { seconds: 0, reason: '{{fields.name}}' } }

/** Calls the stand-in, which counts by the idempotency key. */
const call = (step: number) => ({
  type: 'rest-api',
  config: {
    endpoint: { url: `{{env.STAND_IN}}/${step}/{{fields.name}}`, method: 'POST', timeout: 30 },
    body: { type: 'json', content_template: '{ "for": "{{fields.name}}" }' },
  },
})

/** Waits for somebody who never comes. */
const byHand = { type: 'manual-task', config: { title: 'By hand' } }

const chain = (count: number, actionOf: (step: number) => object) =>
  Array.from({ length: count }, (_, at) => ({
    ...actionOf(at + 1),
    id: `step_${at + 1}`,
    order: at + 1,
  }))

const items = {
  'bench-chain': chain(steps, () => nothing),
  'bench-fan': Array.from({ length: width }, (_, at) => ({
    ...nothing,
    id: `branch_${at + 1}`,
    order: 1,
    parallel_group: 'fan',
  })),
  'bench-calls': chain(steps, call),
  'bench-call': chain(1, call),
  'bench-task': chain(1, () => byHand),
} as const

export type BenchItem = keyof typeof items

function documentOf(id: string, actions: readonly object[]): object {
  return {
    version: '2.0',
    kind: 'CatalogItem',
    metadata: {
      id,
      name: id,
      description: 'What the bench orders to see what an order costs the engine',
      version: '1.0.0',
      category: 'compute',
      owner: { team: 'bench', contact: 'bench@example.com' },
    },
    presentation: {
      groups: [
        {
          id: 'main',
          name: 'Main',
          fields: [{ id: 'name', name: 'Name', type: 'string', required: true }],
        },
      ],
    },
    fulfillment: {
      strategy: { mode: 'automatic' },
      manual: { actions: [{ id: 'by_hand', type: 'manual-task', config: { title: 'By hand' } }] },
      automatic: { actions },
    },
  }
}

/** Writes the bench's catalog below the folder and returns its place. JSON is YAML. */
export function writeCatalog(folder: string): string {
  const place = join(folder, 'catalog')
  mkdirSync(join(place, 'catalog', 'compute'), { recursive: true })
  for (const [id, actions] of Object.entries(items))
    writeFileSync(
      join(place, 'catalog', 'compute', `${id}.yaml`),
      JSON.stringify(documentOf(id, actions), null, 2),
    )
  return place
}

/** The n-th order of an item as the API takes it. */
export function orderOf(item: BenchItem, name: string): string {
  return JSON.stringify({ item, fields: { name } })
}
