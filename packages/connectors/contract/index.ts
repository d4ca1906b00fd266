import { isAmbiguous } from '@pao/core/engine'
import type { Static, TObject } from 'typebox'
import { Check } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import type { Connector } from '../src/kit/connector.ts'
import { TransportFailure } from '../src/kit/context.ts'
import type { Outcome } from '../src/kit/outcome.ts'
import { effectOf } from '../src/kit/repeat.ts'
import { closing } from './closing.ts'
import { exerciseDryRun } from './dry.ts'
import { exerciseReading, type Target } from './reading.ts'
import { openObjects, undescribed } from './schema-walk.ts'
import { type SentCall, testContext, type TestContext, type TestContextOptions } from './context.ts'

export { closing } from './closing.ts'
export { shutIn } from './dry.ts'
export { exerciseObserving, type Observable } from './observing.ts'
export type { Target } from './reading.ts'
export {
  dryFacts,
  keepInMemory,
  noon,
  type SentCall,
  testContext,
  type TestContext,
  type TestContextOptions,
} from './context.ts'

/** A running remote system (a fake) and how to reach and trouble it. */
export type Remote<C extends TObject> = {
  config: Static<C>
  options: TestContextOptions
  /** The next calls answer this status, with Retry-After in seconds. */
  fail(status: number, retryAfter?: number): void
  /** How many lasting things were made so far. */
  effects(): number
  [Symbol.asyncDispose](): Promise<void>
}

export type Samples<C extends TObject> = {
  /** A config that fits, used where nothing is called. */
  config: Static<C>
  /** Left out = the connector calls nobody, or only looks. */
  remote?: () => Promise<Remote<C>>
  /** For a connector that only looks. */
  target?: () => Promise<Target<C>>
  /** Whether a call shows the idempotency key, plain or hashed; default: in a header or the body as it is. */
  carriesKey?: (call: SentCall, key: string) => boolean
  /** A second execute cannot look up what the first made (chat messages): then it is left out here. */
  repeatable?: boolean
}

const plainKey = (call: SentCall, key: string) =>
  Object.values(call.headers ?? {}).includes(key) || String(call.body ?? '').includes(key)

/** What every connector must do, whatever it talks to. */
export function exerciseConnector<C extends TObject>(
  connector: Connector<C>,
  samples: Samples<C>,
): void {
  describe(`${connector.type} keeps the contract of connectors`, () => {
    it('describes every setting and every output', () => {
      expect(undescribed(connector.config)).toEqual([])
      for (const [name, output] of Object.entries(connector.outputs))
        expect(output.description, name).toBeTruthy()
    })

    it('takes the sample and refuses a setting it does not know, at every level', () => {
      expect(Check(connector.config, samples.config)).toBe(true)
      expect(Check(connector.config, { ...samples.config, no_such_setting: 1 })).toBe(false)
      expect(openObjects(connector.config)).toEqual([])
    })

    it('says how its effect may be repeated: never, where a second call cannot look first', () => {
      const { repeat, reads } = effectOf(connector, samples.config)

      expect(['safe', 'search', 'never']).toContain(repeat)
      expect(repeat === 'never').toBe(samples.repeatable === false)
      expect(reads && samples.remote !== undefined).toBe(false)
    })

    exerciseDryRun(connector, samples)
    if (samples.target) exerciseReading(connector, samples.target)
    if (samples.remote) exerciseRemote(connector, samples.remote)
    if (samples.remote) exerciseSilence(connector, samples.remote)
    if (samples.remote && samples.repeatable !== false)
      exerciseRepeat(connector, samples, samples.remote)
  })
}

