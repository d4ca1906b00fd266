import type { Static, TObject } from 'typebox'
import { expect, it } from 'vitest'
import type { Connector } from '../src/kit/connector.ts'
import { closing } from './closing.ts'
import { type TestContext, testContext, type TestContextOptions } from './context.ts'
import type { Outcome } from '../src/kit/outcome.ts'

/** A running target that is only looked at, and how to trouble it. */
export type Target<C extends TObject> = {
  config: Static<C>
  options: TestContextOptions
  /** The next calls answer this status, with Retry-After in seconds. */
  fail(status: number, retryAfter?: number): void
  [Symbol.asyncDispose](): Promise<void>
}

/** What a connector must do that makes nothing: what may pass is waited for or may be tried again. */
export function exerciseReading<C extends TObject>(
  connector: Connector<C>,
  start: () => Promise<Target<C>>,
): void {
  const executed = async (
    trouble: (target: Target<C>) => void,
    more: TestContextOptions = {},
  ): Promise<{ outcome: Outcome; context: TestContext }> => {
    const target = closing(await start())
    trouble(target)
    const context = testContext({ ...target.options, ...more })
    return { outcome: await connector.execute(context, target.config), context }
  }

  it('leaves a busy target alone for as long as its Retry-After says', async () => {
    const { outcome, context } = await executed((target) => target.fail(429, 700))

    const rest =
      outcome.kind === 'waiting' ? (outcome.until ?? 0) - context.now : retryAfterOf(outcome)
    expect(rest).toBe(700_000)
  })

  it.each([500, 502, 503])('does not give up at an answer of %i', async (status) => {
    const { outcome } = await executed((target) => target.fail(status))

    expect(outcome.kind === 'failed' ? outcome.retryable : outcome.kind).toBeOneOf([
      true,
      'waiting',
    ])
  })

  it('stops when told to', async () => {
    const { outcome } = await executed(() => undefined, { signal: AbortSignal.abort() })

    expect(outcome).toMatchObject({ kind: 'failed', class: 'cancelled' })
  })

  it('says that a missing connection or secret is the fault, without a throw', async () => {
    const { outcome } = await executed(() => undefined, { connections: [], secrets: {} })

    expect(outcome).toMatchObject({ kind: 'failed', retryable: false, code: 'connection.missing' })
  })

  it('puts no secret into an outcome or a log line', async () => {
    const target = closing(await start())
    const secrets = Object.values(target.options.secrets ?? {})
    const said: unknown[] = []
    for (const status of [200, 400, 401, 500]) {
      if (status !== 200) target.fail(status)
      const context = testContext(target.options)
      said.push(await connector.execute(context, target.config), context.lines)
    }

    const text = JSON.stringify(said)
    expect(secrets.length).toBeGreaterThan(0)
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([])
  })
}

function retryAfterOf(outcome: Outcome): number | undefined {
  return outcome.kind === 'failed' && outcome.retryable ? outcome.retryAfterMs : undefined
}
