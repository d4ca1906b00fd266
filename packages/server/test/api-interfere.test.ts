import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Wish } from '../src/requests/control.ts'
import { as, noon, requestId, requestsFake, startApi } from './api-world.ts'

const wishes: unknown[] = []
const note = async ({ principal, id, body }: Wish<unknown>) => {
  wishes.push({ by: principal.id, id, body })
  return { id: requestId, state: 'queued', seq: 4 }
}

describe('a request that is stuck', () => {
  let app: Awaited<ReturnType<typeof startApi>>
  beforeAll(async () => {
    app = await startApi({
      requests: requestsFake({
        retry: note,
        skip: note,
        edit: note,
        explain: async () => ({
          id: requestId,
          state: 'in_progress',
          seq: 4,
          statements: [
            {
              action: 'ticket',
              state: 'waiting',
              since: noon,
              sentence: 'It waits for jira-ticket OPS-1',
              waitsFor: { kind: 'remote', detail: 'OPS-1', until: noon },
              canMove: [{ who: 'team dba', what: 'bring OPS-1 to an end', how: 'OPS-1' }],
              because: { rule: 'type jira-ticket', file: 'a.yaml', line: 7 },
            },
          ],
        }),
      }),
    })
  })
  afterAll(() => app.close())

  const at = `/api/v1/requests/${requestId}`
  const get = async (path: string) =>
    (await app.inject({ url: `${at}${path}`, headers: as('oper') })).json<unknown>()
  const post = (path: string, payload: object) =>
    app.inject({ method: 'POST', url: `${at}${path}`, headers: as('oper'), payload })

  it('says why it is where it is', async () => {
    const found = await get('/explain')

    expect(found).toMatchObject({
      state: 'in_progress',
      statements: [
        {
          action: 'ticket',
          since: '2026-11-23T12:00:00.000Z',
          waits_for: { kind: 'remote', detail: 'OPS-1', until: '2026-11-23T12:00:00.000Z' },
          can_move: [{ who: 'team dba' }],
          because: { file: 'a.yaml', line: 7 },
        },
      ],
    })
  })

  it('is skipped over, edited and brought to the newest version as the caller says', async () => {
    wishes.length = 0
    const edit = { changes: { '/size': 2 }, reason: 'quota', resume: true }

    const answers = [
      await post('/actions/ticket/skip', { reason: 'done' }),
      await post('/actions/ticket/edit', edit),
      await post('/retry?from=ticket', { use_latest: true }),
    ]

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([202, 202, 202])
    expect(wishes).toEqual([
      { by: 'oper', id: requestId, body: { action: 'ticket', reason: 'done' } },
      { by: 'oper', id: requestId, body: { action: 'ticket', ...edit } },
      { by: 'oper', id: requestId, body: { from: 'ticket', use_latest: true } },
    ])
  })

  it.each([
    ['/actions/ticket/skip', {}],
    ['/actions/ticket/edit', { changes: {}, reason: 'r' }],
    ['/actions/ticket/edit', { changes: { '/a': 1 } }],
    ['/retry', { use_latest: 'yes' }],
  ])('refuses %s with %j', async (path, body) => {
    const answer = await post(path, body)

    expect(answer.statusCode).toBe(400)
  })
})
