import { Problem } from '@pao/core'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { App } from '../src/api/app.ts'
import type { Wish } from '../src/requests/control.ts'
import type { OrphanOptions, OrphanVerdict } from '../src/requests/orphans.ts'
import { as, noon, orphan, requestId, requestsFake, startApi } from './api-world.ts'

let app: App
const wishes: unknown[] = []
beforeAll(async () => {
  app = await startApi({
    requests: requestsFake({
      effects: async () => [
        {
          action: 'ticket',
          generation: 0,
          key: `${requestId}/ticket/0`,
          type: 'rest-api',
          repeat: 'never',
          state: 'unknown',
          orphan: orphan.id,
          tries: [
            {
              fence: 1,
              entry: 'execute',
              attempt: 1,
              worker: 'w1',
              startedAt: noon,
              endedAt: noon + 1_000,
              outcome: 'failed',
              ambiguous: true,
              why: {
                class: '5xx',
                code: 'http.502',
                message: 'The remote system answered 502',
                httpStatus: 502,
                sent: true,
              },
            },
          ],
        },
      ],
      async resolveEffect({ principal, id, body }) {
        wishes.push({ by: principal.id, id, body })
        return { id, state: 'in_progress', seq: 9 }
      },
      async resolveOrphan({ principal, id, body }: Wish<OrphanVerdict>, options: OrphanOptions) {
        if (id === 'gone') throw new Problem('orphan.resolved', { orphan: id })
        wishes.push({ by: principal.id, id, body, key: options.idempotency?.key })
        const by = `user:${principal.id}`
        const resolution = { how: body.how, at: noon, by, comment: body.comment }
        return {
          orphan: { ...orphan, resolution: { ...resolution, reference: null, deletedBy: null } },
        }
      },
    }),
  })
})
afterAll(() => app.close())
beforeEach(() => void (wishes.length = 0))

const at = `/api/v1/requests/${requestId}`
const get = (url: string) => app.inject({ url, headers: as('oper') })
const post = (url: string, payload: object, headers = {}) =>
  app.inject({ method: 'POST', url, headers: { ...as('oper'), ...headers }, payload })

it('shows effects with their evidence', async () => {
  const answer = await get(`${at}/effects`)

  expect(answer.json()).toEqual({
    items: [
      {
        action: 'ticket',
        generation: 0,
        key: `${requestId}/ticket/0`,
        type: 'rest-api',
        repeat: 'never',
        state: 'unknown',
        orphan: orphan.id,
        tries: [
          {
            fence: 1,
            entry: 'execute',
            attempt: 1,
            worker: 'w1',
            started_at: '2026-11-23T12:00:00.000Z',
            ended_at: '2026-11-23T12:00:01.000Z',
            outcome: 'failed',
            ambiguous: true,
            why: {
              class: '5xx',
              code: 'http.502',
              message: 'The remote system answered 502',
              http_status: 502,
              sent: true,
            },
          },
        ],
      },
    ],
  })
})

it('hands the word of a person on as it came', async () => {
  const body = { happened: true, fence: 3, outputs: { id: 7 }, comment: 'seen' }

  const answer = await post(`${at}/actions/ticket/resolve`, body)

  expect([answer.statusCode, answer.json()]).toMatchObject([202, { state: 'in_progress', seq: 9 }])
  expect(wishes).toEqual([{ by: 'oper', id: requestId, body: { action: 'ticket', ...body } }])
})

it.each([
  ['/actions/ticket/resolve', {}],
  ['/actions/ticket/resolve', { happened: 'yes' }],
  ['/actions/ticket/resolve', { happened: true, fence: 0 }],
  ['/actions/ticket/resolve', { happened: true, by: 'somebody else' }],
])('refuses %s with %j', async (path, body) => {
  const answer = await post(at + path, body)

  expect(answer.statusCode).toBe(400)
  expect(wishes).toEqual([])
})

it('lists orphans by state with a cursor that only this list takes', async () => {
  const first = await get('/api/v1/effects/orphans?limit=1')
  const { items, next_cursor: cursor } = first.json<{ items: unknown[]; next_cursor: string }>()

  const next = await get(`/api/v1/effects/orphans?limit=1&cursor=${cursor}`)
  const other = await get(`/api/v1/effects/orphans?state=resolved&cursor=${cursor}`)

  expect(items).toMatchObject([{ id: orphan.id, request_id: requestId, state: 'open' }])
  expect([next.statusCode, other.statusCode]).toEqual([200, 400])
})

it('adopts and deletes with a comment under a key', async () => {
  const place = `/api/v1/effects/orphans/${orphan.id}`

  const kept = await post(`${place}/adopt`, { comment: 'ours', reference: 'C-1' })
  const gone = await post(
    `${place}/delete`,
    { comment: 'gone', by_hand: true },
    { 'idempotency-key': 'k1' },
  )

  expect([kept.statusCode, gone.statusCode]).toEqual([200, 200])
  expect(gone.json()).toMatchObject({
    state: 'resolved',
    resolution: { how: 'deleted', by: 'user:oper', at: '2026-11-23T12:00:00.000Z' },
  })
  expect(wishes).toEqual([
    {
      by: 'oper',
      id: orphan.id,
      body: { how: 'adopted', comment: 'ours', reference: 'C-1' },
    },
    {
      by: 'oper',
      id: orphan.id,
      body: { how: 'deleted', comment: 'gone', byHand: true },
      key: 'k1',
    },
  ])
})

it.each([
  ['adopt', orphan.id, {}, 400],
  ['delete', orphan.id, { comment: '' }, 400],
  ['delete', orphan.id, { comment: 'x', reference: 'y' }, 400],
  ['adopt', 'gone', { comment: 'x' }, 409],
])('refuses to %s %s with %j', async (verb, id, body, status) => {
  const answer = await post(`/api/v1/effects/orphans/${id}/${verb}`, body)

  expect(answer.statusCode).toBe(status)
  expect(wishes).toEqual([])
})
