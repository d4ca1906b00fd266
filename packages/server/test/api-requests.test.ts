import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Answer } from '../src/api/deps.ts'
import type { Wish } from '../src/requests/control.ts'
import type { RequestCalls } from '../src/api/request-calls.ts'
import { as, caller, noon, requestId, requestsFake, startApi } from './api-world.ts'

const named = (file: string) => ({
  valid: false,
  diagnostics: expect.arrayContaining([expect.objectContaining({ file, path: 'metadata' })]),
})

const order = { item: 'alpha', fields: { name: 'orders' } }

describe('ordering', () => {
  it('hands the order on as it came, with who and the id of the call', async () => {
    const calls: Parameters<RequestCalls['submit']>[] = []
    const app = await startApi({
      requests: requestsFake({
        submit: async (...call) => {
          calls.push(call)
          return { id: requestId, state: 'queued', seq: 3 }
        },
      }),
    })

    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/requests',
      headers: { ...as('dev'), 'x-request-id': 'call-1' },
      payload: { ...order, version: '^2', reason: 'why', components: { files: false } },
    })
    await app.close()

    expect(answer.statusCode).toBe(202)
    expect(answer.headers['location']).toBe(`/api/v1/requests/${requestId}`)
    expect(answer.json()).toMatchObject({
      id: requestId,
      state: 'queued',
      links: { self: `/api/v1/requests/${requestId}` },
    })
    expect(calls).toHaveLength(1)
    expect(calls[0]?.[0].id).toBe('dev')
    expect(calls[0]?.[1]).toEqual({
      ...order,
      version: '^2',
      reason: 'why',
      components: { files: false },
    })
    expect(calls[0]?.[2]).toEqual({ correlationId: 'call-1' })
  })

  it('answers a repeat with the very bytes that were kept', async () => {
    let kept: Answer | undefined
    const app = await startApi({
      requests: requestsFake({
        submit: async (_principal, _order, { idempotency }) => {
          const fresh = { id: requestId, state: 'queued' as const, seq: 3 }
          if (kept) return { ...fresh, state: 'completed', replay: kept }
          kept = idempotency?.answer(fresh)
          return fresh
        },
      }),
    })
    const submit = () =>
      app.inject({
        method: 'POST',
        url: '/api/v1/requests',
        headers: { ...as('dev'), 'idempotency-key': 'k1' },
        payload: order,
      })

    const [first, second] = [await submit(), await submit()]
    await app.close()

    expect(second.statusCode).toBe(202)
    expect(second.body).toBe(first.body)
    expect(second.headers['location']).toBe(first.headers['location'])
    expect(first.headers['idempotency-replayed']).toBeUndefined()
    expect(second.headers['idempotency-replayed']).toBe('true')
  })

  it.each(['x'.repeat(256), 'a b', 'ü', ''])('refuses the key "%s"', async (key) => {
    const app = await startApi()

    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/requests',
      headers: { ...as('dev'), 'idempotency-key': key },
      payload: order,
    })
    await app.close()

    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({ code: 'idempotency.key_invalid' })
  })
})

