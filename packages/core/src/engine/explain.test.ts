import { describe, expect, it } from 'vitest'
import {
  action,
  noon,
  outcome,
  planWith,
  play,
  report,
  submitted,
} from '../../test/engine/plans.ts'
import { undoable } from '../../test/engine/undoables.ts'
import type { Document, Item } from '../catalog/item.ts'
import { decide } from './decide.ts'
import { explain } from './explain.ts'
import type { ExplainFacts, Statement } from './explain-facts.ts'
import { firstRun } from './replay.ts'
import { unbegun } from './work.ts'
import {
  type ActionRun,
  actionStates,
  requestStates,
  type Run,
  skipReasons,
  waitReasons,
} from './run.ts'

const facts: ExplainFacts = { request: 'r-1', team: 'team-db' }
const plan = planWith([action('vm'), action('dns', { after: ['vm'] })])
const failure = { code: 'http.503', message: 'away', class: '5xx', action: 'vm' }

function about(statements: readonly Statement[], id?: string): Statement {
  const found = statements.find((one) => one.action === id)
  if (!found) throw new Error(`nothing is said of ${id}`)
  return found
}

/** The plan with its first action as given. */
function withVm(vm: Partial<ActionRun>, more: Partial<Run> = {}): Run {
  const run = firstRun(plan)
  const own: ActionRun = { ...unbegun, ...vm }
  return { ...run, state: 'in_progress', ...more, actions: { ...run.actions, vm: own } }
}

