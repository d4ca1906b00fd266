import { afterEach, beforeEach, expect, it } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../packages/server/test/database.ts'
import {
  openReceiver,
  type Receiver,
  valueOf,
  type WireSpan,
} from '../packages/server/test/otlp-receiver.ts'
import { allEnded } from './rig/races.ts'
import { type Replica, startReplica } from './rig/replica.ts'
import { openWorld, type World } from './rig/world.ts'
import { until } from './server-process.ts'

let receiver: Receiver
let world: World
let database: TestDatabase
const replicas: Replica[] = []
/** `traceparent` of each call that came to the REST stand-in. */
const came: (string | undefined)[] = []

beforeEach(async () => {
  receiver = await openReceiver()
  world = await openWorld((call, act) => {
    came.push(call.headers['traceparent'])
    return act()
  })
  database = await openTestDatabase()
})
afterEach(async () => {
  for (const replica of replicas.splice(0)) await replica.kill()
  await database.close()
  await world.close()
  await receiver.close()
})

const named = (name: string) => receiver.spans.filter((span) => span.name === name)
const attribute = (span: WireSpan | undefined, key: string) => valueOf(span?.attributes ?? [], key)

it(
  'has one trace from the caller through API, worker and connector and back over a wait',
  { timeout: 120_000 },
  async () => {
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, OTEL_SERVICE_NAME: 'pao-e2e' }
    const parts = (['api', 'worker'] as const).map((roles) =>
      startReplica({ world, name: roles, databaseUrl: database.url, roles, env }),
    )
    replicas.push(...(await Promise.all(parts)))
    const caller = { traceId: 'ab'.repeat(16), spanId: 'cd'.repeat(8) }
    const traceparent = `00-${caller.traceId}-${caller.spanId}-01`

    const answer = await replicas[0]?.call(
      'POST',
      '/api/v1/requests',
      { item: 'chain', fields: { name: 'traced' } },
      { traceparent },
    )
    const id = String(answer?.body.id)
    await allEnded(database.url, [id])
    await until(
      async () => named('request chain').length,
      (count) => count === 1,
    )

    const mine = receiver.spans.filter(({ traceId }) => traceId === caller.traceId)
    const byId = new Map(mine.map((span) => [span.spanId, span]))
    const above = (span: WireSpan | undefined): string[] => {
      const parent = byId.get(span?.parentSpanId ?? '')
      return parent ? [parent.name, ...above(parent)] : [span?.parentSpanId ?? '']
    }
    const [call] = named('POST /api/v1/requests')
    const calledOut = mine.filter(({ kind }) => kind === 3)
    const pauses = named('action delay').toSorted((one, other) =>
      one.startTimeUnixNano < other.startTimeUnixNano ? -1 : 1,
    )
    expect(call?.parentSpanId).toBe(caller.spanId)
    expect(answer?.headers.get('x-request-id')).toBe(`${caller.traceId}-${caller.spanId}`)
    // Each call to the stand-in names the span it was made in, which hangs below the very order.
    expect(came.map((one) => one?.split('-').slice(1, 3))).toEqual(
      calledOut.map(({ traceId, spanId }) => [traceId, spanId]),
    )
    expect(above(calledOut[0])).toEqual([
      'action rest-api',
      expect.stringMatching(/^decide /),
      'request chain',
      'POST /api/v1/requests',
      caller.spanId,
    ])
    // The wait was ended by another try, which points at the one before it.
    expect(pauses.map((span) => attribute(span, 'pao.outcome'))).toEqual(['waiting', 'succeeded'])
    expect(pauses[1]?.links).toEqual([{ traceId: caller.traceId, spanId: pauses[0]?.spanId }])
    expect(new Set(mine.map(({ service }) => service))).toEqual(new Set(['pao-e2e']))
    expect(mine.every((span) => span.startTimeUnixNano <= span.endTimeUnixNano)).toBe(true)
    expect(replicas[1]?.output()).toContain(`"trace_id":"${caller.traceId}"`)
  },
)
