import { rootCertificates } from 'node:tls'
import type { Connection, Http, HttpCall } from '@pao/connectors'
import { TransportFailure } from '@pao/connectors'
import { expect, it } from 'vitest'
import { withIdentities } from '../src/outbound/client-certificates.ts'
import { trusting } from '../src/outbound/connect.ts'
import { observedSql, observedTcp } from '../src/outbound/observed.ts'
import { spanOf, traced } from '../src/outbound/trace.ts'
import { traceIdOf } from '../src/traces.ts'

const signal = new AbortController().signal

/** A door that keeps what it was given. */
function keeping(): Http & { calls: HttpCall[] } {
  const calls: HttpCall[] = []
  return {
    calls,
    send: async (call) => {
      calls.push(call)
      return { status: 200 } as Awaited<ReturnType<Http['send']>>
    },
  }
}

const get = (door: Http, url: string, more: Partial<HttpCall> = {}) =>
  door.send({ method: 'GET', url, signal, ...more })

it('gives the calls of one request one trace, and each its own span', async () => {
  const door = keeping()
  const correlation = '0198c0de-0000-7000-8000-000000000001'
  const mine = traced(door, { correlation })

  await get(mine, 'https://a.example.com/')
  await get(mine, 'https://b.example.com/')
  await get(traced(door, { correlation: 'an id of the caller' }), 'https://a.example.com/')

  const spans = door.calls.map(({ headers }) => spanOf(headers).span)
  const ids = spans.map((span) => span?.traceId)
  expect(ids[0]).toBe('0198c0de000070008000000000000001')
  expect(ids).toEqual([ids[0], ids[0], traceIdOf('an id of the caller')])
  expect(new Set(spans.map((span) => span?.spanId)).size).toBe(3)
})

it('leaves a trace that the item has set', async () => {
  const door = keeping()
  const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-00`

  await get(traced(door, { correlation: 'x' }), 'https://a.example.com/', {
    headers: { Traceparent: traceparent },
  })

  expect(door.calls[0]?.headers).toEqual({ Traceparent: traceparent })
})

it('shows a client certificate to its own host only, and not over one of the call', async () => {
  const door = keeping()
  const connection: Connection = {
    name: 'bank',
    type: 'vault',
    settings: { url: 'https://bank.example.com:8443/v1' },
    secrets: { client_certificate: String.raw`CERT\nEND`, client_key: 'KEY' },
  }
  const send = withIdentities(door, () => [connection])
  const own = { certificate: 'OWN', key: 'OWN' }

  await get(send, 'https://bank.example.com:8443/accounts')
  await get(send, 'https://bank.example.com/accounts')
  await get(send, 'https://evil.example.com:8443/')
  await get(send, 'https://bank.example.com:8443/', { tls: own })

  expect(door.calls.map(({ tls }) => tls)).toEqual([
    { certificate: 'CERT\nEND', key: 'KEY' },
    undefined,
    undefined,
    own,
  ])
})

it('trusts the authorities of the system beside those of the operator', () => {
  const { ca } = trusting('OURS')

  expect(ca).toContain('OURS')
  expect(ca?.length).toBeGreaterThan(rootCertificates.length / 2)
  expect(trusting(undefined)).toEqual({})
})

it('counts looks by how they ended, without a place', async () => {
  const facts: string[] = []
  const tell = ({ outcome }: { outcome: string }): void => void facts.push(outcome)
  const gone = new TransportFailure('timeout', 'gone', { sent: false })
  const place = { host: 'db.example.com', port: 5432, signal }
  const question = {
    ...place,
    database: 'd',
    user: 'u',
    password: 'p',
    tls: 'verify' as const,
    query: 'select 1',
    parameters: [],
  }

  await observedTcp({ probe: async () => undefined }, tell).probe(place)
  await observedTcp({ probe: () => Promise.reject(gone) }, tell)
    .probe(place)
    .catch(() => undefined)
  await observedSql({ ask: async () => ({ ok: false, sqlstate: '28P01' }) }, tell).ask(question)

  expect(facts).toEqual(['ok', 'timeout', 'refused'])
})