function whole({ sentence, canMove, waitsFor }: Statement): void {
  expect(sentence).toMatch(/^[A-Z0-9][^\n]{9,}$/)
  expect(sentence).not.toMatch(/undefined|null|NaN|\[object/)
  for (const { who, what, how } of canMove) expect(who && what && how).toBeTruthy()
  expect(waitsFor?.detail).not.toBe('')
}

const place = (path: readonly (string | number)[]) => ({
  file: 'items/i.yaml',
  line: path.length,
})

describe('explain', () => {
  it.each<[Partial<ActionRun>, string]>([
    [{ state: 'cancelled', begun: true }, 'is undone in its turn'],
    [{ state: 'cancelled', begun: true, undo: 'failed' }, 'undoing it failed'],
    [{ state: 'cancelled', begun: true, undo: 'held_back' }, 'could not be undone'],
    [{ state: 'compensated', begun: true }, 'It was begun, and undone by'],
  ])('says what becomes of what was only begun: %j', (vm, words) => {
    const said = about(explain(plan, withVm(vm, { state: 'rolling_back' }), facts, noon), 'vm')

    whole(said)
    expect(said.sentence).toContain(words)
  })

  it.each(requestStates)('has a sentence for a request that is %s', (state) => {
    const statements = explain(plan, { ...firstRun(plan), state, failure }, facts, noon)

    const first = about(statements)
    expect(first.state).toBe(state)
    for (const one of statements) whole(one)
  })

  it.each(actionStates)('has a sentence for an action that is %s', (state) => {
    const said = about(explain(plan, withVm({ state, attempt: 1 }), facts, noon), 'vm')

    expect(said.state).toBe(state)
    whole(said)
  })

  it.each(waitReasons)('has a sentence, and what it waits for, for a wait on %s', (waitingFor) => {
    const said = about(explain(plan, withVm({ state: 'waiting', waitingFor }), facts, noon), 'vm')

    whole(said)
    expect(said.waitsFor?.kind).toBe(waitingFor)
    expect(said.canMove.length).toBeGreaterThan(1)
  })

  it.each(skipReasons)('says why an action was skipped: %s', (because) => {
    const said = explain(plan, withVm({ state: 'skipped', because }), facts, noon)

    whole(about(said, 'vm'))
    const others = skipReasons.filter((one) => one !== because)
    const texts = others.map(
      (one) =>
        about(explain(plan, withVm({ state: 'skipped', because: one }), facts, noon), 'vm')
          .sentence,
    )
    expect(texts).not.toContain(about(said, 'vm').sentence)
  })

  it('puts what holds the request up before what has ended or is to come', () => {
    const run = withVm({ state: 'succeeded' })
    const waits = { ...run.actions['dns'], state: 'waiting', waitingFor: 'person' } as ActionRun

    const said = explain(plan, { ...run, actions: { ...run.actions, dns: waits } }, facts, noon)

    expect(said.map((one) => one.action)).toEqual([undefined, 'dns', 'vm'])
  })
})

describe('what an explanation names', () => {
  const item = {
    metadata: { id: 'i', sla: { provisioning_time: '4 hours' } },
    fulfillment: {
      strategy: { mode: 'automatic', timeout: 60 },
      automatic: {
        actions: [
          { id: 'vm', type: 'rest-api', retry: { attempts: 3 }, circuit_breaker: {} },
          {
            id: 'dns',
            type: 'rest-api',
            conditions: [{ field: 'size', operator: 'eq', value: 2 }],
          },
        ],
      },
      manual: { actions: [] },
    },
  } as unknown as Item
  const document: Document = item
  const known: ExplainFacts = { ...facts, document, place }

  it('the full limits a ready action stands before, its place, and who may allow more', () => {
    const full = [
      { scope: 'item', name: 'i', most: 3, place: 2, waiting: 5 },
      { scope: 'target', name: 'rest-api@a/b', most: 1, place: 1, waiting: 1 },
    ] as const
    const lined = { ...facts, document: item, place, limits: { vm: full } }

    const said = about(explain(plan, withVm({ state: 'ready' }), lined, noon), 'vm')

    whole(said)
    expect(said.sentence).toContain('of item i (3 at once), 2 of 5 in line')
    expect(said.waitsFor).toEqual({ kind: 'slot', detail: 'item i' })
    expect(said.because?.rule).toBe('limit of item i: 3 at once')
    expect(said.canMove.map(({ how }) => how)).toContain(
      'PUT /api/v1/limits/target/rest-api%40a%2Fb {"most": 2}',
    )
  })

  it('the rule, its file and line: a retry with the moment it goes on', () => {
    const failed = report(
      plan,
      play(plan, [submitted]).run,
      'vm',
      outcome.fails('vm', { retryable: true }),
    ).run

    const said = about(
      explain(plan, failed, { ...known, wakeAt: { vm: noon + 30_000 } }, noon),
      'vm',
    )

    expect(said.waitsFor).toEqual({ kind: 'retry', detail: 'the next try', until: noon + 30_000 })
    expect(said.sentence).toContain('1 of 3 tries failed, the last with http.503 (5xx), away')
    expect(said.sentence).toContain('2026-01-01T12:00:30Z')
    expect(said.because).toEqual({
      rule: 'retry.attempts 3',
      path: 'fulfillment.automatic.actions[0].retry.attempts',
      file: 'items/i.yaml',
      line: 6,
    })
  })

  it('a rule that is not written, as a default of the action', () => {
    const said = about(explain(plan, withVm({ state: 'failed' }), known, noon), 'vm')

    expect(said.because).toMatchObject({
      rule: 'strategy fail (default)',
      path: 'fulfillment.automatic.actions[0]',
    })
  })

  it('the condition that decided, with the values it met', () => {
    const conditions = [{ field: 'size', operator: 'eq', value: 2 }] as const
    const choosy = planWith([action('vm'), action('dns', { conditions })], {
      facts: { fields: { size: 1 } },
    })

    const said = about(explain(choosy, play(choosy, [submitted]).run, known, noon), 'dns')

    expect(said.sentence).toContain('size eq 2, and size is 1')
    expect(said.because?.path).toBe('fulfillment.automatic.actions[1].conditions')
  })

  it('the target of an open breaker, since when, and who can close it', () => {
    const held = report(plan, play(plan, [submitted]).run, 'vm', outcome.isHeld('vm')).run

    const said = about(explain(plan, held, known, noon), 'vm')

    expect(said).toMatchObject({
      since: noon,
      waitsFor: { kind: 'target', detail: 'api.example.com' },
    })
    expect(said.canMove.map(({ how }) => how)).toContain(
      'POST /api/v1/breakers/api.example.com/reset',
    )
  })

  it('the ticket somebody has to resolve', () => {
    const waiting = report(plan, play(plan, [submitted]).run, 'vm', outcome.waits('vm')).run
    const refs = { vm: { id: 'OPS-7', url: 'https://jira.example.com/browse/OPS-7' } }

    const said = about(explain(plan, waiting, { ...known, refs }, noon), 'vm')

    expect(said.waitsFor).toEqual({ kind: 'remote', detail: 'OPS-7' })
    expect(said.canMove[0]).toEqual({
      who: 'team team-db, operators',
      what: 'bring OPS-7 to an end',
      how: 'https://jira.example.com/browse/OPS-7',
    })
  })

  it('the action before, the place that is taken, and the hold', () => {
    const narrow = planWith([action('a'), action('b'), action('c', { after: ['a'] })], {
      concurrency: 1,
    })
    const { run } = play(narrow, [submitted])
    const held = play(narrow, [{ type: 'submitted', notBefore: noon + 60_000 }]).run

    const [busy, early] = [explain(narrow, run, known, noon), explain(narrow, held, known, noon)]

    expect(about(busy, 'b').waitsFor?.kind).toBe('slot')
    expect(about(busy, 'c').waitsFor).toEqual({ kind: 'predecessor', detail: 'a' })
    expect(about(early).waitsFor).toMatchObject({ kind: 'hold', until: noon + 60_000 })
    expect(about(early, 'a').waitsFor?.kind).toBe('hold')
  })

  it('steps by the names people know', () => {
    const named = planWith([
      action('vm', { name: 'Make the machine' }),
      action('dns', { name: 'Give it a name', after: ['vm'] }),
    ])
    const { run } = play(named, [submitted])

    const said = explain(named, run, known, noon)

    expect(about(said).sentence).toContain('“Make the machine” is under way')
    expect(about(said, 'dns').sentence).toBe('It comes after “Make the machine”')
    expect(about(said, 'dns').waitsFor).toEqual({ kind: 'predecessor', detail: 'vm' })
    const moves = about(said, 'dns').canMove.map(({ what }) => what)
    expect(moves).toContain('skip “Give it a name”')
  })

  it('clocks and limits with their moments', () => {
    const timed = planWith([action('vm', { timeoutMs: 300_000 })], {
      slaMs: 14_400_000,
      timeoutMs: 60_000,
    })
    const waiting = report(timed, play(timed, [submitted]).run, 'vm', outcome.waits('vm')).run

    const said = explain(timed, waiting, known, noon)

    const texts = said.map(({ sentence }) => sentence).join('\n')
    expect(texts).toContain('promised for 2026-01-01T16:00:00Z')
    expect(texts).toContain('fails if it has not ended by 2026-01-01T12:01:00Z')
    expect(texts).toContain('Its time is up at 2026-01-01T12:05:00Z')
    expect(said.map(({ because }) => because?.path)).toEqual(
      expect.arrayContaining(['metadata.sla.provisioning_time', 'fulfillment.strategy.timeout']),
    )
  })

  it('what a rollback waits for, and what it left', () => {
    const undoing = planWith([
      ...undoable('vm'),
      ...undoable('dns', { after: ['vm'] }),
      action('check', { after: ['dns'], retry: { ...action('').retry, attempts: 1 } }),
    ])
    let { run } = play(undoing, [submitted])
    for (const id of ['vm', 'dns']) run = report(undoing, run, id, outcome.succeeds(id)).run
    run = report(undoing, run, 'check', outcome.fails('check')).run
    const rolling = explain(undoing, run, known, noon)

    const stuck = report(undoing, run, 'dns:rollback', outcome.fails('dns:rollback')).run
    const left = explain(undoing, stuck, known, noon)

    expect(about(rolling).waitsFor).toEqual({ kind: 'rollback', detail: 'dns' })
    expect(about(rolling, 'vm:rollback').waitsFor?.kind).toBe('rollback')
    expect(about(left).sentence).toContain('dns (undoing it failed)')
    expect(about(left).canMove.map(({ how }) => how)).toEqual([
      'POST /api/v1/requests/r-1/rollback',
    ])
  })

  it('who interfered, and what else anybody may do', () => {
    const failed = report(plan, play(plan, [submitted]).run, 'vm', outcome.fails('vm')).run
    const edited = decide(
      plan,
      failed,
      { type: 'input_edited', action: 'vm', changes: {}, by: 'dba', reason: 'quota' },
      noon,
    ).run

    const said = explain(plan, edited, known, noon)

    expect(about(said, 'vm').sentence).toContain('Its input was changed by dba')
    expect(about(said, 'vm').canMove.map(({ how }) => how)).toEqual([
      'POST /api/v1/requests/r-1/actions/vm/skip',
      'POST /api/v1/requests/r-1/actions/vm/edit',
    ])
    expect(about(said).canMove.map(({ how }) => how)).toContain(
      'POST /api/v1/requests/r-1/retry {"use_latest": true}',
    )
  })
})
