import { describe, expect, it } from 'vitest'
import { memoOf, useDesk } from '../../contract/desk-site.ts'
import { noon, type TestContextOptions } from '../../contract/index.ts'
import { deskKey } from '../kit/desk.ts'
import type { Outcome } from '../kit/outcome.ts'
import type { ServicenowConfig } from './config.ts'
import { servicenow } from './connector.ts'

const sample: ServicenowConfig = {
  table: 'incident',
  short_description: 'Provision orders',
  fields: { urgency: 2 },
}

const { desk, context, connection } = useDesk(servicenow, {
  type: 'servicenow',
  config: sample,
  ticket: { createPath: '/api/now/table/incident', waitsFor: 'servicenow:main:INC0000001' },
})

const polled = (outcome: Outcome, config = sample, more: TestContextOptions = {}) =>
  servicenow.poll!(context(more), config, memoOf(outcome))
const recordsOf = (table: string) =>
  desk()
    .records('servicenow', table)
    .map(({ values }) => values)

describe('a record from order to closure', () => {
  it('is made with its key, and waited for by number and by time', async () => {
    const outcome = await servicenow.execute(context(), sample)

    expect(outcome).toMatchObject({
      kind: 'waiting',
      until: noon + 30_000,
      key: 'servicenow:main:INC0000001',
      ref: { kind: 'servicenow', id: 'INC0000001' },
    })
    expect(recordsOf('incident')).toMatchObject([
      {
        short_description: 'Provision orders',
        urgency: '2',
        correlation_id: deskKey('0199-request/ticket/1'),
        correlation_display: 'PAO 0199-request',
      },
    ])
  })

  it.each([
    ['incident', { state: '7', close_code: 'Solved (Permanently)' }, 'succeeded'],
    ['incident', { state: '6', close_code: 'Solved (Work Around)' }, 'succeeded'],
    ['incident', { state: '6', close_code: 'Not Solved (Not Reproducible)' }, 'failed'],
    ['incident', { state: '8' }, 'failed'],
    ['incident', { state: '2' }, 'waiting'],
    ['change_request', { state: '3', close_code: 'successful' }, 'succeeded'],
    ['change_request', { state: '3', close_code: 'unsuccessful' }, 'failed'],
    ['change_request', { state: '4' }, 'failed'],
    ['sc_req_item', { state: '3' }, 'succeeded'],
    ['sc_req_item', { state: '4' }, 'failed'],
    ['sc_task', { state: '7' }, 'failed'],
  ])('of %s with %o has %s', async (table, values, kind) => {
    const config = { ...sample, table }
    const waiting = await servicenow.execute(context(), config)
    desk().edit(deskKey('0199-request/ticket/1'), values)

    const outcome = await polled(waiting, config)

    expect(outcome.kind).toBe(kind)
  })

  it('lets the item say which codes are success and failure', async () => {
    const waiting = await servicenow.execute(context(), sample)
    desk().edit('INC0000001', { state: '7', close_code: 'Duplicate' })

    const good = await polled(waiting, { ...sample, success_codes: ['duplicate'] })
    const bad = await polled(waiting, { ...sample, failure_codes: ['Closed'] })

    expect(good.kind).toBe('succeeded')
    expect(bad).toMatchObject({ code: 'servicenow.closed_as_failure', class: 'rejected' })
  })

  it('brings columns back under the names the item wants', async () => {
    const config = { ...sample, result_fields: { endpoint: 'u_endpoint', why: 'close_notes' } }
    const waiting = await servicenow.execute(context(), config)
    desk().edit('INC0000001', { state: '7', u_endpoint: 'db.example.com', close_notes: 'done' })

    const outcome = await servicenow.resume!(context(), config, memoOf(waiting), {})

    expect(outcome).toMatchObject({
      kind: 'succeeded',
      outputs: { endpoint: 'db.example.com', why: 'done', number: 'INC0000001', state: 'Closed' },
    })
  })

  it('says which columns the table does not have, and ends at once when it need not watch', async () => {
    const config = { ...sample, fields: { colour: 'red' }, watch_status: false }

    const outcome = await servicenow.execute(context(), config)

    expect(outcome).toMatchObject({
      kind: 'succeeded',
      outputs: { state: 'New', warnings: ['The table incident has no column colour'] },
    })
  })

  it('asks for a result that is missing, once, and waits on', async () => {
    const config = { ...sample, result_fields: { endpoint: 'u_endpoint' } }
    const asks = [{ name: 'endpoint', required: true, description: 'where it listens' }]
    const waiting = await servicenow.execute(context({ asks }), config)
    desk().edit('INC0000001', { state: '7' })

    const second = await polled(waiting, config, { asks })
    const third = await polled(second, config, { asks })
    const unmapped = await polled(waiting, sample, { asks })

    expect([second.kind, third.kind]).toEqual(['waiting', 'waiting'])
    expect(recordsOf('sys_journal_field')).toHaveLength(1)
    expect(unmapped).toMatchObject({ code: 'servicenow.result_unmapped' })
  })
})

