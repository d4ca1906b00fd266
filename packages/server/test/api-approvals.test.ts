import { afterEach, describe, expect, it } from 'vitest'
import type { Decision } from '../src/requests/approvals/decide.ts'
import { approvalsFake, as, noon, requestId, startApi } from './api-world.ts'

let app: Awaited<ReturnType<typeof startApi>>
afterEach(() => app.close())

const id = `${requestId}.agree`
const post = (path: string, payload: object, who = 'dev') =>
  app.inject({ method: 'POST', url: `/api/v1/${path}`, headers: as(who), payload })

describe('approvals', () => {
  it('are listed with why one may decide', async () => {
    app = await startApi()

    const answer = await app.inject({ url: '/api/v1/approvals', headers: as('dev') })

    expect(answer.json().items).toEqual([
      expect.objectContaining({ id, may_decide: true, stage: 'owner', why: 'asked by name' }),
    ])
  })

  it.each([
    ['approvals', id],
    ['requests', requestId],
  ])('are decided by %s, and the way is kept', async (noun, of) => {
    const said: Decision[] = []
    const decide = async (_principal: unknown, wish: { said: Decision }) =>
      void said.push(wish.said)
    app = await startApi({ approvals: approvalsFake({ decide }) })

    const answers = [
      await post(`${noun}/${of}/approve`, { digest: 'd1', comment: 'fine' }),
      await post(`${noun}/${of}/reject`, { digest: 'd1', stage: 'owner' }),
    ]

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200])
    expect(said).toEqual([
      { decision: 'approve', digest: 'd1', comment: 'fine', how: 'api' },
      { decision: 'reject', digest: 'd1', stage: 'owner', how: 'api' },
    ])
  })

  it('are not decided without saying what was seen, nor on something else', async () => {
    app = await startApi()

    const answers = [
      await post(`approvals/${id}/approve`, {}),
      await post(`approvals/${id}/approve`, { digest: 'old' }),
      await post(`approvals/${id}/approve`, { digest: 'd1', decided_by: 'eve' }),
      await post(`approvals/${id}/approve`, { digest: 'd1' }, 'audit'),
    ]

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([400, 409, 400, 404])
    expect(answers[1]?.json().code).toBe('approval.outdated')
  })

  it('know when somebody is away', async () => {
    app = await startApi()
    const payload = { until: '2027-01-02T00:00:00Z', deputy: 'kim@example.com' }
    const url = '/api/v1/me/absence'

    const answer = await app.inject({ method: 'PUT', url, headers: as('dev'), payload })

    expect(answer.json()).toEqual({
      from: new Date(noon).toISOString(),
      until: '2027-01-02T00:00:00.000Z',
      deputy: 'kim@example.com',
    })
  })
})
