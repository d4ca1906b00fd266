import { isAmbiguous } from '@pao/core/engine'
import { describe, expect, it } from 'vitest'
import { testContext, type TestContextOptions } from '../contract/index.ts'
import { isMaking, type System, type SystemRow, systems } from '../contract/systems.ts'
import { connectors } from '../src/index.ts'
import { effectOf } from '../src/kit/repeat.ts'
import type { Outcome } from '../src/kit/outcome.ts'

/** What becomes of an action: done, ended by a failure, or left to a person who says what happened. */
type End = 'done' | 'failed' | 'unknown'

/** Calls of the connector before a test gives up on it. */
const mostTurns = 40
/** Milliseconds: the caller's patience, and what the slow answer takes. */
const patience = 50
const slowness = 130

/** Goes on as the engine does: looks while it looks, tries again what may be tried, asks a person where it must not. */
async function drive(row: SystemRow, system: System, http?: TestContextOptions['http']) {
  const { connector } = row
  const { config, options } = system
  const never = effectOf(connector, config).repeat === 'never'
  const context = (more: TestContextOptions) =>
    testContext({ ...options, ...(http && { http }), ...more })
  const outcomes: Outcome[] = []
  let maybe = false
  let outcome = await connector.execute(context({}), config)
  for (let turn = 1; turn < mostTurns; turn += 1) {
    outcomes.push(outcome)
    if (outcome.kind === 'failed') {
      maybe ||= isAmbiguous(outcome)
      const end: End | undefined =
        maybe && never ? 'unknown' : outcome.retryable ? undefined : 'failed'
      if (end) return { end, outcomes }
      outcome = await connector.execute(context({ attempt: 2, maybeDone: maybe }), config)
    } else if (isLooking(outcome) && connector.poll) {
      outcome = await connector.poll(context({}), config, memoOf(outcome))
    } else return { end: 'done' as const, outcomes }
  }
  throw new Error(`no end after ${mostTurns} calls`)
}

const memoOf = (outcome: Outcome) => (outcome.kind === 'waiting' ? outcome.memo : {})
const isLooking = (outcome: Outcome): boolean =>
  outcome.kind === 'waiting' && (outcome.ambiguous === true || outcome.memo['phase'] === 'looking')

/** Lets the first call that makes something arrive, and its answer come too late. */
function slowOnce(row: SystemRow, { options, switches }: System): TestContextOptions['http'] {
  const real = testContext(options).http
  let isDone = false
  return {
    async send(call) {
      if (isDone || !isMaking(row, call)) return real.send(call)
      isDone = true
      switches.slowMs = slowness
      try {
        return await real.send({ ...call, timeoutMs: patience })
      } finally {
        switches.slowMs = 0
        await new Promise((resolve) => setTimeout(resolve, slowness))
      }
    },
  }
}

type Trouble = (system: System, row: SystemRow) => void
const troubles: readonly (readonly [string, Trouble])[] = [
  [
    'refused before',
    ({ switches }, { makes }) => void switches.failures.push({ status: 503, times: 1, ...makes }),
  ],
  [
    'busy with a Retry-After',
    ({ switches }, { makes }) =>
      void switches.failures.push({ status: 429, times: 1, retryAfter: 7, ...makes }),
  ],
  ['applied, its reply lost', ({ switches }) => void (switches.dropAfterEffect = 1)],
  [
    'applied and answered with 502',
    ({ switches }) => void switches.spoilAfterEffect.push({ status: 502, times: 1 }),
  ],
  [
    'applied and answered with a page of a proxy',
    ({ switches }) => void switches.spoilAfterEffect.push({ status: 200, times: 1 }),
  ],
  ['answered with a page at first', ({ switches }) => void (switches.garbage = 1)],
]

describe.each(Object.entries(systems))('%s', (_name, row) => {
  const { repeat } = row.connector

  it.each(troubles)('%s: one effect, or a person is asked', async (_how, trouble) => {
    const system = await row.open()
    trouble(system, row)

    const { end, outcomes } = await drive(row, system)

    expect(system.effects(), JSON.stringify(outcomes)).toBeLessThanOrEqual(1)
    expect(end === 'unknown' || system.effects() === 1, JSON.stringify(outcomes)).toBe(true)
    expect(end === 'unknown' && repeat === 'safe').toBe(false)
  })

  it('slower than its timeout: one effect, or a person is asked', async () => {
    const system = await row.open()

    const { end, outcomes } = await drive(row, system, slowOnce(row, system))

    expect(system.effects(), JSON.stringify(outcomes)).toBe(1)
    expect(end === 'done' || end === 'unknown', JSON.stringify(outcomes)).toBe(true)
  })

  it('that nothing troubles makes one', async () => {
    const system = await row.open()

    const { end } = await drive(row, system)

    expect([end, system.effects()]).toEqual(['done', 1])
  })
})

/** What is not in the table, and why. */
const elsewhere: Readonly<Record<string, string>> = {
  'approval-workflow': 'asks people only',
  'catalog-request': 'orders in the own database, under a key',
  'cost-estimation': 'calculates',
  delay: 'waits',
  'health-check': 'looks',
  'http-poll': 'looks',
  'manual-task': 'asks people only',
  'usage-tracking': 'writes the own database, under a key',
}

it('leaves out no connector that makes something elsewhere', () => {
  const troubled = new Set(Object.values(systems).map(({ connector }) => connector.type))
  const missing = [...connectors.keys()].filter((type) => !troubled.has(type))

  expect(missing.toSorted()).toEqual(Object.keys(elsewhere).toSorted())
})
