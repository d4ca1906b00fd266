import { createHmac } from 'node:crypto'
import { Problem } from '@pao/core'
import { afterEach, describe, expect, it } from 'vitest'
import { slackSignersOf } from '../src/api/guards/slack-signature.ts'
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

const tooOld = async () => {
  throw new Problem('approval.link_invalid', { detail: 'It is too old' })
}

describe('the page behind a link', () => {
  const url = '/api/v1/approvals/by-link'

  it('shows what is asked as text, and decides by its form only', async () => {
    const said: unknown[] = []
    const view = await approvalsFake().get({ id: 'dev' } as never, id)
    const link = {
      tenant: 'default',
      id,
      person: 'dev@example.com',
      stage: 'owner',
      digest: 'd1',
      until: 0,
    }
    const linked = { link, view: { ...view, title: '<script>alert(1)</script>' } }
    const byLink = async () => linked
    const decideByLink = async (token: string, wish: object) => {
      said.push({ token, ...wish })
      return linked
    }
    app = await startApi({ approvals: approvalsFake({ byLink, decideByLink }) })

    const shown = await app.inject({ url: `${url}?token=t1` })
    const before = said.length
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const payload = 'token=t1&decision=approve&comment=fine'
    const done = await app.inject({ method: 'POST', url, headers, payload })

    expect([shown.statusCode, before, done.statusCode]).toEqual([200, 0, 200])
    expect(shown.body).not.toContain('<script>')
    expect(shown.headers['content-security-policy']).toContain("script-src 'self'")
    expect(shown.headers['referrer-policy']).toBe('no-referrer')
    expect(said).toEqual([{ token: 't1', decision: 'approve', comment: 'fine' }])
  })

  it('says in words why not', async () => {
    app = await startApi({ approvals: approvalsFake({ byLink: tooOld }) })

    const answer = await app.inject({ url: `${url}?token=old` })

    expect([answer.statusCode, answer.body.includes('It is too old')]).toEqual([403, true])
  })
})

describe('a press in Slack', () => {
  const seconds = noon / 1_000
  const body = `payload=${encodeURIComponent(JSON.stringify({ user: { id: 'U1' } }))}`
  const sign = (secret: string, at: number | string, text = body) =>
    `v0=${createHmac('sha256', secret).update(`v0:${at}:${text}`).digest('hex')}`
  const signers = [{ secret: 's1', connection: 'chat' }, { secret: '' }]

  it.each([
    ['fits', sign('s1', seconds), seconds, 1],
    ['of another secret', sign('s2', seconds), seconds, 0],
    ['of the empty secret', sign('', seconds), seconds, 0],
    ['six minutes old', sign('s1', seconds - 360), seconds - 360, 0],
    ['six minutes ahead', sign('s1', seconds + 360), seconds + 360, 0],
    ['of another moment', sign('s1', seconds), seconds + 1, 0],
    ['cut', sign('s1', seconds).slice(0, -1), seconds, 0],
    ['missing', undefined, seconds, 0],
    ['at no time', sign('s1', 'x'), 'x', 0],
  ])('whose signature is %s is told apart', (_name, signature, at, count) => {
    const signed = { bytes: Buffer.from(body), timestamp: String(at), signature }

    expect(slackSignersOf(signers, signed, noon)).toHaveLength(count)
  })

  it('is taken in when signed over the raw bytes, and refused otherwise', async () => {
    const presses: unknown[] = []
    const bySlack = async (press: { payload: unknown }) => void presses.push(press.payload)
    app = await startApi({
      approvals: approvalsFake({
        bySlack,
        slackSigners: () => signers.map((one) => ({ tenant: 'default', ...one })),
      }),
    })
    const deliver = (payload: string, signature: string) =>
      app.inject({
        method: 'POST',
        url: '/api/v1/webhooks/slack',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'x-slack-request-timestamp': String(seconds),
          'x-slack-signature': signature,
        },
        payload,
      })

    const statuses = [
      await deliver(body, sign('s1', seconds)),
      await deliver(`${body}&x=1`, sign('s1', seconds)),
      await deliver('payload=no', sign('s1', seconds, 'payload=no')),
    ].map(({ statusCode }) => statusCode)

    expect(statuses).toEqual([200, 401, 400])
    expect(presses).toEqual([{ user: { id: 'U1' } }])
  })
})
