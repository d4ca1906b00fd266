import { type FakeDesk, startFakeDesk } from '@pao/fakes'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  exerciseConnector,
  testContext,
  type TestContext,
  type TestContextOptions,
} from '../../contract/index.ts'
import type { Connection } from '../kit/context.ts'
import { deskKey } from '../kit/desk.ts'
import type { Outcome } from '../kit/outcome.ts'
import type { CmdbUpdateConfig } from './config.ts'
import { cmdbUpdate } from './connector.ts'

const sample: CmdbUpdateConfig = {
  class: 'cmdb_ci_database',
  attributes: { name: 'orders', port: 5432 },
}

function connectionTo({ url, credentials }: FakeDesk): Connection {
  return {
    name: 'main',
    type: 'servicenow',
    settings: { url, username: credentials.username },
    secrets: { password: credentials.password },
  }
}

exerciseConnector(cmdbUpdate, {
  config: sample,
  carriesKey: ({ body }, key) => String(body ?? '').includes(deskKey(key)),
  async remote() {
    const desk = await startFakeDesk({ port: 0, password: 'canary-of-the-cmdb' })
    return {
      config: sample,
      options: { connections: [connectionTo(desk)] },
      fail(status, retryAfter) {
        const failure = { status, times: 9, ...(retryAfter !== undefined && { retryAfter }) }
        desk.switches.failures = [failure]
      },
      effects: () => desk.made(),
      [Symbol.asyncDispose]: () => desk[Symbol.asyncDispose](),
    }
  },
})

let desk: FakeDesk
beforeEach(async () => {
  desk = await startFakeDesk({ port: 0 })
})
afterEach(() => desk[Symbol.asyncDispose]())

const context = (more: TestContextOptions = {}): TestContext =>
  testContext({ connections: [connectionTo(desk)], ...more })
const run = (config: CmdbUpdateConfig, more: TestContextOptions = {}): Promise<Outcome> =>
  cmdbUpdate.execute(context(more), config)
const entries = (kind = 'cmdb_ci_database') =>
  desk.records('servicenow', kind).map(({ values }) => values)
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
    const writes = desk.effects().length

    const same = await run(named)
    const other = await run({ ...named, attributes: { port: 5433 } })

    expect(same).toMatchObject({ outputs: { created: false } })
    expect(other).toMatchObject({ outputs: { created: false } })
    expect(entries()).toMatchObject([{ port: '5433' }])
    expect(desk.effects()).toHaveLength(writes + 1)
  })

  it('is related to others by name, each relation once', async () => {
    await run({ class: 'cmdb_ci_server', identifier: 'srv-1', attributes: { name: 'srv-1' } })
    const config = { ...named, relations: [{ type: 'Runs on::Runs', target: 'srv-1' }] }

    const outcomes = [await run(config), await run(config)]

    expect(outcomes).toMatchObject([{ outputs: { relations: 1 } }, { outputs: { relations: 0 } }])
    expect(desk.effects().filter(({ what }) => what === 'relate')).toHaveLength(1)
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
    expect(desk.made()).toBe(0)
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

describe('a call without a clear answer', () => {
  const troubles: [string, (fake: FakeDesk) => void][] = [
    ['whose reply is lost', ({ switches }) => void (switches.dropAfterEffect = 1)],
    [
      'that fails after the fact',
      ({ switches }) => void switches.spoilAfterEffect.push({ status: 500, times: 1 }),
    ],
    [
      'whose good answer is a page',
      ({ switches }) => void switches.spoilAfterEffect.push({ status: 200, times: 1 }),
    ],
    [
      'that is busy first',
      ({ switches }) => void (switches.failures = [{ status: 429, times: 1, retryAfter: 2 }]),
    ],
    ['that a proxy answers', ({ switches }) => void (switches.garbage = 1)],
  ]

  it.each(troubles)('%s makes one entry when it is asked again', async (_how, trouble) => {
    trouble(desk)
    const first = await run(sample)

    const again = await run(sample, { attempt: 2, maybeDone: true })

    expect(first).toMatchObject({ kind: 'failed', retryable: true })
    expect(again).toMatchObject({ kind: 'succeeded', outputs: { created: true } })
    expect(desk.made()).toBe(1)
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
