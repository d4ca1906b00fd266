import { createHash } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Collector, openCollector } from '../src/outbound/otlp.ts'
import type { Span } from '../src/telemetry-spans.ts'
import { openReceiver, type Receiver, valueOf } from './otlp-receiver.ts'

const noon = Date.UTC(2026, 10, 23, 12)

let receiver: Receiver
const collectors: Collector[] = []
beforeEach(async () => {
  receiver = await openReceiver()
})
afterEach(async () => {
  for (const one of collectors.splice(0)) await one.stop()
  await receiver.close()
})

type Fared = Record<string, number>

function collector(more: { url?: string; ratio?: number } = {}): Collector & { fared: Fared } {
  const fared: Fared = {}
  const opened = openCollector({
    url: `${receiver.url}/v1/traces`,
    headers: { 'x-key': 'secret-of-the-collector' },
    resource: { 'service.name': 'pao-test' },
    ratio: 1,
    random: () => 0,
    gatherMs: 50,
    counted: (outcome, count) => void (fared[outcome] = (fared[outcome] ?? 0) + count),
    log: { warn: () => undefined },
    ...more,
  })
  collectors.push(opened)
  return { ...opened, fared }
}

function span(n: number, more: Partial<Span> = {}): Span {
  return {
    place: { traceId: n.toString(16).padStart(32, '7'), spanId: n.toString(16).padStart(16, '1') },
    name: `span ${n}`,
    kind: 'internal',
    from: noon,
    to: noon + 1.5,
    attributes: {},
    ...more,
  }
}

it('sends spans together, as OTLP writes them in JSON', async () => {
  const { record } = collector()
  const link = { traceId: 'c'.repeat(32), spanId: 'd'.repeat(16) }

  record(span(1))
  record(
    span(2, {
      parent: '1'.repeat(16),
      links: [link],
      kind: 'client',
      failure: 'timeout',
      attributes: { 'http.request.method': 'GET', 'pao.attempt': 3, none: undefined },
    }),
  )
  await expect.poll(() => receiver.spans.length, { timeout: 5_000 }).toBe(2)

  expect(receiver.calls).toHaveLength(1)
  expect(receiver.calls[0]).toMatchObject({
    path: '/v1/traces',
    headers: { 'content-type': 'application/json', 'x-key': 'secret-of-the-collector' },
  })
  expect(receiver.spans[1]).toEqual({
    ...span(2).place,
    parentSpanId: '1'.repeat(16),
    links: [link],
    name: 'span 2',
    kind: 3,
    startTimeUnixNano: `${noon}000000`,
    endTimeUnixNano: `${noon + 1}500000`,
    attributes: [
      { key: 'http.request.method', value: { stringValue: 'GET' } },
      { key: 'pao.attempt', value: { intValue: '3' } },
    ],
    status: { code: 2, message: 'timeout' },
    service: 'pao-test',
  })
  expect(valueOf(receiver.spans[0]?.attributes ?? [], 'pao.attempt')).toBeUndefined()
})

it('tries again what the collector cannot take now, and not what it refuses', async () => {
  const { record, fared } = collector()
  receiver.answers.push(503, 200, 400)

  record(span(1))
  await expect.poll(() => fared, { timeout: 8_000 }).toEqual({ sent: 1 })
  record(span(2))
  await expect.poll(() => fared, { timeout: 8_000 }).toEqual({ sent: 1, failed: 1 })

  expect(receiver.spans.map(({ name }) => name)).toEqual(['span 1'])
  expect(receiver.calls).toHaveLength(3)
})

it('keeps no more than it can bear while the collector is away, and is stopped in time', async () => {
  const { record, fared, stop } = collector({ url: 'http://127.0.0.1:9/v1/traces' })
  collectors.length = 0

  for (let n = 0; n < 5_000; n += 1) record(span(n))
  const before = performance.now()
  await stop()
  const took = performance.now() - before

  expect(fared['dropped']).toBe(5_000 - 4_096)
  expect(took).toBeLessThan(3_000)
})

it('sends what waits when it is stopped', async () => {
  const { record, stop } = collector()

  record(span(1))
  await stop()

  expect(receiver.spans).toHaveLength(1)
})

/** An id like those of traces, the same for the same number. */
function traceId(n: number): string {
  return createHash('sha256').update(String(n)).digest('hex').slice(0, 32)
}

it('keeps the same share of traces whoever asks', async () => {
  const spans = Array.from({ length: 400 }, (_, n) =>
    span(n, { place: { traceId: traceId(n), spanId: '1'.repeat(16) } }),
  )
  const both = [collector({ ratio: 0.25 }), collector({ ratio: 0.25 })]

  for (const one of both) for (const each of spans) one.record(each)
  for (const one of both) await one.stop()

  const kept = receiver.spans.map(({ name }) => name)
  const half = kept.length / 2
  expect(half).toBeGreaterThan(60)
  expect(half).toBeLessThan(140)
  expect(kept.slice(0, half)).toEqual(kept.slice(half))
})
