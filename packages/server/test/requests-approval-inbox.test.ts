import { describe, expect, it } from 'vitest'
import type { Principal } from '../src/identity/principal.ts'
import { setAbsence } from '../src/requests/approvals/absence.ts'
import { delegateApproval } from '../src/requests/approvals/decide.ts'
import { listApprovals } from '../src/requests/approvals/inbox.ts'
import { cancel } from '../src/requests/control.ts'
import {
  type Asked,
  asked,
  eve,
  kim,
  on,
  openApprovals,
  refused,
  say,
  stageOf,
} from './approval-world.ts'
import { ann, bob, dba } from './requests-world.ts'

openApprovals()

const hour = 3_600_000
const noticesOf = async ({ request }: Asked) =>
  (
    await on.world.database.db
      .selectFrom('approval_notice')
      .select(['kind', 'stage', 'receiver'])
      .where('request_id', '=', request)
      .orderBy('stage')
      .orderBy('receiver')
      .execute()
  ).map(({ kind, stage, receiver }) => `${kind} ${stage} ${receiver}`)
const inbox = async (who: Principal) =>
  (await listApprovals(on.requests, who, { filter: 'open', limit: 200 })).map(({ id }) => id)
const toAnn = ({ id, digest }: Asked) => ({ id, digest, to: 'ann@example.com' })

describe('who stands in', () => {
  it('for somebody away has their voice, once', async () => {
    const until = on.requests.now() + hour
    await setAbsence(on.requests, kim, {
      from: on.requests.now() - 1,
      until,
      deputy: 'DBA@example.com',
    })
    const ask = await asked('two')

    await say(dba, ask)

    expect((await stageOf(ask))?.votes).toMatchObject([{ voice: 'kim@example.com' }])
    await expect(say(kim, ask)).rejects.toEqual(refused('approval.voted'))
    expect(
      (await listApprovals(on.requests, dba, { filter: 'decided', limit: 50 })).map(({ id }) => id),
    ).toContain(ask.id)
  })

  it('by delegation has the voice in the stages of who gave it, and no other', async () => {
    const ask = await asked('stages')
    const { id, digest } = ask

    await delegateApproval(on.requests, eve, { id, digest, to: 'kim@example.com' })

    await expect(say(kim, ask)).rejects.toEqual(refused('approval.not_asked'))
    await say(bob, ask)
    await say(kim, ask)
    await on.world.until(ask.request, 'request_completed')
  })

  it('is not who ordered it, and not where the item does not say so', async () => {
    const [open, closed] = [await asked('stages'), await asked('two')]

    await expect(delegateApproval(on.requests, bob, toAnn(open))).rejects.toEqual(
      refused('approval.not_delegable'),
    )
    await expect(
      delegateApproval(on.requests, bob, { ...toAnn(closed), to: dba.email }),
    ).rejects.toEqual(refused('approval.not_delegable'))
  })

  it('must be named rightly, all faults at once', async () => {
    const wrong = { from: Number.NaN, until: 1, deputy: 'kim@example.com' }

    await expect(setAbsence(on.requests, kim, wrong)).rejects.toMatchObject({
      code: 'absence.invalid',
      faults: [{ at: '/from' }, { at: '/deputy' }],
    })
  })
})

describe('time', () => {
  it('that is up decides as the item says', async () => {
    const ask = await asked('hasty')

    await on.world.until(ask.request, 'request_completed')

    expect((await stageOf(ask))?.timedOut).toBe('approve')
  })

  it('reminds, each reminder once, without bothering the connector', async () => {
    const ask = await asked('nagging')

    await on.world.untilCount(ask.request, 'approval_reminded', 2)

    const reminders = (await noticesOf(ask)).filter((one_) => one_.startsWith('reminder'))
    expect(reminders.length).toBeGreaterThanOrEqual(2)
    expect(
      (await on.world.until(ask.request, 'approval_reminded')).filter(
        ({ type }) => type === 'action_claimed',
      ),
    ).toHaveLength(1)
    await say(bob, ask)
  })
})

describe('the inbox', () => {
  it('has what one is asked by name, by team and by standing in, and only that', async () => {
    const [named, team] = [await asked('two'), await asked('team')]

    const seen = { bob: await inbox(bob), dba: await inbox(dba), ann: await inbox(ann) }

    expect([seen.bob.includes(named.id), seen.bob.includes(team.id)]).toEqual([true, false])
    // kim is away, and dba decides for her.
    expect([seen.dba.includes(named.id), seen.dba.includes(team.id)]).toEqual([true, true])
    expect(seen.ann).not.toContain(named.id)
  })

  it('forgets what has been decided or called off', async () => {
    const [decided, off] = [await asked('two'), await asked('two')]

    await say(bob, decided, { decision: 'reject' })
    await cancel(on.requests, { principal: ann, id: off.request, body: {} })
    await on.world.until(decided.request, 'request_rejected')

    const left = await inbox(bob)
    expect([left.includes(decided.id), left.includes(off.id)]).toEqual([false, false])
  })

  it('tells persons and channels of each stage, once', async () => {
    const ask = await asked('stages')

    await say(bob, ask)

    expect(await noticesOf(ask)).toEqual([
      'asked first email:bob@example.com',
      'asked first slack:#approvals',
      'asked second email:bob@example.com',
      'asked second email:eve@example.com',
      'asked second slack:#approvals',
    ])
  })
})
