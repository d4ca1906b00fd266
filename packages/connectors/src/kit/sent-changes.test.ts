import { isAmbiguous } from '@pao/core/engine'
import { Type } from 'typebox'
import { expect, it } from 'vitest'
import { testContext } from '../../contract/context.ts'
import { defineConnector } from './connector.ts'
import { type Answer, type HttpCall, TransportFailure } from './context.ts'
import { outcomeOf } from './ended.ts'
import { memory, remembersApart } from './memory.ts'
import type { Outcome } from './outcome.ts'
import type { Repeat } from './repeat.ts'

type Step = Pick<HttpCall, 'method' | 'changes'> & { end: number | Error }

const url = 'https://api.example.com/things'
const refused = new TransportFailure('connection', 'refused', { sent: false })
const lost = new TransportFailure('timeout', 'late', { sent: true })
const paced = new TransportFailure('paced', 'too fast', {
  sent: false,
  held: { target: 'api.example.com', forMs: 5_000 },
})

/** A connector that makes these calls one after the other, and fails as soon as one of them does. */
async function ended(steps: readonly Step[], repeat: Repeat = 'search', throws = false) {
  const ends = steps.map(({ end }) => end)
  const context = testContext({
    http: {
      async send() {
        const end = ends.shift()
        if (typeof end === 'number') return { status: end } as Answer
        throw end
      },
    },
  })
  const connector = defineConnector({
    type: 'invented',
    config: Type.Object({}),
    repeat,
    outputs: {},
    recorded: [],
    async execute({ http, signal }): Promise<Outcome> {
      try {
        for (const { end: _, ...call } of steps) await http.send({ ...call, url, signal })
        return {
          kind: 'failed',
          retryable: false,
          class: 'permanent',
          code: 'x',
          message: 'x',
          made: 'no',
        }
      } catch (error) {
        if (throws) throw error
        return outcomeOf(error)
      }
    },
  })
  return connector.execute(context, {})
}

const madeBy = (outcome: Outcome) => outcome.kind === 'failed' && isAmbiguous(outcome)

it.each([
  [
    'a call that did not leave, after a change',
    [
      { method: 'POST', end: 201 },
      { method: 'PUT', end: refused },
    ],
    true,
  ],
  [
    'a look that did not leave, after a change',
    [
      { method: 'PATCH', end: 204 },
      { method: 'GET', end: refused },
    ],
    true,
  ],
  [
    'a call that did not leave, after a change without an answer',
    [{ method: 'POST', end: lost }],
    true,
  ],
  [
    'a failure that is no call’s, after a change and a look',
    [
      { method: 'DELETE', end: 502 },
      { method: 'GET', end: 200 },
    ],
    true,
  ],
  [
    'a call that did not leave, after looks',
    [
      { method: 'GET', end: 200 },
      { method: 'POST', end: refused },
    ],
    false,
  ],
  [
    'a call that did not leave, after a login',
    [
      { method: 'POST', changes: false, end: 200 },
      { method: 'POST', end: refused },
    ],
    false,
  ],
  [
    'a call that did not leave, after a refused one',
    [
      { method: 'POST', end: 422 },
      { method: 'POST', end: refused },
    ],
    false,
  ],
  ['the connector’s own word on its only call', [{ method: 'POST', end: 200 }], false],
] as const)('takes %s for what it says of the effect', async (_what, steps, may) => {
  const outcome = await ended(steps)

  expect(madeBy(outcome), JSON.stringify(outcome)).toBe(may)
})

it('tells it of a call that the connector let go through as a throw', async () => {
  const outcome = await ended(
    [
      { method: 'POST', end: 201 },
      { method: 'PUT', end: refused },
    ],
    'search',
    true,
  )

  expect(outcome).toMatchObject({ code: 'transport.connection', retryable: true, made: 'maybe' })
})

it('lets no action that cannot be repeated be kept back as if nothing had been tried', async () => {
  const steps = [
    { method: 'POST', end: 201 },
    { method: 'PUT', end: paced },
  ]

  const [never, search] = [await ended(steps, 'never'), await ended(steps, 'search')]

  expect(never).toMatchObject({ class: 'connection', made: 'maybe', retryAfterMs: 5_000 })
  expect(search).toMatchObject({ class: 'held', target: 'api.example.com' })
})

it('remembers apart what a dry run remembers apart', async () => {
  const kept = memory<string>(5)
  const context = testContext()
  remembersApart(context.http)
  const connector = defineConnector({
    type: 'invented',
    config: Type.Object({}),
    repeat: 'safe',
    outputs: {},
    recorded: [],
    async execute({ http }): Promise<Outcome> {
      kept.set({ http }, 'name', 'dry')
      return { kind: 'succeeded', outputs: {} }
    },
  })

  await connector.execute(context, {})

  expect([kept.get(context, 'name'), kept.get({}, 'name')]).toEqual(['dry', undefined])
})
