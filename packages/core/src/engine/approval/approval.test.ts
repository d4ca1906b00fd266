import { describe, expect, it } from 'vitest'
import { noon } from '../../../test/engine/plans.ts'
import { missing, opened, openStages, verdictOf } from './approval.ts'
import type { Approval, Approvers, AskedStage, BoundAsk } from './ask.ts'
import { cast, type CastVote, handOn } from './cast.ts'
import { nextMoment, passed } from './moments.ts'
import { noticesDue } from './notices.ts'

const hour = 3_600_000
const two: Approvers = { type: 'users', list: ['ann@x.org', 'bob@x.org', 'eve@x.org'], minimum: 2 }
const one: Approvers = { ...two, minimum: 1 }

function asks(stages: readonly Partial<AskedStage>[], change: Partial<BoundAsk> = {}): Approval {
  const whole = stages.map((stage, n) => ({
    name: `s${n + 1}`,
    order: n + 1,
    approvers: one,
    ...stage,
  }))
  const bound = { title: 'Buy', summary: '', shown: 's', digest: 'd', changes: 0, stages: whole }
  return opened({ ...bound, ...change }, noon)
}

const by = (name: string, change: Partial<CastVote> = {}): CastVote => ({
  stage: 's1',
  digest: 'd',
  decision: 'approve',
  names: [name],
  how: 'api',
  ...change,
})
const castAll = (approval: Approval, ...votes: CastVote[]): Approval =>
  votes.reduce((current, vote) => cast(current, vote, noon) ?? current, approval)
const open = (approval: Approval) => openStages(approval).map(({ name }) => name)

describe('stages', () => {
  it('are asked one after the other, each once the one before agreed', () => {
    const asked = asks([{}, {}])

    const after = castAll(asked, by('ann@x.org'))

    expect([open(asked), open(after)]).toEqual([['s1'], ['s2']])
    expect(verdictOf(after)).toBeUndefined()
    expect(verdictOf(castAll(after, by('bob@x.org', { stage: 's2' })))).toBe('approve')
  })

  it('of one order that are parallel are asked at once, and the next waits for both', () => {
    const pair = { order: 1, parallel: true as const }
    const asked = asks([pair, pair, { order: 2 }])

    const after = castAll(asked, by('ann@x.org'))

    expect([open(asked), open(after)]).toEqual([['s1', 's2'], ['s2']])
    expect(open(castAll(after, by('ann@x.org', { stage: 's2' })))).toEqual(['s3'])
  })

  it('are over with the first refusal, whatever others say', () => {
    const pair = { order: 1, parallel: true as const, approvers: two }

    const after = castAll(
      asks([pair, pair]),
      by('ann@x.org'),
      by('bob@x.org', { decision: 'reject' }),
    )

    expect([verdictOf(after), open(after)]).toEqual(['reject', []])
  })

  it('whose conditions did not hold are left out; none left is a yes', () => {
    const skipped = { skipped: 'cost gt 500' }

    expect(open(asks([skipped, {}]))).toEqual(['s2'])
    expect(verdictOf(asks([skipped]))).toBe('approve')
  })
})

describe('votes', () => {
  it('of one person count once, also by another of their names', () => {
    const asked = asks([{ approvers: two }])

    const after = castAll(asked, by('ann@x.org'), by('key', { names: ['key', 'ANN@x.org'] }))

    expect(after.stages[0]?.votes).toHaveLength(1)
    expect(after.stages.map(missing)).toEqual([1])
  })

  it('by one voice count once, whoever gives them', () => {
    const asked = asks([{ approvers: two }])

    const after = castAll(asked, by('eve@x.org', { voice: 'bob@x.org' }), by('bob@x.org'))

    expect(after.stages[0]?.votes).toHaveLength(1)
  })

  it('on what was shown before do not count', () => {
    expect(cast(asks([{}]), by('ann@x.org', { digest: 'old' }), noon)).toBeUndefined()
  })

  it('in a stage that is not open do not count', () => {
    expect(cast(asks([{}, {}]), by('ann@x.org', { stage: 's2' }), noon)).toBeUndefined()
  })
})

