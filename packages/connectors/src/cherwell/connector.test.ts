import { describe, expect, it } from 'vitest'
import { memoOf, useDesk } from '../../contract/desk-site.ts'
import { type TestContextOptions } from '../../contract/index.ts'
import { deskKey } from '../kit/desk.ts'
import type { CherwellConfig } from './config.ts'
import { cherwell } from './connector.ts'

const sample: CherwellConfig = {
  business_object: 'Incident',
  fields: { ShortDescription: 'Provision orders', Priority: 3 },
}

const { desk, context, connection } = useDesk(cherwell, {
  type: 'cherwell',
  config: sample,
  settings: ({ credentials }) => ({ client_id: credentials.clientId }),
  ticket: { createPath: 'savebusinessobject', waitsFor: 'cherwell:main:100001' },
})

const entries = () =>
  desk()
    .records('cherwell', 'Incident')
    .map(({ values }) => values)
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
    desk().edit(number, values)

    const outcome = await cherwell.poll!(context(), sample, memoOf(waiting))

    expect(outcome.kind).toBe(kind)
  })

  it('brings fields back under the names the item wants', async () => {
    const config = { ...sample, result_fields: { endpoint: 'Endpoint' } }
    const waiting = await cherwell.execute(context(), config)
    desk().edit(number, { Status: 'Closed', Endpoint: 'db.example.com' })

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
    const first = desk().logins()
    await cherwell.execute(context(), sample)
    desk().revoke()

    const again = await cherwell.execute(context(), sample)

    expect([first, desk().logins()]).toEqual([1, 2])
    expect(again.kind).toBe('waiting')
  })

  it.each([
    [{ ...sample, business_object: 'Nothing' }, 'cherwell.not_found'],
    [{ ...sample, fields: { Colour: 'red' } }, 'cherwell.field_unknown'],
  ])('that does not know what %o names ends it for good with %s', async (config, code) => {
    const outcome = await cherwell.execute(context(), config)

    expect(outcome).toMatchObject({ kind: 'failed', retryable: false, code })
    expect(desk().made()).toBe(0)
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
    const wrong = { ...connection(), secrets: { password: 'wrong' } }

    const outcome = await cherwell.execute(context({ connections: [wrong] }), sample)

    expect(outcome).toMatchObject({ code: 'cherwell.not_authorized', retryable: false, made: 'no' })
  })
})
