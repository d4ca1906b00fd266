import { afterAll, beforeAll, expect, it } from 'vitest'
import { approvalsFake, noon, requestId, startApi } from './api-world.ts'
import { attackedOperations, type BadInput, badInputs } from './attack/bad-inputs.ts'
import { diceOf } from './sim/dice.ts'

/** Inputs of the short form; `npm run attack` makes twenty thousand against a running server. */
const count = 1_500
const seed = 20_261_126

let app: Awaited<ReturnType<typeof startApi>>
beforeAll(async () => {
  app = await startApi({
    webhooks: {
      signers: () => [{ tenant: 'default', secret: 'a-secret' }],
      receive: async () => true,
    },
    // The room itself refuses what is no time; the fake takes everything.
    approvals: approvalsFake({
      setAbsence: async () => ({ from: noon, until: noon + 1, deputy: 'kim@example.com' }),
    }),
  })
})
afterAll(() => app.close())

it('answers every bad input with a refusal or a result, soon, and stays as it was (P15)', async () => {
  const aim = {
    document: app.swagger(),
    key: 'root',
    webhookSecret: 'a-secret',
    now: () => noon,
    ids: { id: requestId, action: 'ticket' },
  }
  const next = badInputs(aim, diceOf(seed, 'attack'))
  const before = Object.getOwnPropertyNames(Object.prototype)
  let longest = 0
  const failed: unknown[] = []
  const statuses = new Map<number, number>()
  const met = new Set<string>()
  const taken = new Set<string>()
  for (let n = 0; n < count; n += 1) {
    const input = next()
    const from = process.threadCpuUsage()
    const { statusCode, body } = await send(input)
    const { user, system } = process.threadCpuUsage(from)
    // Processor time of this thread: on a busy machine the clock counts others' work too.
    longest = Math.max(longest, (user + system) / 1_000)
    met.add(input.operation)
    // A body is looked at only behind a good signature.
    if (input.url.includes('/webhooks/') && statusCode !== 401) taken.add(input.operation)
    statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1)
    if (statusCode >= 500) failed.push({ n, statusCode, said: body, ...shown(input) })
    if (/\bat .+\.[jt]s:\d+|node_modules|select .* from/i.test(body) && statusCode >= 400)
      failed.push({ n, statusCode, said: body.slice(0, 300), ...shown(input) })
  }

  expect(failed).toEqual([])
  expect([...met].toSorted()).toEqual(
    attackedOperations(aim.document)
      .map(({ id }) => id)
      .toSorted(),
  )
  // Behind their signatures too.
  expect(taken.size).toBeGreaterThanOrEqual(6)
  expect(longest).toBeLessThan(250)
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before)
  expect(statuses.get(400) ?? 0).toBeGreaterThan(count / 4)
}, 60_000)

function send({ method, url, headers, body }: BadInput) {
  return app.inject({
    method: method as 'GET',
    url,
    headers,
    ...(body && { payload: body }),
  })
}

function shown({ operation, method, url, headers, body }: BadInput) {
  const { authorization: _, ...rest } = headers
  return {
    operation,
    method,
    url: url.slice(0, 200),
    headers: rest,
    body: body?.toString().slice(0, 300),
  }
}