describe('a voice', () => {
  it('is handed on once', () => {
    const wish = { from: 'ann@x.org', to: 'zoe@x.org', digest: 'd', stages: ['s1'] }
    const after = handOn(asks([{}, {}]), wish)

    expect(after?.stages.map(({ handed }) => handed.length)).toEqual([1, 0])
    expect(after && handOn(after, { ...wish, to: 'kim@x.org' })).toBeUndefined()
  })

  it('that was heard is not handed on', () => {
    const heard = castAll(asks([{ approvers: two }]), by('ann@x.org'))

    expect(
      handOn(heard, { from: 'ann@x.org', to: 'zoe@x.org', digest: 'd', stages: ['s1'] }),
    ).toBeUndefined()
  })
})

const timeout = (action: 'approve' | 'reject' | 'escalate') => ({
  timeout: { afterMs: 24 * hour, action },
  escalation: { afterMs: 48 * hour, to: ['boss@x.org', 'board'] },
})

describe('time', () => {
  it.each(['approve', 'reject'] as const)('that is up can mean %s', (action) => {
    const asked = asks([timeout(action)])

    expect(verdictOf(passed(asked, noon + 24 * hour - 1))).toBeUndefined()
    expect(verdictOf(passed(asked, noon + 24 * hour))).toBe(action)
  })

  it('that is up can mean that all others are asked too', () => {
    const after = passed(asks([timeout('escalate')]), noon + 24 * hour)

    expect(after.stages[0]).toMatchObject({ state: 'open', added: ['boss@x.org', 'board'] })
    expect(nextMoment(after)).toBeUndefined()
  })

  it('asks one after the other of the chain', () => {
    const asked = asks([{ escalation: { afterMs: hour, to: ['boss@x.org', 'board'] } }])
    const added = (hours: number) => passed(asked, noon + hours * hour).stages[0]?.added

    expect([added(0), added(1), added(2), added(9)]).toEqual([
      [],
      ['boss@x.org'],
      ['boss@x.org', 'board'],
      ['boss@x.org', 'board'],
    ])
  })

  it('reminds at each interval, once for all that were slept through', () => {
    const asked = asks([{}], { reminderMs: hour })
    const late = passed(asked, noon + 5 * hour)

    expect(nextMoment(asked)).toBe(noon + hour)
    expect(late.stages[0]?.reminded).toBe(5)
    expect(nextMoment(late)).toBe(noon + 6 * hour)
    expect(passed(late, noon + 5 * hour)).toBe(late)
  })

  it('gives the next stage its own clock', () => {
    const asked = asks([timeout('approve'), timeout('reject')])

    const after = passed(asked, noon + 30 * hour)

    expect(open(after)).toEqual(['s2'])
    expect(nextMoment(after)).toBe(noon + 54 * hour)
  })

  it('stops when it is decided', () => {
    const decided = castAll(asks([timeout('reject')]), by('ann@x.org'))

    expect(nextMoment(decided)).toBeUndefined()
    expect(verdictOf(passed(decided, noon + 99 * hour))).toBe('approve')
  })
})

const keys = (approval: Approval) => noticesDue(approval).map(({ key }) => key)

describe('notices', () => {
  it('are the same however often they are asked for, and more when more has happened', () => {
    const asked = asks([{}], { reminderMs: hour })
    const later = passed(asked, noon + hour)

    expect(keys(asked)).toEqual(keys(asked))
    expect(keys(later)).toEqual([...keys(asked), 'd/s1/reminder/1'])
  })

  it('remind only who has said nothing', () => {
    const asked = asks([{ approvers: two }], { reminderMs: hour })
    const heard = castAll(asked, by('ann@x.org'), by('zoe@x.org', { voice: 'bob@x.org' }))
    const half = castAll(asked, by('ann@x.org'))

    const reminded = noticesDue(passed(half, noon + hour)).find(({ kind }) => kind === 'reminder')

    expect(reminded?.persons).toEqual(['bob@x.org', 'eve@x.org'])
    expect(verdictOf(heard)).toBe('approve')
  })
})
