import { describe, expect, it } from 'vitest'
import { memoOf, useDesk } from '../../contract/desk-site.ts'
import { type TestContextOptions } from '../../contract/index.ts'
import { deskKey } from '../kit/desk.ts'
import type { RemedyConfig } from './config.ts'
import { remedy } from './connector.ts'

const sample: RemedyConfig = {
  form: 'HPD:IncidentInterface_Create',
  summary: 'Provision orders',
  values: { Impact: '4-Minor/Localized', First_Name: 'Allen' },
}

const { desk, context, connection } = useDesk(remedy, {
  type: 'remedy',
  config: sample,
  ticket: { createPath: 'IncidentInterface_Create', waitsFor: 'remedy:main:INC000000000001' },
})

const entries = (view = 'HPD:IncidentInterface') =>
  desk()
    .records('remedy', view)
    .map(({ values }) => values)
const number = 'INC000000000001'

describe('an entry', () => {
  it('is made on the interface form with its key, and read on the other', async () => {
    const outcome = await remedy.execute(context(), sample)

    expect(outcome).toMatchObject({ kind: 'waiting', ref: { kind: 'remedy', id: number } })
    expect(entries()).toMatchObject([
      {
        Description: 'Provision orders',
        z1D_Action: 'CREATE',
        'Vendor Ticket Number': deskKey('0199-request/ticket/1'),
      },
    ])
  })

  it.each([
    [{ Status: 'Resolved' }, 'succeeded'],
    [{ Status: 'Closed' }, 'succeeded'],
    [{ Status: 'Cancelled' }, 'failed'],
    [{ Status: 'In Progress' }, 'waiting'],
  ])('with %o has %s', async (values, kind) => {
    const waiting = await remedy.execute(context(), sample)
    desk().edit(number, values)

    const outcome = await remedy.poll!(context(), sample, memoOf(waiting))

    expect(outcome.kind).toBe(kind)
  })

  it('of a change has its own number and states, and brings fields back', async () => {
    const config = {
      ...sample,
      form: 'CHG:ChangeInterface_Create',
      result_fields: { why: 'Status_Reason' },
    }
    const waiting = await remedy.execute(context(), config)
    desk().edit('CRQ000000000001', { 'Change Request Status': 'Completed', Status_Reason: 'Fine' })

    const outcome = await remedy.resume!(context(), config, memoOf(waiting), {})

    expect(waiting).toMatchObject({ key: 'remedy:main:CRQ000000000001' })
    expect(outcome).toMatchObject({ kind: 'succeeded', outputs: { why: 'Fine' } })
  })

  it('that is resolved without a result is asked about once, however often it is looked at', async () => {
    const config = { ...sample, result_fields: { endpoint: 'Endpoint' } }
    const asks = [{ name: 'endpoint', required: true, description: 'where it listens' }]
    const waiting = await remedy.execute(context({ asks }), config)
    desk().edit(number, { Status: 'Resolved' })
    const before = desk().effects().length

    const second = await remedy.poll!(context({ asks }), config, memoOf(waiting))
    const third = await remedy.poll!(context({ asks }), config, memoOf(second))

    expect(third).toMatchObject({ kind: 'waiting', key: `remedy:main:${number}` })
    expect(desk().effects()).toHaveLength(before + 1)
  })

  it('that is called off is cancelled, also when only its key is known', async () => {
    await remedy.execute(context(), sample)

    const outcome = await remedy.compensate!(context(), sample, {})

    expect(outcome).toMatchObject({ kind: 'succeeded', outputs: { number, warnings: [] } })
    expect(entries()).toMatchObject([{ Status: 'Cancelled', z1D_Action: 'MODIFY' }])
  })
})

describe('the server', () => {
  it('is logged in to once, and once more when it took the token back', async () => {
    await remedy.execute(context(), sample)
    const first = desk().logins()
    await remedy.execute(context(), sample)
    desk().revoke()

    const again = await remedy.execute(context(), sample)

    expect([first, desk().logins()]).toEqual([1, 2])
    expect(again.kind).toBe('waiting')
  })

  it.each([
    [{ ...sample, summary: '' }, 'remedy.refused'],
    [{ ...sample, form: 'HPD:Nothing_Create' }, 'remedy.not_found'],
    [{ ...sample, values: { 'No Such Field': 1 } }, 'remedy.refused'],
  ])('that refuses %o ends it for good with %s, also where it says 500', async (config, code) => {
    const outcome = await remedy.execute(context(), config)

    expect(outcome).toMatchObject({ kind: 'failed', retryable: false, code, made: 'no' })
    expect(desk().made()).toBe(0)
  })

  it('that knows no such password is not asked again', async () => {
    const wrong = { ...connection(), secrets: { password: 'wrong' } }

    const outcome = await remedy.execute(context({ connections: [wrong] }), sample)

    expect(outcome).toMatchObject({ code: 'remedy.not_authorized', retryable: false, made: 'no' })
  })

  it('that has the account in use elsewhere is asked again later', async () => {
    const real = context().http
    const busy: NonNullable<TestContextOptions['http']> = {
      async send(call) {
        const answer = await real.send(call)
        if (call.method !== 'GET') return answer
        const body = [{ messageType: 'ERROR', messageText: 'in use', messageNumber: 9093 }]
        return { ...answer, status: 500, json: () => body }
      },
    }

    const outcome = await remedy.execute(context({ http: busy }), sample)

    expect(outcome).toMatchObject({ code: 'remedy.busy', retryable: true, made: 'no' })
  })
})
