import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Connector } from '@pao/connectors'
import type { Item } from '@pao/core/catalog'
import { type Closers, openGround } from '../../packages/server/src/compose-ground.ts'
import { readConfig } from '../../packages/server/src/config.ts'
import type { Principal } from '../../packages/server/src/identity/principal.ts'
import { openRequests } from '../../packages/server/src/requests/open.ts'
import { submit } from '../../packages/server/src/requests/submit.ts'
import { startWork } from '../../packages/server/src/requests/work.ts'
import { createTelemetry } from '../../packages/server/src/telemetry.ts'
import { median, show } from './measure.ts'
import { bareChain } from './queue-floor.ts'

const steps = 5
const orders = 200
const slots = 20
const rounds = 3

/** Does nothing at once: what is measured is the engine. */
const instant = {
  type: 'delay',
  config: { type: 'object' },
  outputs: {},
  execute: () => Promise.resolve({ kind: 'succeeded', outputs: {} }),
} as unknown as Connector

const item: Item = {
  version: '2.0',
  kind: 'CatalogItem',
  metadata: {
    id: 'bench-chain',
    name: 'Chain',
    description: 'A chain',
    version: '1.0.0',
    category: 'compute',
    owner: { team: 'bench' },
  },
  presentation: {
    groups: [{ id: 'main', name: 'Main', fields: [{ id: 'name', name: 'Name', type: 'string' }] }],
  },
  fulfillment: {
    strategy: { mode: 'automatic' },
    manual: { actions: [{ id: 'ticket', type: 'jira-ticket', config: {} }] },
    automatic: {
      actions: Array.from({ length: steps }, (_, at) => ({
        id: `step_${at + 1}`,
        type: 'delay',
        order: at + 1,
        config: { text: '{{fields.name}}' },
      })),
    },
  },
}

const principal: Principal = {
  tenant: 'default',
  id: 'bench',
  email: 'bench@example.com',
  roles: ['developer'],
  teams: [],
  via: 'api-key',
}

/** Orders of five steps with instant connectors, and pg-boss alone carrying the same chain with as many row changes. */
export async function benchOrders(): Promise<void> {
  const read = readConfig({
    PAO_DATA_DIR: mkdtempSync(join(tmpdir(), 'pao-bench-')),
    PAO_LOG_LEVEL: 'error',
    PAO_DEMO: 'off',
  })
  if (!read.ok) throw new Error(read.faults.join('\n'))
  const closers: Closers = []
  const telemetry = createTelemetry({ level: 'error', version: '0' })
  let ended = 0
  let allEnded: () => void = noop
  const requestEnded = () => {
    ended += 1
    if (ended === orders) allEnded()
  }
  const ground = await openGround({ config: read.config, telemetry, closers })
  try {
    const requests = openRequests({
      ...ground,
      db: ground.database.db,
      telemetry: { ...telemetry, requestEnded },
      findItem: () => ({ document: item, hash: 'bench' }),
      definition: () => item,
      environments: () => [],
      options: never,
      connectors: new Map([['delay', instant]]),
      outside: {
        http: { send: never },
        mail: { send: never },
        tcp: { probe: never },
        sql: { ask: never },
        connection: never,
        secret: never,
      },
      surroundings: { variables: {}, secrets: {}, region: 'bench', cluster: 'bench' },
      publicUrl: 'http://localhost',
    })
    const ours: number[] = []
    const floor: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      ended = 0
      for (let at = 0; at < orders; at += slots)
        await Promise.all(
          Array.from({ length: slots }, () =>
            submit(requests, principal, { item: 'bench-chain', fields: { name: 'x' } }),
          ),
        )
      const done = new Promise<void>((resolve) => (allEnded = resolve))
      const started = performance.now()
      const working = startWork(requests, { slots })
      await done
      ours.push((orders * steps * 1000) / (performance.now() - started))
      await working.stop()
      floor.push(await bareChain(ground.database.pool, { chains: orders, steps, slots }))
    }
    show(`Fulfillment of ${orders} orders of ${steps} steps, one worker with ${slots} slots`, [
      {
        name: 'engine',
        value: median(ours),
        unit: 'steps/s',
        floor: { name: 'pg-boss alone, same row changes', value: median(floor) },
        aim: '>= 60 %',
      },
    ])
  } finally {
    for (const close of closers.toReversed()) await close()
  }
}

function noop(): void {
  return undefined
}

function never(): never {
  throw new Error('nothing goes out here')
}
