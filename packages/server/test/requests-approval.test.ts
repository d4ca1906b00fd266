import { describe, expect, it } from 'vitest'
import {
  asked,
  eve,
  key,
  kim,
  on,
  openApprovals,
  refused,
  say,
  stageOf,
  waiting,
} from './approval-world.ts'
import type { Principal } from '../src/identity/principal.ts'
import { getApproval } from '../src/requests/approvals/inbox.ts'
import { cancel, completeManual } from '../src/requests/control.ts'
import { editInput, skipAction } from '../src/requests/interfere.ts'
import { submit } from '../src/requests/submit.ts'
import { ann, bob, dba, olga, orderOf, person } from './requests-world.ts'

openApprovals()

describe('a request that people must agree to', () => {
  it('goes on once they have, and its log says who by which way', async () => {
    const ask = await asked('team')

    await say(dba, ask, { comment: 'fine', how: 'portal' })

    const events = await on.world.until(ask.request, 'request_completed')
    const vote = events.find(({ type }) => type === 'approval_voted')
    expect(vote).toMatchObject({
      actor: 'user:dba',
      event: { decision: 'approve', stage: 'owner', how: 'portal', comment: 'fine' },
    })
    expect(on.made).toHaveLength(1)
  })

  it('is rejected with the words of who said no, and makes nothing', async () => {
    const ask = await asked('team')

    await say(dba, ask, { decision: 'reject', comment: 'too large' })

    await on.world.until(ask.request, 'request_rejected')
    const { held } = (await on.requests.shelf.take(
      on.requests.db,
      { tenant: 'default', id: ask.request },
      true,
    ))!
    expect(held.run.failure).toMatchObject({
      code: 'approval.rejected',
      message: 'Rejected by dba@example.com: too large',
    })
    expect(on.made).toEqual([])
  })

  it('counts one click that comes twice on two replicas once', async () => {
    const ask = await asked('two')

    await Promise.all([
      say(bob, ask),
      say(bob, ask, {}, on.other),
      say(bob, ask),
      say(bob, ask, {}, on.other),
    ])

    expect((await stageOf(ask))?.votes).toHaveLength(1)
    await say(eve, ask)
    await on.world.until(ask.request, 'request_completed')
  })

  it('comes to one verdict when yes, no and a cancel come at the same time', async () => {
    const ask = await asked('two')
    const { request: id } = ask

    await Promise.allSettled([
      say(bob, ask),
      say(eve, ask, {}, on.other),
      say(kim, ask, { decision: 'reject' }, on.other),
      cancel(on.requests, { principal: olga, id, body: {} }),
    ])

    const end = (state: string) => on.world.until(id, `request_${state}`)
    const events = await Promise.any(['completed', 'rejected', 'cancelled'].map(end))
    const ends = events.filter(({ type }) => /^request_(completed|rejected|cancelled)$/.test(type))
    expect(ends).toHaveLength(1)
    const votes = (await stageOf(ask))?.votes ?? []
    const agreed = votes.filter(({ decision }) => decision === 'approve').length === 2
    // The cancel may also come between the second yes and the work.
    const least = ends[0]?.type === 'request_completed' ? 1 : 0
    expect(on.made.length).toBeLessThanOrEqual(agreed ? 1 : 0)
    expect(on.made.length).toBeGreaterThanOrEqual(least)
  })

  it('takes two clicks of one person for one decision, though the next stage asks them too', async () => {
    const ask = await asked('stages')

    await say(bob, ask)
    await say(bob, ask)

    const { stages } = await getApproval(on.requests, olga, ask.id)
    expect(stages.map(({ state }) => state)).toEqual(['approved', 'open'])
    await say(bob, ask, { stage: 'second' })
    await on.world.until(ask.request, 'request_completed')
  })

  it('cannot be told to go on in other ways', async () => {
    const ask = await asked('team')
    const wish = { principal: olga, id: ask.request }

    const ways = await Promise.allSettled([
      completeManual(on.requests, { ...wish, body: { action: 'agree', outcome: 'succeeded' } }),
      skipAction(on.requests, { ...wish, body: { action: 'agree', reason: 'no time' } }),
      editInput(on.requests, {
        ...wish,
        body: { action: 'agree', changes: { '/stages/0/approvers/list': ['ops'] }, reason: 'x' },
      }),
    ])

    expect(ways.map((way) => way.status === 'rejected' && way.reason.code)).toEqual([
      'action.not_waiting',
      'action.not_skippable',
      'action.not_editable',
    ])
  })
})

describe('nobody decides on their own request', () => {
  it.each([
    ['by name', 'ann-too', ann, ann],
    ['by a team of theirs', 'team', dba, dba],
    [
      'by a key they made',
      'team',
      dba,
      key('k1', { person: { id: 'dba', email: 'dba@example.com' } }),
    ],
  ])('%s', async (_name, item_, orderer, decider) => {
    const ask = await asked(item_, orderer)

    await expect(say(decider, ask)).rejects.toEqual(refused('approval.own_request'))
  })

  it('though it was ordered for somebody else', async () => {
    const root: Principal = person('root', ['operator', 'platform-team'], ['team-db'])
    const { id } = await submit(
      on.requests,
      root,
      orderOf('team', { on_behalf_of: 'zoe@example.com' }),
      {},
    )
    const ask = await waiting(id)

    await expect(say(root, ask)).rejects.toEqual(refused('approval.own_request'))
    const zoe = person('zoe', ['platform-team'], ['team-db'])
    await expect(say(zoe, ask)).rejects.toEqual(refused('approval.own_request'))
  })

  it('nor by a key nobody knows the person of', async () => {
    await expect(say(key('k2'), await asked('team'))).rejects.toEqual(refused('approval.faceless'))
  })
})

describe('a decision', () => {
  it('of who is not asked is refused, and who may not read it learns nothing', async () => {
    const ask = await asked('two')

    await expect(say(dba, ask)).rejects.toEqual(refused('approval.not_asked'))
    await expect(say(person('mallory', ['developer']), ask)).rejects.toEqual(
      refused('approval.not_found'),
    )
  })

  it('on what has been changed since is refused, and what was said before is void', async () => {
    const ask = await asked('two')
    await say(bob, ask)

    await editInput(on.requests, {
      principal: olga,
      id: ask.request,
      body: { action: 'make', changes: { '/size': 'xl' }, reason: 'larger' },
    })
    const anew = await waiting(ask.request, 2)

    expect(anew.digest).not.toBe(ask.digest)
    await expect(say(eve, ask)).rejects.toEqual(refused('approval.outdated'))
    expect((await stageOf(anew))?.votes).toEqual([])
    await say(bob, anew)
    await say(eve, anew)
    await on.world.until(ask.request, 'request_completed')
    expect(on.made).toEqual([{ size: 'xl' }])
  })
})
