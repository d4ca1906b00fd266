import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { expectStatus, expectThat, type Probe, type Target } from './target.ts'

const order = '/api/v1/validate/request'
const requests = '/api/v1/requests'
const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)
const around = (inner: string): string => `{"item":"none","fields":${inner}}`

async function refusesBodies({ ask }: Target, bodies: readonly (string | Buffer)[]): Promise<void> {
  for (const body of bodies)
    expectStatus(String(body).slice(0, 60), await ask(order, { body }), 400, 413)
}

async function refusesTypes({ ask }: Target, types: readonly string[]): Promise<void> {
  const body = JSON.stringify({ item: 'none', fields: {} })
  for (const type of types) {
    const headers = { 'content-type': type }
    expectStatus(`content type ${type}`, await ask(order, { body, headers }), 415)
  }
}

async function refusesQueries({ ask }: Target, queries: readonly string[]): Promise<void> {
  for (const query of queries)
    expectStatus(query.slice(0, 60), await ask(`${requests}?${query}`), 400, 414, 431)
}

/** Bodies, queries and headers as they come over the wire. */
export const callProbes: readonly Probe[] = [
  {
    id: 'A48',
    about: 'too large, too many headers',
    async run(target) {
      await refusesBodies(target, [around(`{"a":"${'x'.repeat(1_100_000)}"}`)])
      const many = Object.fromEntries(
        Array.from({ length: 2_000 }, (_, n) => [`x-h${n}`, 'y'.repeat(50)]),
      )
      expectStatus('2,000 headers', await target.ask(order, { headers: many }), 431, 400, 0)
    },
  },
  {
    id: 'A49',
    about: 'endless depth',
    run: (target) =>
      refusesBodies(
        target,
        [33, 8_000, 100_000].map((depth) => around(nested(depth))),
      ),
  },
  {
    id: 'A50',
    about: 'prototype keys',
    async run(target) {
      await refusesBodies(target, [
        around('{"__proto__":{"admin":true}}'),
        around('{"\\u005f_proto__":1}'),
        around('{"constructor":{"prototype":{}}}'),
      ])
      await refusesQueries(target, ['filter[__proto__][x]=1', '__proto__=1'])
    },
  },
  {
    id: 'A51',
    about: 'numbers and keys parsers disagree about',
    run: (target) =>
      refusesBodies(target, [
        around('{"n":1e400}'),
        around('{"n":12345678901234567890}'),
        around('{"n":-0}'),
        around('{"n":NaN}'),
        '{"item":"a","item":"b","fields":{}}',
      ]),
  },
  {
    id: 'A52',
    about: 'strange content types',
    run: (target) =>
      refusesTypes(target, [
        'text/plain',
        'application/json garbage',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
        'application/json, text/plain',
        'application/json; charset=utf-16',
      ]),
  },
  {
    id: 'A56',
    about: 'keys that are not the caller’s to set',
    async run({ ask }) {
      for (const key of [
        'tenant',
        'tenantId',
        'state',
        'status',
        'requester',
        'approvedBy',
        'cost',
      ]) {
        const body = { item: 'none', fields: {}, [key]: 'x' }
        expectStatus(key, await ask(requests, { body }), 400)
      }
    },
  },
  {
    id: 'A57',
    about: 'wrong kinds for every field of an item',
    run: refusesWrongKinds,
  },
  {
    id: 'A58',
    about: 'sorting, filters and cursors',
    run: (target) =>
      refusesQueries(target, [
        'sort=created_at;--',
        'sort=fields.password',
        'cursor=eyJhIjoxfQ',
        'state=completed,gone',
        'item=a&item=b',
      ]),
  },
  {
    id: 'A60',
    about: 'line ends and escapes in ids of calls',
    async run({ ask }) {
      for (const id of ['x'.repeat(10_240), 'a\tb', 'a b', '\u001b[31m'.slice(1)]) {
        const headers = { 'x-request-id': id }
        const answer = await ask('/api/v1/version', { headers })
        expectThat(answer.headers['x-request-id'] !== id, `${JSON.stringify(id)} came back`)
      }
    },
  },
  {
    id: 'A102',
    about: 'connections that do nothing, senders that drip',
    run: answersBesideIdle,
  },
  {
    id: 'A103',
    about: 'huge pages and filters',
    async run(target) {
      await refusesQueries(target, ['limit=1000000000', 'limit=0', `q=${'x'.repeat(1_000_000)}`])
      await refusesBodies(target, [`[${'{},'.repeat(10_000)}{}]`])
    },
  },
  {
    id: 'A109',
    about: 'what strangers learn',
    run: tellsStrangersLittle,
  },
]