function exerciseRemote<C extends TObject>(
  connector: Connector<C>,
  start: () => Promise<Remote<C>>,
): void {
  const executed = async (
    trouble: (remote: Remote<C>) => void,
    more: TestContextOptions = {},
  ): Promise<{ outcome: Outcome; context: TestContext; effects: number }> => {
    const remote = closing(await start())
    trouble(remote)
    const context = testContext({ ...remote.options, ...more })
    const outcome = await connector.execute(context, remote.config)
    return { outcome, context, effects: remote.effects() }
  }

  it('calls a busy target retryable and hands its Retry-After on', async () => {
    const { outcome, effects } = await executed((remote) => remote.fail(429, 7))

    expect(outcome).toMatchObject({ kind: 'failed', retryable: true, retryAfterMs: 7000 })
    expect(effects).toBe(0)
  })

  it.each([500, 502, 503])('calls an answer of %i retryable', async (status) => {
    const { outcome } = await executed((remote) => remote.fail(status))

    expect(outcome).toMatchObject({ kind: 'failed', retryable: true, class: '5xx' })
  })

  it.each([400, 403, 404])('calls an answer of %i permanent', async (status) => {
    const { outcome } = await executed((remote) => remote.fail(status))

    expect(outcome).toMatchObject({ kind: 'failed', retryable: false, class: 'permanent' })
  })

  it('stops when told to, making nothing', async () => {
    const { outcome, effects } = await executed(() => undefined, { signal: AbortSignal.abort() })

    expect(outcome).toMatchObject({ kind: 'failed', class: 'cancelled' })
    expect(effects).toBe(0)
  })

  it('says that a missing connection or secret is the fault, without a throw', async () => {
    const { outcome } = await executed(() => undefined, { connections: [], secrets: {} })

    expect(outcome).toMatchObject({ kind: 'failed', retryable: false, code: 'connection.missing' })
  })

  it('puts no secret into an outcome or a log line', async () => {
    const remote = closing(await start())
    const secrets = [
      ...Object.values(remote.options.secrets ?? {}),
      ...(remote.options.connections ?? []).flatMap((one) => Object.values(one.secrets)),
    ]
    const said: unknown[] = []
    for (const status of [200, 400, 401, 500]) {
      if (status !== 200) remote.fail(status)
      const context = testContext(remote.options)
      said.push(await connector.execute(context, remote.config), context.lines)
    }

    const text = JSON.stringify(said)
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([])
  })
}

/** What is said of the effect when no answer came; the engine decides by it whether to call again. */
function exerciseSilence<C extends TObject>(
  connector: Connector<C>,
  start: () => Promise<Remote<C>>,
): void {
  it('says that its effect may exist when the answer got lost after the fact', async () => {
    const remote = closing(await start())
    const real = testContext(remote.options).http
    const deaf: TestContextOptions['http'] = {
      async send(call) {
        const before = remote.effects()
        const answer = await real.send(call)
        if (remote.effects() === before) return answer
        throw new TransportFailure('connection', 'reset', { sent: true })
      },
    }

    const outcome = await connector.execute(
      testContext({ ...remote.options, http: deaf }),
      remote.config,
    )

    expect(remote.effects()).toBe(1)
    const isOpen = outcome.kind === 'failed' ? isAmbiguous(outcome) : 'ambiguous' in outcome
    expect(isOpen, JSON.stringify(outcome)).toBe(true)
  })

  it('says that nothing was made when nobody was reached', async () => {
    const remote = closing(await start())
    const nobody: TestContextOptions['http'] = {
      send: () => Promise.reject(new TransportFailure('connection', 'refused', { sent: false })),
    }

    const outcome = await connector.execute(
      testContext({ ...remote.options, http: nobody }),
      remote.config,
    )

    expect(outcome).toMatchObject({ kind: 'failed', retryable: true, made: 'no' })
  })
}

/** For connectors that can find what an earlier try made, or whose target can by the key. */
function exerciseRepeat<C extends TObject>(
  connector: Connector<C>,
  samples: Samples<C>,
  start: () => Promise<Remote<C>>,
): void {
  it('makes nothing new when asked twice', async () => {
    const remote = closing(await start())
    await connector.execute(testContext(remote.options), remote.config)
    const once = remote.effects()

    const again = await connector.execute(testContext(remote.options), remote.config)

    expect(again.kind).not.toBe('failed')
    expect([once, remote.effects()]).toEqual([1, 1])
  })

  it('passes its idempotency key on', async () => {
    const remote = closing(await start())
    const context = testContext(remote.options)

    await connector.execute(context, remote.config)

    const carries = samples.carriesKey ?? plainKey
    expect(context.calls.some((call) => carries(call, context.idempotencyKey))).toBe(true)
  })
}
