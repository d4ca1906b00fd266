import type { Static, TObject } from 'typebox'
import { expect, it } from 'vitest'
import type { Connector } from '../src/kit/connector.ts'
import type { Observed } from '../src/kit/observed.ts'
import type { Outputs } from '../src/kit/outcome.ts'
import { closing } from './closing.ts'
import { testContext, type TestContextOptions } from './context.ts'

/** A thing that stands outside, and how somebody else changes or removes it, or troubles its keeper. */
export type Observable<C extends TObject> = {
  config: Static<C>
  /** What the action that made it brought. */
  outputs: Outputs
  options: TestContextOptions
  /** Changes it so that exactly one difference is found. */
  change(): Promise<unknown>
  remove(): Promise<unknown>
  /** The next calls answer this status. */
  fail(status: number): Promise<unknown>
  /** Everything that stands outside, as text. */
  standing(): string
  [Symbol.asyncDispose](): Promise<void>
}

/** What a connector that can look at what it made must do. */
export function exerciseObserving<C extends TObject>(
  connector: Connector<C>,
  start: () => Promise<Observable<C>>,
): void {
  const observed = async (
    trouble: (one: Observable<C>) => unknown,
    more: TestContextOptions = {},
  ): Promise<{ found: Observed; text: string; secrets: string[] }> => {
    const one = closing(await start())
    await trouble(one)
    const before = one.standing()
    const context = testContext({ ...one.options, ...more })
    const found = await connector.observe!(context, one.config, one.outputs)
    expect(one.standing()).toBe(before)
    const secrets = [
      ...Object.values(one.options.secrets ?? {}),
      ...(one.options.connections ?? []).flatMap((known) => Object.values(known.secrets)),
    ]
    return { found, text: JSON.stringify([found, context.lines]), secrets }
  }

  it('finds what it made as it made it, and says so again', async () => {
    const one = closing(await start())
    const look = () => connector.observe!(testContext(one.options), one.config, one.outputs)

    expect([await look(), await look()]).toEqual([{ kind: 'in_sync' }, { kind: 'in_sync' }])
  })

  it('tells what somebody else changed', async () => {
    const { found } = await observed((one) => one.change())

    expect(found).toMatchObject({ kind: 'drifted', differences: [{ path: expect.any(String) }] })
  })

  it('tells that what it made is gone', async () => {
    expect((await observed((one) => one.remove())).found).toEqual({ kind: 'missing' })
  })

  it.each([429, 500, 503])('takes an answer of %i for no word on the thing', async (status) => {
    const { found } = await observed((one) => one.fail(status))

    expect(found).toMatchObject({ kind: 'failed', retryable: true, made: 'no' })
  })

  it.each([401, 403])('does not take an answer of %i for a thing that is gone', async (status) => {
    const { found } = await observed((one) => one.fail(status))

    expect(found).toMatchObject({ kind: 'failed', retryable: false })
  })

  it('stops looking when told to', async () => {
    const { found } = await observed(() => undefined, { signal: AbortSignal.abort() })

    expect(found).toMatchObject({ kind: 'failed', class: 'cancelled' })
  })

  it('puts no secret into what it found or into a log line', async () => {
    for (const trouble of [
      (one: Observable<C>) => one.change(),
      (one: Observable<C>) => one.fail(401),
    ]) {
      const { text, secrets } = await observed(trouble)

      expect(secrets.length).toBeGreaterThan(0)
      expect(secrets.filter((secret) => text.includes(secret))).toEqual([])
    }
  })
}