describe('a request', () => {
  let app: Awaited<ReturnType<typeof startApi>>
  const wishes: unknown[] = []
  beforeAll(async () => {
    const stand = { id: requestId, state: 'queued', seq: 4 }
    const note = async ({ principal, id, body }: Wish<unknown>) => {
      wishes.push({ by: principal.id, id, body })
      return stand
    }
    app = await startApi({
      requests: requestsFake({
        cancel: note,
        retry: note,
        rollBack: note,
        completeManual: note,
        logs: async () => [
          {
            action: 'ticket',
            fence: 1,
            entry: 'execute',
            attempt: 1,
            generation: 0,
            worker: 'w1',
            startedAt: noon,
            endedAt: null,
            outcome: null,
            input: { summary: 'x' },
            outputs: null,
            error: null,
            httpStatus: 201,
            ref: { id: 'OPS-1' },
            log: [],
          },
        ],
        get: async () => ({
          ...(await firstListed()),
          definitionHash: 'h',
          fields: { userName: 'x' },
          run: { state: 'in_progress', actions: {}, lane: 'manual' },
          actions: [
            {
              id: 'ticket',
              name: 'Ticket',
              type: 'jira-ticket',
              lane: 'manual',
              state: 'waiting',
              attempt: 1,
              generation: 0,
              fence: 1,
              lostClaims: 0,
              entry: 'poll',
              waitingFor: 'remote',
              memo: { internal: 'memo' },
              startedAt: noon,
            },
            {
              id: 'ticket:rollback',
              name: 'Undo ticket',
              type: 'jira-ticket',
              lane: 'manual',
              undoes: 'ticket',
              state: 'pending',
              attempt: 0,
              generation: 0,
              fence: 0,
              lostClaims: 0,
              entry: 'execute',
            },
          ],
          children: [],
          left: [{ action: 'network', why: 'held_back' }],
          mayControl: true,
          mayDecideException: false,
        }),
      }),
    })
  })
  afterAll(() => app.close())

  const at = `/api/v1/requests/${requestId}`
  const get = async (path: string) =>
    (await app.inject({ url: at + path, headers: as('dev') })).json<unknown>()
  const post = (path: string, payload?: object) =>
    app.inject({ method: 'POST', url: at + path, headers: as('oper'), ...(payload && { payload }) })

  it('shows actions with where they left something, and no memos', async () => {
    const found = await get('')

    expect(found).toMatchObject({
      created_at: '2026-11-23T12:00:00.000Z',
      ended_at: null,
      fields: { userName: 'x' },
      actions: [
        {
          id: 'ticket',
          waiting_for: 'remote',
          ref: { id: 'OPS-1' },
          started_at: '2026-11-23T12:00:00.000Z',
        },
        { id: 'ticket:rollback', undoes: 'ticket', state: 'pending' },
      ],
      left: [{ action: 'network', why: 'held_back' }],
      links: { rollback: `${at}/rollback` },
    })
    expect(JSON.stringify(found)).not.toContain('memo')
  })

  it('tells status, logs, outputs, plan and events', async () => {
    expect(await get('/status')).toMatchObject({ state: 'queued', progress_percentage: 50 })
    expect(await get('/logs')).toMatchObject({ items: [{ action: 'ticket', http_status: 201 }] })
    expect(await get('/outputs')).toEqual({ outputs: { ticket: { key: 'OPS-1' } } })
    expect(await get('/story')).toEqual({
      items: [{ at: new Date(noon).toISOString(), sentence: 'Work began.' }],
    })
    expect(await get('/plan')).toMatchObject({ mode: 'manual', cannot_undo: [] })
    expect(await get('/events')).toMatchObject({ items: [{ seq: 1, progress_percentage: 50 }] })
  })

  it('is cancelled, retried, rolled back and completed as the caller says', async () => {
    wishes.length = 0

    const answers = [
      await post('/cancel', { reason: 'twice', compensate: true }),
      await post('/cancel'),
      await post('/rollback', { reason: 'not needed' }),
      await post('/rollback'),
      await post('/retry?from=ticket'),
      await post('/actions/ticket/complete', { outcome: 'succeeded', outputs: { a: 1 } }),
    ]

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([202, 202, 202, 202, 202, 202])
    expect(wishes).toEqual([
      { by: 'oper', id: requestId, body: { reason: 'twice', compensate: true } },
      { by: 'oper', id: requestId, body: {} },
      { by: 'oper', id: requestId, body: { reason: 'not needed' } },
      { by: 'oper', id: requestId, body: {} },
      { by: 'oper', id: requestId, body: { from: 'ticket' } },
      {
        by: 'oper',
        id: requestId,
        body: { action: 'ticket', outcome: 'succeeded', outputs: { a: 1 } },
      },
    ])
  })

  it.each([
    ['/cancel', { state: 'cancelled' }],
    ['/cancel', { compensate: 'yes' }],
    ['/rollback', { action: 'ticket' }],
    ['/actions/ticket/complete', { outcome: 'maybe' }],
    ['/actions/ticket/complete', { outcome: 'succeeded', by: 'somebody else' }],
    ['/retry', { actions: [] }],
  ])('refuses %s with %j', async (path, body) => {
    const answer = await post(path, body)

    expect(answer.statusCode).toBe(400)
  })

  it('leaves the lists without a word', async () => {
    const answer = await app.inject({ method: 'DELETE', url: at, headers: as('dev') })

    expect([answer.statusCode, answer.body]).toEqual([204, ''])
  })

  it('is found page by page with a cursor that only this list takes', async () => {
    const list = (query: string) =>
      app.inject({ url: `/api/v1/requests?${query}`, headers: as('dev') })
    const { next_cursor: cursor } = (await list('limit=1')).json<{ next_cursor: string }>()

    const next = await list(`limit=1&cursor=${cursor}`)
    const other = await list(`limit=1&item=alpha&cursor=${cursor}`)
    const someone = await app.inject({
      url: `/api/v1/requests?cursor=${requestId}`,
      headers: as('dev'),
    })

    expect([next.statusCode, other.statusCode, someone.statusCode]).toEqual([200, 400, 400])
  })
})

