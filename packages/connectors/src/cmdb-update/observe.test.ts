import { startFakeDesk } from '@pao/fakes'
import { describe, expect, it } from 'vitest'
import { closing, exerciseObserving, testContext } from '../../contract/index.ts'
import type { CmdbUpdateConfig } from './config.ts'
import { cmdbUpdate } from './connector.ts'

const config: CmdbUpdateConfig = {
  class: 'cmdb_ci_database',
  identifier: 'db-orders',
  attributes: { name: 'orders', port: 5432 },
}

async function entryMade() {
  const desk = await startFakeDesk({ port: 0, password: 'canary-of-the-cmdb' })
  const { username, password } = desk.credentials
  const options = {
    connections: [
      {
        name: 'main',
        type: 'servicenow',
        settings: { url: desk.url, username },
        secrets: { password },
      },
    ],
  }
  await cmdbUpdate.execute(testContext(options), config)
  return { desk, options }
}

describe('a look at an entry of the CMDB', () => {
  exerciseObserving(cmdbUpdate, async () => {
    const { desk, options } = await entryMade()
    const rows = () => desk.records('servicenow', 'cmdb_ci_database')
    return {
      config,
      outputs: {},
      options,
      change: async () => Object.assign(rows()[0]?.values ?? {}, { port: '5433' }),
      remove: async () => Object.assign(rows()[0]?.values ?? {}, { correlation_id: 'another' }),
      fail: async (status) => {
        desk.switches.failures = [{ status, times: 9 }]
      },
      standing: () => JSON.stringify([desk.effects().length, rows()]),
      [Symbol.asyncDispose]: () => desk[Symbol.asyncDispose](),
    }
  })

  it('tells that somebody retired it', async () => {
    const { desk, options } = await entryMade()
    closing(desk)
    await cmdbUpdate.execute(testContext(options), { ...config, operation: 'retire' })

    const found = await cmdbUpdate.observe!(testContext(options), config, {})

    expect(found).toMatchObject({ kind: 'drifted', differences: [{ path: 'install_status' }] })
  })

  it('is not taken of an entry that the action itself retired', async () => {
    const { desk, options } = await entryMade()
    closing(desk)
    const retiring = { ...config, operation: 'retire' as const }

    expect(await cmdbUpdate.observe!(testContext(options), retiring, {})).toEqual({ kind: 'blind' })
  })
})