describe('a record that is called off', () => {
  it('is cancelled with a remark, once', async () => {
    const waiting = await servicenow.execute(context(), sample)

    await servicenow.cancel!(context(), sample, memoOf(waiting))
    await servicenow.cancel!(context(), sample, memoOf(waiting))

    expect(recordsOf('incident')).toMatchObject([{ state: '8', active: 'false' }])
    expect(recordsOf('sys_journal_field')).toHaveLength(1)
  })

  it('is found by its key when the outputs got lost, and what is closed only gets a remark', async () => {
    await servicenow.execute(context(), sample)
    desk().edit('INC0000001', { state: '7' })

    const outcome = await servicenow.compensate!(context(), sample, {})

    expect(outcome).toMatchObject({ kind: 'succeeded', outputs: { number: 'INC0000001' } })
    expect(recordsOf('incident')).toMatchObject([{ state: '7' }])
    expect(recordsOf('sys_journal_field')[0]?.['value']).toContain('was rolled back')
  })

  it('counts as undone when there is none', async () => {
    const outcome = await servicenow.compensate!(context(), sample, {})

    expect(outcome).toEqual({ kind: 'succeeded', outputs: {} })
  })

  it('says that a person must close it where the instance refuses', async () => {
    const waiting = await servicenow.execute(context(), sample)
    desk().switches.failures = [{ status: 403, times: 1, method: 'PATCH' }]

    const outcome = await servicenow.cancel!(context(), sample, memoOf(waiting))

    expect(outcome).toMatchObject({ kind: 'succeeded' })
    expect(JSON.stringify(outcome)).toContain('a person must')
    expect(recordsOf('sys_journal_field')).toHaveLength(1)
  })
})

describe('an update', () => {
  const update: ServicenowConfig = {
    ...sample,
    operation: 'update',
    record: 'INC0000001',
    fields: { priority: '1' },
  }

  it('sets the columns of the record that is named, however often', async () => {
    await servicenow.execute(context(), sample)

    const first = await servicenow.execute(context(), update)
    const second = await servicenow.execute(context(), update)

    expect([first, second]).toMatchObject([{ kind: 'succeeded' }, { kind: 'succeeded' }])
    expect(recordsOf('incident')).toMatchObject([{ priority: '1' }])
    expect(desk().made()).toBe(1)
  })

  it.each([
    ['INC0009999', 'servicenow.not_found'],
    ['INC1^ORsys_idISNOTEMPTY', 'config.record_invalid'],
    [undefined, 'config.record_missing'],
  ])('of %s ends with %s and changes nothing', async (record, code) => {
    await servicenow.execute(context(), sample)

    const { record: _known, ...unnamed } = update
    const config = record === undefined ? unnamed : { ...unnamed, record }

    const outcome = await servicenow.execute(context(), config)

    expect(outcome).toMatchObject({ kind: 'failed', retryable: false, code })
    expect(recordsOf('incident')[0]).not.toHaveProperty('priority')
  })

  it('cannot be undone, and says so', async () => {
    const outcome = await servicenow.compensate!(context(), update, {})

    expect(outcome).toMatchObject({ kind: 'failed', code: 'servicenow.cannot_undo' })
  })
})

describe('what it cannot trust', () => {
  it('does not take another record for its own when the query is ignored', async () => {
    await servicenow.execute(context({ idempotencyKey: 'another/action/1' }), sample)
    const real = context().http
    const ignoring: NonNullable<TestContextOptions['http']> = {
      send: (call) =>
        real.send({ ...call, url: call.url.replace(/sysparm_query=[^&]*/, 'sysparm_query=') }),
    }

    await servicenow.execute(context({ http: ignoring }), sample)

    expect(desk().made()).toBe(2)
  })

  it('calls a page of a sleeping instance unreadable, to be tried again', async () => {
    desk().switches.garbage = 1

    const outcome = await servicenow.execute(context(), sample)

    expect(outcome).toMatchObject({
      code: 'servicenow.answer_unreadable',
      retryable: true,
      made: 'no',
    })
  })

  it('does not try again with a token that the instance refuses', async () => {
    const byToken = {
      ...connection(),
      settings: { url: desk().url, auth: 'bearer' },
      secrets: { token: 'not-known' },
    }

    const outcome = await servicenow.execute(context({ connections: [byToken] }), sample)

    expect(outcome).toMatchObject({ code: 'servicenow.not_authorized', retryable: false })
  })
})
