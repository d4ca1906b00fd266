import { describe, expect, it, vi } from 'vitest'
import { approvalByLink, decideByLink } from '../src/requests/approvals/by-link.ts'
import { decideBySlack } from '../src/requests/approvals/by-slack.ts'
import { linkToken, openedLink } from '../src/requests/approvals/link.ts'
import { editInput } from '../src/requests/interfere.ts'
import {
  type Asked,
  asked,
  on,
  openApprovals,
  refused,
  sent,
  stageOf,
  waiting,
} from './approval-world.ts'
import { olga } from './requests-world.ts'

openApprovals()

const linkFor = ({ id, digest }: Asked, person: string, change: object = {}) =>
  linkToken(on.requests, {
    tenant: 'default',
    id,
    person: `${person}@example.com`,
    stage: 'owner',
    digest,
    until: on.requests.now() + 60_000,
    ...change,
  })
const yes = { decision: 'approve' } as const

describe('a link in an e-mail', () => {
  it('comes to each person asked, and leads to what is asked', async () => {
    const ask = await asked('two')

    const mail = await vi.waitFor(
      () => {
        const found = sent.mails.find(
          ({ to, text }) => to.includes('eve@example.com') && text.includes(ask.request),
        )
        if (!found) throw new Error('no mail yet')
        return found
      },
      { timeout: 10_000 },
    )

    const [, token = ''] = /by-link\?token=(\S+)/.exec(mail.text) ?? []
    const { link, view } = await approvalByLink(on.requests, token)
    expect([link.person, view.id]).toEqual(['eve@example.com', ask.id])
  })

  it('decides nothing when it is only opened, and once when its form is sent', async () => {
    const ask = await asked('two')
    const token = linkFor(ask, 'bob')

    await approvalByLink(on.requests, token)
    const opened = (await stageOf(ask))?.votes.length
    await decideByLink(on.requests, token, yes)
    await decideByLink(on.requests, token, yes)

    expect(opened).toBe(0)
    expect((await stageOf(ask))?.votes).toMatchObject([{ how: 'email', decision: 'approve' }])
    await expect(decideByLink(on.requests, token, { decision: 'reject' })).rejects.toEqual(
      refused('approval.voted'),
    )
  })

  it('of what has been changed since decides nothing', async () => {
    const ask = await asked('two')
    const token = linkFor(ask, 'bob')
    const body = { action: 'make', changes: { '/size': 'xl' }, reason: 'larger' }

    await editInput(on.requests, { principal: olga, id: ask.request, body })
    await waiting(ask.request, 2)

    await expect(decideByLink(on.requests, token, yes)).rejects.toEqual(
      refused('approval.outdated'),
    )
  })

  it('is worth nothing changed, cut, or after its time', async () => {
    const token = linkFor(await asked('two'), 'bob')
    const [body = '', seal = ''] = token.split('.')
    const link = openedLink(on.requests, token, 0)
    const forged = Buffer.from(JSON.stringify({ ...link, person: 'eve@example.com' })).toString(
      'base64url',
    )
    const now = on.requests.now()

    for (const bad of [
      '',
      '.',
      body,
      `${body}.`,
      `${forged}.${seal}`,
      `${token}.x`,
      `${body}.${seal.slice(1)}`,
    ])
      expect(() => openedLink(on.requests, bad, now)).toThrow('The link is not valid')
    expect(() => openedLink(on.requests, token, link.until)).toThrow('The link is not valid')
  })

  it('gives nobody a say who is not asked', async () => {
    const ask = await asked('team')

    await expect(decideByLink(on.requests, linkFor(ask, 'mallory'), yes)).rejects.toEqual(
      refused('approval.not_found'),
    )
  })
})

const press = ({ id, digest }: Asked, user: string, delivery: string, verb = 'approve') => ({
  tenant: 'default',
  id: delivery,
  connection: 'slack',
  payload: {
    user: { id: user },
    response_url: 'https://hooks.slack.com/actions/x',
    actions: [
      { action_id: `approval_${verb}`, value: JSON.stringify({ id, digest, stage: 'owner' }) },
    ],
  },
})

describe('a button in Slack', () => {
  it('counts once, however often and wherever the press is played again', async () => {
    const ask = await asked('two')
    const rooms = Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? on.requests : on.other))

    const replies = await Promise.all(
      rooms.map((room) => decideBySlack(room, press(ask, 'UBOB', ask.id))),
    )

    expect(replies.filter((reply) => reply !== undefined)).toHaveLength(1)
    expect((await stageOf(ask))?.votes).toMatchObject([
      { how: 'slack', names: ['bob@example.com'] },
    ])
  })

  it('takes the person from Slack where the operator has not named them', async () => {
    const ask = await asked('two')

    await decideBySlack(on.requests, press(ask, 'EVE', `${ask.id}/1`))

    expect((await stageOf(ask))?.votes).toMatchObject([{ names: ['eve@example.com'] }])
  })

  it('tells the presser what stands against it', async () => {
    const ask = await asked('two')

    const replies = [
      await decideBySlack(on.requests, press({ ...ask, digest: 'old' }, 'UBOB', `${ask.id}/1`)),
      await decideBySlack(on.requests, press(ask, 'MALLORY', `${ask.id}/2`)),
    ]

    expect(replies.map((reply) => reply?.text)).toEqual([
      'Not counted: What is asked has changed since you were shown it; look again',
      'Not counted: No such approval',
    ])
    expect((await stageOf(ask))?.votes).toEqual([])
  })

  it.each([
    {},
    { user: { id: 'U' }, actions: [] },
    { user: { id: 'U' }, actions: [{ action_id: 'x' }] },
  ])('is not %o', async (payload) => {
    const odd = { tenant: 'default', id: 'odd', connection: 'slack', payload }

    await expect(decideBySlack(on.requests, odd)).rejects.toEqual(refused('body.invalid'))
  })
})