describe('the sandbox', () => {
  let app: Awaited<ReturnType<typeof startApi>>
  beforeAll(async () => {
    app = await startApi()
  })
  afterAll(() => app.close())

  const post = async (path: string, payload: object) => {
    const answer = await app.inject({
      method: 'POST',
      url: `/api/v1${path}`,
      headers: as('dev'),
      payload,
    })
    return { status: answer.statusCode, body: answer.json<unknown>() }
  }

  it('renders a template with samples and says what it reads', async () => {
    const { body } = await post('/test/variables', {
      template: { host: '{{upper(fields.name)}}-{{env.REGION}}', token: 'x{{secrets.TOKEN}}' },
      fields: { name: 'orders' },
    })

    expect(body).toEqual({
      value: { host: 'ORDERS-eu', token: 'x***' },
      references: ['fields.name', 'env.REGION', 'secrets.TOKEN'],
      functions: ['upper'],
    })
  })

  it('places the faults of a template', async () => {
    const { status, body } = await post('/test/variables', { template: { a: ['{{'] } })

    expect(status).toBe(422)
    expect(body).toMatchObject({ code: 'template.invalid', errors: [{ pointer: '/template/a/0' }] })
  })

  it('checks a document given as text or as an object', async () => {
    const text = await post('/validate/catalog-item', {
      document: 'kind: CatalogItem\nversion: "2.0"',
    })
    const object = await post('/validate/catalog-item', {
      document: { kind: 'CatalogItem', version: '2.0' },
      file: 'a.yaml',
    })

    expect(text.body).toEqual(named('document.yaml'))
    expect(object.body).toEqual(named('a.yaml'))
  })

  it('draws no form of a document with errors', async () => {
    const { status, body } = await post('/preview/form', { document: 'kind: CatalogItem' })

    expect(status).toBe(422)
    expect(body).toMatchObject({ code: 'document.invalid' })
  })

  it('simulates an order', async () => {
    const { status, body } = await post('/simulate/fulfillment', order)

    expect(status).toBe(200)
    expect(body).toMatchObject({ item: { id: 'alpha' }, actions: [], warnings: [] })
  })

  it('publishes the schemas of documents', async () => {
    const schema = await app.inject({ url: '/api/v1/schemas/catalog-item-2.0.json' })
    const none = await app.inject({ url: '/api/v1/schemas/__proto__' })

    expect(schema.json()).toMatchObject({ $id: 'https://pao.dev/schemas/catalog-item-2.0.json' })
    expect(none.json()).toMatchObject({ code: 'schema.not_found' })
  })
})

describe('API keys', () => {
  it('are shown once: a repeat with the same key has the record only', async () => {
    const app = await startApi()
    const make = (key: string, name = 'ci') =>
      app.inject({
        method: 'POST',
        url: '/api/v1/api-keys',
        headers: { ...as('root'), 'idempotency-key': key },
        payload: { name, roles: ['developer'] },
      })

    const [first, second, other] = [await make('k'), await make('k'), await make('k', 'another')]
    await app.close()

    expect(first.statusCode).toBe(201)
    expect(first.json()).toMatchObject({ name: 'ci', key: 'pao_the-only-showing' })
    expect(first.headers.location).toBe(`/api/v1/api-keys/${first.json().id}`)
    expect(second.body).not.toContain('only-showing')
    expect(second.json()).toMatchObject({ name: 'ci' })
    expect(other.statusCode).toBe(422)
  })

  it('do not expire in the past', async () => {
    const app = await startApi()

    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/api-keys',
      headers: as('root'),
      payload: { name: 'ci', roles: ['developer'], expires_at: '2026-11-23T11:59:59Z' },
    })
    await app.close()

    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({ errors: [{ pointer: '/expires_at' }] })
  })
})

/** The request of the fake list. */
async function firstListed() {
  const [first] = (await requestsFake().list(caller('dev', []), { limit: 1 })).items
  if (!first) throw new Error('the fake lists nothing')
  return first
}
