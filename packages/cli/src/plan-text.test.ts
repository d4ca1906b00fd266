import { describe, expect, it } from 'vitest'
import { planText } from './plan-text.ts'

const check = { id: 'check', name: 'Check', type: 'rest-api', lane: 'automatic', after: [] }

describe('planText', () => {
  it('shows for each action whether it runs', () => {
    const text = planText(
      {
        actions: [
          check,
          { ...check, id: 'make', conditions: 'later', after: ['check'] },
          { ...check, id: 'skip', conditions: 'fails' },
          { ...check, id: 'undo', role: 'rollback' },
          { ...check, id: 'tell', on: 'success' },
          { ...check, id: 'gone', available: false },
        ],
      },
      200,
    )

    expect(text.split('\n').map((line) => line.split(/ {2,}/)[3])).toEqual([
      'RUNS',
      'yes',
      'depends on outputs',
      'no',
      'as rollback',
      'on success',
      'cannot: not installed',
    ])
  })

  it('says who must agree, before anything begins and on the way', () => {
    const team = { type: 'groups' as const, list: ['db'], holding: ['approver'], minimum: 1 }
    const named = { type: 'users' as const, list: ['a@x.example', 'b@x.example'], minimum: 2 }
    const text = planText(
      {
        approvals: [
          {
            name: 'Gate',
            gate: true,
            stages: [{ name: 'owner', approvers: team, conditional: false }],
          },
          {
            name: 'Money',
            gate: false,
            stages: [{ name: 'cfo', approvers: named, conditional: true }],
          },
        ],
      },
      200,
    )

    expect(text).toMatch(/agrees first +owner: 1 of team db \(approver\)/)
    expect(text).toMatch(/agrees \(Money\) +cfo: 2 of a@x\.example, b@x\.example, under conditions/)
  })

  it('says what it takes of quotas, and marks what is too much', () => {
    const quotas = [
      { text: 'Uses 1 of the 3 left of 5 of item:vm', exceeded: false },
      { text: 'Needs 40, but 80 of 100 EUR a month are taken', exceeded: true },
    ]

    expect(planText({ quotas }, 200)).toContain(
      'Uses 1 of the 3 left of 5 of item:vm\n! Needs 40, but 80 of 100 EUR a month are taken',
    )
  })

  it('shows what each action is given, and why that cannot be said', () => {
    const text = planText(
      {
        actions: [
          { ...check, input: { url: 'http://x', body: 'a\nb\n' } },
          { ...check, id: 'torn', faults: [{ at: '/url', message: 'unknown name fields.x' }] },
        ],
      },
      200,
    )

    expect(text).toContain('\n\ncheck: Check\n  url: http://x\n  body: |\n    a\n    b\n')
    expect(text).toMatch(/\n\ntorn: Check\n {2}! \/url unknown name fields\.x$/)
  })

  it.each([
    [{ monthly: 37, low: 37, high: 37, one_off: 0, complete: true }, 'about 37.00 EUR a month'],
    [
      { monthly: 37, low: 30, high: 40.5, one_off: 9, complete: false, tax: {} },
      'about 37.00 EUR a month (30.00 EUR to 40.50 EUR), 9.00 EUR once, tax included; not everything has a price',
    ],
  ])('says of %o that it costs %s', (amounts, said) => {
    const text = planText({ cost: { currency: 'EUR', ...amounts } }, 200)

    expect(text.split('\n')[0]).toMatch(/^costs/)
    expect(text.split('\n')[0]?.replace(/^costs:? */, '')).toBe(said)
  })

  it('says what is undone, what never is, and every warning', () => {
    const text = planText(
      {
        compensation: [
          { action: 'make', by: 'make:rollback', automatic: true },
          { action: 'grant', by: 'revoke', automatic: false },
        ],
        cannot_undo: ['check'],
        warnings: ['The prerequisite quota is not checked\u001b[2J'],
      },
      200,
    )

    expect(text).toContain(
      'undone after a failure  make by make:rollback, grant by revoke (only when somebody asks)',
    )
    expect(text).toContain('never undone            check')
    expect(text).toMatch(/\n! The prerequisite quota is not checked \[2J$/)
  })

  it('tells of an action that was tried dry how it would end, its calls, and what it brings', () => {
    const call = { door: 'http', method: 'POST', target: 'https://x/y', body: { a: 1 } }
    const tried = { calls: [], outputs: {}, notes: [], waited_ms: 0 }

    const text = planText(
      {
        actions: [
          {
            ...check,
            dry_run: {
              ...tried,
              outcome: { kind: 'would_succeed' },
              calls: [{ ...call, answer: { status: 201, source: 'Contract' }, times: 2 }],
              outputs: { id: 'x' },
              notes: ['There is no x connection\u001b[2J'],
              waited_ms: 30_000,
            },
          },
          {
            ...check,
            id: 'torn',
            dry_run: { ...tried, outcome: { kind: 'would_fail', code: 'a.b', message: 'Because' } },
          },
        ],
      },
      200,
    )

    expect(text).toContain(
      [
        'check: Check',
        '  => would succeed after waiting 30 s',
        '  -> POST https://x/y, 2 times  [201 Contract]',
        '     a: 1',
        '  brings',
        '     id: x',
        '  ! There is no x connection [2J',
      ].join('\n'),
    )
    expect(text).toMatch(/\n\ntorn: Check\n {2}=> would fail \(a\.b: Because\)$/)
  })
})
