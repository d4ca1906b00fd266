import { type FakeDesk, startFakeDesk } from '@pao/fakes'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  exerciseConnector,
  testContext,
  type TestContext,
  type TestContextOptions,
} from '../../contract/index.ts'
import { exerciseUnclear } from '../../contract/unclear-create.ts'
import type { Connection } from '../kit/context.ts'
import { deskKey } from '../kit/desk.ts'
import type { Outcome, Outputs } from '../kit/outcome.ts'
import type { CherwellConfig } from './config.ts'
import { cherwell } from './connector.ts'

const sample: CherwellConfig = {
  business_object: 'Incident',
  fields: { ShortDescription: 'Provision orders', Priority: 3 },
}

function connectionTo({ url, credentials }: FakeDesk): Connection {
  return {
    name: 'main',
    type: 'cherwell',
    settings: { url, username: credentials.username, client_id: credentials.clientId },
    secrets: { password: credentials.password },
  }
}
const start = async () => {
  const desk = await startFakeDesk({ port: 0, password: 'canary-of-cherwell' })
  return { desk, options: { connections: [connectionTo(desk)] } satisfies TestContextOptions }
}

exerciseConnector(cherwell, {
  config: sample,
  carriesKey: ({ body }, key) => String(body ?? '').includes(deskKey(key)),
  async remote() {
    const { desk, options } = await start()
    return {
      config: sample,
      options,
      fail(status, retryAfter) {
        const failure = { status, times: 9, ...(retryAfter !== undefined && { retryAfter }) }
        desk.switches.failures = [failure]
      },
      effects: () => desk.made(),
      [Symbol.asyncDispose]: () => desk[Symbol.asyncDispose](),
    }
  },
})

exerciseUnclear(cherwell, {
  config: sample,
  start,
  createPath: 'savebusinessobject',
  waitsFor: 'cherwell:main:100001',
})

let desk: FakeDesk
beforeEach(async () => {
  desk = await startFakeDesk({ port: 0 })
})
afterEach(() => desk[Symbol.asyncDispose]())

const context = (more: TestContextOptions = {}): TestContext =>
  testContext({ connections: [connectionTo(desk)], ...more })
const memoOf = (outcome: Outcome): Outputs => (outcome.kind === 'waiting' ? outcome.memo : {})
const entries = () => desk.records('cherwell', 'Incident').map(({ values }) => values)
const number = '100001'

describe('a business object', () => {
  it('is made with its key, values as texts', async () => {
    const outcome = await cherwell.execute(context(), sample)

    expect(outcome).toMatchObject({ kind: 'waiting', ref: { kind: 'cherwell', id: number } })
    expect(entries()).toMatchObject([
      {
        ShortDescription: 'Provision orders',
        Priority: '3',
        ExternalReference: deskKey('0199-request/ticket/1'),
      },
    ])
  })

  it.each([
    [{ Status: 'Resolved' }, 'succeeded'],
    [{ Status: 'Closed' }, 'succeeded'],
    [{ Status: 'Cancelled' }, 'failed'],
    [{ Status: 'In Progress' }, 'waiting'],
  ])('with %o has %s', async (values, kind) => {
    const waiting = await cherwell.execute(context(), sample)
    desk.edit(number, values)

    const outcome = await cherwell.poll!(context(), sample, memoOf(waiting))

    expect(outcome.kind).toBe(kind)
  })

  it('brings fields back under the names the item wants', async () => {
    const config = { ...sample, result_fields: { endpoint: 'Endpoint' } }
    const waiting = await cherwell.execute(context(), config)
    desk.edit(number, { Status: 'Closed', Endpoint: 'db.example.com' })

    const outcome = await cherwell.resume!(context(), config, memoOf(waiting), {})

    expect(outcome).toMatchObject({ outputs: { endpoint: 'db.example.com', number } })
  })

  it('that is called off is closed with a remark, also when only its key is known', async () => {
    await cherwell.execute(context(), sample)

    const outcome = await cherwell.compensate!(context(), sample, {})

    expect(outcome).toMatchObject({ kind: 'succeeded', outputs: { number, warnings: [] } })
    expect(entries()).toMatchObject([
      { Status: 'Closed', CloseDescription: expect.stringContaining('was rolled back') },
    ])
  })
})

describe('the server', () => {
  it('is logged in to once, and once more when it took the token back', async () => {
    await cherwell.execute(context(), sample)
    const first = desk.logins()
    await cherwell.execute(context(), sample)
    desk.revoke()

    const again = await cherwell.execute(context(), sample)

    expect([first, desk.logins()]).toEqual([1, 2])
    expect(again.kind).toBe('waiting')
  })

  it.each([
    [{ ...sample, business_object: 'Nothing' }, 'cherwell.not_found'],
    [{ ...sample, fields: { Colour: 'red' } }, 'cherwell.field_unknown'],
  ])('that does not know what %o names ends it for good with %s', async (config, code) => {
    const outcome = await cherwell.execute(context(), config)

    expect(outcome).toMatchObject({ kind: 'failed', retryable: false, code })
    expect(desk.made()).toBe(0)
  })

  it('that answers 200 with an error has refused', async () => {
    const real = context().http
    const failing: NonNullable<TestContextOptions['http']> = {
      async send(call) {
        const answer = await real.send(call)
        if (!call.url.endsWith('getsearchresults')) return answer
        return { ...answer, json: () => ({ hasError: true, errorCode: 'LICENSE' }) }
      },
    }

    const outcome = await cherwell.execute(context({ http: failing }), sample)

    expect(outcome).toMatchObject({ code: 'cherwell.refused', retryable: false, made: 'no' })
  })

  it('that knows no such password is not asked again', async () => {
    const connection = { ...connectionTo(desk), secrets: { password: 'wrong' } }

    const outcome = await cherwell.execute(context({ connections: [connection] }), sample)

    expect(outcome).toMatchObject({ code: 'cherwell.not_authorized', retryable: false, made: 'no' })
  })
})