async function refusesWrongKinds({ ask }: Target): Promise<void> {
  const { json } = await ask('/api/v1/catalog?limit=20')
  const items = Array.isArray(json['items']) ? (json['items'] as { id: string }[]) : []
  for (const { id } of items) {
    const schema = (await ask(`/api/v1/catalog/items/${id}/schema`)).json
    const fields = fieldsIn(schema)
    for (const value of [{ $gt: '' }, [[]], { length: 1e9 }]) {
      const body = { item: id, fields: Object.fromEntries(fields.map((name) => [name, value])) }
      expectStatus(
        `${id} with ${JSON.stringify(value)}`,
        await ask(order, { body }),
        403,
        404,
        409,
        422,
      )
    }
    const body = { item: id, fields: { [randomUUID()]: 'x' } }
    expectStatus(`${id} with a field of no form`, await ask(order, { body }), 403, 404, 409, 422)
  }
}

/** Names of fields anywhere in a schema's `properties`. */
function fieldsIn(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  return Object.entries(schema).flatMap(([key, value]: [string, unknown]) =>
    key === 'properties' && typeof value === 'object' && value !== null
      ? Object.keys(value)
      : fieldsIn(value),
  )
}

const idle = 300

async function answersBesideIdle({ url, ask }: Target): Promise<void> {
  const { hostname, port } = new URL(url)
  const sockets = Array.from({ length: idle }, () => connect(Number(port), hostname))
  for (const socket of sockets) socket.on('error', () => undefined)
  await new Promise((resolve) => setTimeout(resolve, 200))
  for (const socket of sockets.slice(0, idle / 2))
    socket.write('GET /health/live HTTP/1.1\r\nx-slow: ')
  try {
    for (let count = 0; count < 20; count += 1) {
      const answer = await ask('/health/live', { key: null })
      expectStatus('health beside idle connections', answer, 200)
      expectThat(answer.ms < 2_000, `health took ${Math.round(answer.ms)} ms`)
    }
  } finally {
    for (const socket of sockets) socket.destroy()
  }
}

async function tellsStrangersLittle({ ask }: Target): Promise<void> {
  for (const path of [
    '/health',
    '/health/ready',
    '/health/live',
    '/api/v1/version',
    '/api/v1/none',
  ]) {
    const { text, headers } = await ask(path, { key: null })
    expectThat(
      headers['x-powered-by'] === undefined && headers['server'] === undefined,
      `${path} names its software`,
    )
    expectThat(
      !/postgres:|\/home\/|\/work\/|password|secret/i.test(text),
      `${path} tells ${text.slice(0, 200)}`,
    )
  }
  for (const path of [
    '/api/v1/openapi.json',
    '/api/v1/errors',
    '/api/v1/tenants',
    '/api/v1/connections',
  ]) {
    const { status } = await ask(path, { key: null })
    expectThat(status === 401 || path.endsWith('.json'), `${path} answers strangers with ${status}`)
  }
}

/** Kept alive: many calls over few connections. */
export function manyCalls(
  { url }: Target,
  path: string,
  headers: Record<string, string>,
  count: number,
): Promise<number[]> {
  const { hostname, port } = new URL(url)
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  const one = () =>
    new Promise<number>((resolve) => {
      const call = request({ hostname, port, path, headers, agent }, (answer) => {
        answer.resume()
        answer.on('end', () => resolve(answer.statusCode ?? 0))
      })
      call.on('error', () => resolve(0))
      call.end()
    })
  return Promise.all(Array.from({ length: count }, one)).finally(() => agent.destroy())
}
