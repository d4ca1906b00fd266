import { expect, it } from 'vitest'
import { noon } from '../../../test/engine/plans.ts'
import { opened } from './approval.ts'
import type { Approval, Approvers, Vote } from './ask.ts'
import { type ApprovalFacts, mayDecide, type Voter } from './may-decide.ts'

const ann = person('ann')
const bob = person('bob')

function person(id: string, change: Partial<Voter> = {}): Voter {
  return { names: [id, `${id}@example.com`], teams: [], roles: [], ...change }
}

function ask(approvers: Approvers, change: Partial<Approval> = {}): Approval {
  const bound = {
    title: 'Buy',
    summary: '',
    shown: 's',
    digest: 'd',
    changes: 0,
    stages: [{ name: 'first', order: 1, approvers }],
  }
  return { ...opened(bound, noon), ...change }
}

const users = (...list: string[]): Approvers => ({ type: 'users', list, minimum: 2 })
const groups = (...list: string[]): Approvers => ({ type: 'groups', list, minimum: 2 })
const roles = (...list: string[]): Approvers => ({ type: 'roles', list, minimum: 2 })

const votesOf = ({ stages }: Approval) => stages.flatMap(({ votes }) => votes)

function changed(approval: Approval, change: object): Approval {
  return { ...approval, stages: approval.stages.map((stage) => ({ ...stage, ...change })) }
}

function voted(approval: Approval, ...votes: Partial<Vote>[]): Approval {
  const whole = votes.map((vote): Vote => ({
    decision: 'approve',
    names: ['x'],
    how: 'api',
    at: noon,
    ...vote,
  }))
  return changed(approval, { votes: whole })
}

const nobody: ApprovalFacts = { requesters: ['rita', 'rita@example.com'], absent: [] }
const bobIsAway: ApprovalFacts = {
  ...nobody,
  absent: [{ person: 'bob@example.com', deputy: 'ann@example.com' }],
}
const ritaIsAway: ApprovalFacts = {
  ...nobody,
  absent: [{ person: 'rita@example.com', deputy: 'ann@example.com' }],
}
const rita = person('rita')
const ritasKey = person('key:1', { names: ['key:1', 'rita', 'rita@example.com'], teams: ['dba'] })
const handed = { handed: [{ from: 'bob@example.com', to: 'ann@example.com' }] }

type Row = [
  case_: string,
  approval: Approval,
  voter: Voter,
  facts: ApprovalFacts,
  expected: object | string,
]

const table: Row[] = [
  ['asked by e-mail', ask(users('ann@example.com')), ann, nobody, { why: 'asked by name' }],
  ['asked by id, case apart', ask(users('ANN')), ann, nobody, { stage: 'first' }],
  ['not asked', ask(users('bob@example.com')), ann, nobody, 'not_asked'],
  ['in the team', ask(groups('dba')), person('a', { teams: ['dba'] }), nobody, { why: 'team dba' }],
  ['left the team', ask(groups('dba')), person('a'), nobody, 'not_asked'],
  ['has the role', ask(roles('approver')), person('a', { roles: ['approver'] }), nobody, {}],
  ['a role is no team', ask(roles('dba')), person('a', { teams: ['dba'] }), nobody, 'not_asked'],
  ['the requester', ask(users('rita')), rita, nobody, 'own_request'],
  ['a key of the requester', ask(groups('dba')), ritasKey, nobody, 'own_request'],
  ['the requester where allowed', ask(users('rita'), { selfAllowed: true }), rita, nobody, {}],
  [
    'a key nobody is known behind',
    ask(groups('dba')),
    person('key:2', { teams: ['dba'], faceless: true }),
    nobody,
    'faceless',
  ],
  ['voted already', voted(ask(users('ann')), { names: ['ann'] }), ann, nobody, 'voted'],
  [
    'voted by a key, now by session',
    voted(ask(users('ann')), { names: ['key:9', 'ann'] }),
    ann,
    nobody,
    'voted',
  ],
  [
    'by two roles still one person',
    voted(ask(roles('approver', 'operator')), { names: ['ann'] }),
    person('ann', { roles: ['approver', 'operator'] }),
    nobody,
    'voted',
  ],
  [
    'handed to her',
    changed(ask(users('bob@example.com')), handed),
    ann,
    nobody,
    { voice: 'bob@example.com' },
  ],
  ['handed away', changed(ask(users('bob@example.com')), handed), bob, nobody, 'not_asked'],
  [
    'handed to her, and asked herself, after she voted',
    voted(changed(ask(users('ann', 'bob@example.com')), handed), { names: ['ann'] }),
    ann,
    nobody,
    'voted',
  ],
  [
    'a voice of the requester',
    changed(ask(users('rita@example.com')), {
      handed: [{ from: 'rita@example.com', to: 'ann@example.com' }],
    }),
    ann,
    nobody,
    'not_asked',
  ],
  ['a deputy', ask(users('bob@example.com')), ann, bobIsAway, { voice: 'bob@example.com' }],
  ['a deputy of nobody asked', ask(users('eve@example.com')), ann, bobIsAway, 'not_asked'],
  ['a deputy of the requester', ask(users('rita@example.com')), ann, ritaIsAway, 'not_asked'],
  [
    'the absent themselves',
    ask(users('bob@example.com')),
    bob,
    bobIsAway,
    { why: 'asked by name' },
  ],
  [
    'the absent after the deputy',
    voted(ask(users('bob@example.com')), { names: ['ann'], voice: 'bob@example.com' }),
    bob,
    bobIsAway,
    'voice_used',
  ],
  [
    'the deputy after the absent',
    voted(ask(users('bob@example.com')), { names: ['bob', 'bob@example.com'] }),
    ann,
    bobIsAway,
    'voice_used',
  ],
  [
    'added by escalation',
    changed(ask(users('bob')), { added: ['ann@example.com'] }),
    ann,
    nobody,
    {},
  ],
  [
    'of a team added by escalation',
    changed(ask(users('bob')), { added: ['heads'] }),
    person('a', { teams: ['heads'] }),
    nobody,
    {},
  ],
  ['after the end', changed(ask(users('ann')), { state: 'approved' }), ann, nobody, 'ended'],
]

it.each(table)('%s', (...row) => {
  const [, approval, voter, facts, expected] = row

  const verdict = mayDecide(approval, voter, facts)

  expect(verdict).toMatchObject(
    typeof expected === 'string' ? { ok: false, reason: expected } : { ok: true, ...expected },
  )
})

it('lets a person decide in the second of two stages asked at once after the first', () => {
  const approvers = users('ann')
  const both = {
    title: 'Buy',
    summary: '',
    shown: 's',
    digest: 'd',
    changes: 0,
    stages: [
      { name: 'money', order: 1, parallel: true as const, approvers },
      { name: 'safety', order: 1, parallel: true as const, approvers },
    ],
  }
  const approval = opened(both, noon)
  const stages = approval.stages.map((stage) =>
    stage.name === 'money'
      ? { ...stage, votes: votesOf(voted(approval, { names: ['ann'] })) }
      : stage,
  )

  const verdict = mayDecide({ ...approval, stages }, ann, nobody)

  expect(verdict).toMatchObject({ ok: true, stage: 'safety' })
})
