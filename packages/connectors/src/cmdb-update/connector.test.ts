import { describe, expect, it } from 'vitest'
import { useDesk } from '../../contract/desk-site.ts'
import { type TestContextOptions } from '../../contract/index.ts'
import { type Http, TransportFailure } from '../kit/context.ts'
import type { Outcome } from '../kit/outcome.ts'
import type { CmdbUpdateConfig } from './config.ts'
import { cmdbUpdate } from './connector.ts'

const sample: CmdbUpdateConfig = {
  class: 'cmdb_ci_database',
  attributes: { name: 'orders', port: 5432 },
}

const { desk, context } = useDesk(cmdbUpdate, {
  type: 'servicenow',
  config: sample,
})

const run = (config: CmdbUpdateConfig, more: TestContextOptions = {}): Promise<Outcome> =>
  cmdbUpdate.execute(context(more), config)
const entries = (kind = 'cmdb_ci_database') =>
  desk()
    .records('servicenow', kind)
    .map(({ values }) => values)
const named: CmdbUpdateConfig = { ...sample, identifier: 'db-orders' }

describe('an entry', () => {
  it('is made under its identifier, values as texts', async () => {
    const outcome = await run(named)

    expect(outcome).toMatchObject({
      kind: 'succeeded',
      outputs: { identifier: 'db-orders', created: true, class: 'cmdb_ci_database' },
    })
    expect(entries()).toMatchObject([{ correlation_id: 'db-orders', name: 'orders', port: '5432' }])
  })

  it('that is there is changed, and not even that when nothing differs', async () => {
    await run(named)
    const writes = desk().effects().length

    const same = await run(named)
    const other = await run({ ...named, attributes: { port: 5433 } })

    expect(same).toMatchObject({ outputs: { created: false } })
    expect(other).toMatchObject({ outputs: { created: false } })
    expect(entries()).toMatchObject([{ port: '5433' }])
    expect(desk().effects()).toHaveLength(writes + 1)
  })

  it('is not forgotten when the call is let go before it is related', async () => {
    await run({ class: 'cmdb_ci_server', identifier: 'srv-1', attributes: { name: 'srv-1' } })
    const real = context().http
    let isMade = false
    const short: Http = {
      async send(call) {
        if (isMade) throw new TransportFailure('aborted', 'cancelled', { sent: false })
        const answer = await real.send(call)
        isMade = call.method === 'POST' && call.url.includes('cmdb_ci_database')
        return answer
      },
    }

    const outcome = await run(
      { ...named, relations: [{ type: 'Runs on::Runs', target: 'srv-1' }] },
      { http: short },
    )

    expect(outcome).toMatchObject({ kind: 'failed', class: 'cancelled', made: 'maybe' })
    expect(entries()).toHaveLength(1)
  })

  it('is related to others by name, each relation once', async () => {
    await run({ class: 'cmdb_ci_server', identifier: 'srv-1', attributes: { name: 'srv-1' } })
    const config = { ...named, relations: [{ type: 'Runs on::Runs', target: 'srv-1' }] }

    const outcomes = [await run(config), await run(config)]

    expect(outcomes).toMatchObject([{ outputs: { relations: 1 } }, { outputs: { relations: 0 } }])
    expect(
      desk()
        .effects()
        .filter(({ what }) => what === 'relate'),
    ).toHaveLength(1)
  })

  it.each([
    [{ relations: [{ type: 'Likes', target: 'srv-1' }] }, 'servicenow.relation_unknown'],
    [{ relations: [{ type: 'Runs on::Runs', target: 'srv-9' }] }, 'servicenow.target_unknown'],
    [{ class: 'cmdb_ci/../x' }, 'config.class_invalid'],
    [{ identifier: 'a^ORname=b' }, 'config.identifier_invalid'],
    [{ operation: 'update' as const, identifier: 'db-9' }, 'servicenow.not_found'],
    [{ operation: 'retire' as const, identifier: 'db-9' }, 'servicenow.not_found'],
  ])('with %o ends with %s and nothing made', async (more, code) => {
    const outcome = await run({ ...named, ...more })

    expect(outcome).toMatchObject({ kind: 'failed', retryable: false, code })
    expect(desk().made()).toBe(0)
  })

  it('must be named to be retired, and stays where it is then', async () => {
    await run(named)

    const unnamed = await run({ ...sample, operation: 'retire' })
    const outcome = await run({ class: named.class, operation: 'retire', identifier: 'db-orders' })

    expect(unnamed).toMatchObject({ code: 'config.identifier_missing' })
    expect(outcome.kind).toBe('succeeded')
    expect(entries()).toMatchObject([{ install_status: '7', operational_status: '6' }])
  })
})

describe('undoing', () => {
  it('retires what was made, also without its outputs, and counts what is not there as undone', async () => {
    const nothing = await cmdbUpdate.compensate!(context(), sample, {})
    await run(sample)

    const outcome = await cmdbUpdate.compensate!(context(), sample, {})

    expect([nothing.kind, outcome.kind]).toEqual(['succeeded', 'succeeded'])
    expect(entries()).toMatchObject([{ install_status: '7' }])
  })

  it.each([
    [{ created: false }, named],
    [{}, named],
    [{}, { ...named, operation: 'update' as const }],
  ])('leaves with %o what was there before, and says so', async (outputs, config) => {
    await run(named)

    const outcome = await cmdbUpdate.compensate!(context(), config, outputs)

    expect(outcome).toMatchObject({ kind: 'failed', code: 'servicenow.cannot_undo' })
    expect(entries()).toMatchObject([{ install_status: '1' }])
  })
})
