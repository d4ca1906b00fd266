import type { Datasource, Field, Item } from '@pao/core/catalog'
import { indexOf } from '@pao/core/catalog'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createOptions, type OptionDeps } from '#catalog/options.ts'
import { parseEgress } from '#outbound/egress.ts'
import { createHttp } from '#outbound/http-client.ts'
import { entry, item } from './catalog-documents.ts'

const noon = Date.UTC(2026, 10, 23, 12)
const open: (() => PromiseLike<void>)[] = []
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close()
})

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push(() => {
    server.closeAllConnections()
    return new Promise<void>((resolve) => server.close(() => resolve()))
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function reader(more: Partial<OptionDeps> = {}, allowed: readonly string[] = ['127.0.0.1']) {
  const egress = parseEgress(allowed)
  if (!egress.ok) throw new Error('bad list')
  const http = createHttp({
    egress: egress.value,
    limits: { timeoutMs: 500, maxBytes: 10_000 },
  })
  open.push(() => http[Symbol.asyncDispose]())
  return createOptions({
    http,
    now: () => noon,
    newId: () => 'id',
    random: () => 0,
    scope: { variables: {}, secrets: {}, region: 'r', cluster: 'c' },
    ...more,
  })
}

function withField(field: Partial<Field>): ReturnType<typeof entry> {
  const whole: Field = { id: 'zone', name: 'Zone', type: 'selection', ...field }
  const other: Field = { id: 'region', name: 'Region', type: 'string' }
  const presentation: Item['presentation'] = {
    groups: [{ id: 'g', name: 'G', fields: [other, whole] }],
  }
  return entry({ ...item('thing'), presentation })
}

function api(endpoint: string, more: Partial<Extract<Datasource, { type: 'api' }>> = {}) {
  return withField({ datasource: { type: 'api', endpoint, ...more } })
}

const index = { ...indexOf(undefined), lists: { zones: ['a', { value: 'b', label: 'Zone B' }] } }

function ask(answers: Record<string, unknown> = {}) {
  return { answers, index, signal: new AbortController().signal }
}

const askAs = (team: string) => ({ ...ask(), viewer: { roles: [], teams: [team] } })

const json = (body: unknown): RequestListener => {
  return (_request, response) => response.end(JSON.stringify(body))
}

describe('choices of a field', () => {
  it('stand in the document, in its enum or in a named list', async () => {
    const options = reader()
    const fields = [
      withField({ datasource: { type: 'static', options: [1, { value: 2, label: 'Two' }] } }),
      withField({ validation: { enum: ['x'] } }),
      withField({ datasource: { type: 'reference', list: 'zones' } }),
      withField({}),
    ]

    const found = await Promise.all(fields.map((field) => options(field, 'zone', ask())))

    expect(found.map((one) => one.options)).toEqual([
      [
        { value: 1, label: '1' },
        { value: 2, label: 'Two' },
      ],
      [{ value: 'x', label: 'x' }],
      [
        { value: 'a', label: 'a' },
        { value: 'b', label: 'Zone B' },
      ],
      [],
    ])
  })

  it('are the viewer’s own instances of another item', async () => {
    const instances = [{ id: 'r1', name: 'One', outputs: { url: 'u1' } }, { no: 'id' }]
    const options = reader({
      instancesOf: async (id, viewer) =>
        id === 'vpc' && viewer?.teams.includes('web') ? instances : [],
    })
    const field = withField({
      datasource: { type: 'reference', item: 'vpc', label_field: 'outputs.url' },
    })

    const [mine, none] = [
      await options(field, 'zone', askAs('web')),
      await options(field, 'zone', askAs('x')),
    ]

    expect(mine).toEqual({ options: [{ value: 'r1', label: 'u1' }] })
    expect(none).toMatchObject({ options: [], message: expect.stringContaining('vpc') })
  })

  it('are refused for a field that does not exist', async () => {
    const found = reader()(withField({}), 'nothing', ask())

    await expect(found).rejects.toMatchObject({ code: 'field.not_found' })
  })
})

describe('choices from a remote system', () => {
  it('are found at their path, doubled ones once', async () => {
    const url = await serve(
      json({
        data: { items: [{ id: 1, n: 'One' }, { id: 1, n: 'Again' }, { id: 2 }, { x: 0 }, null] },
      }),
    )
    const field = api(`${url}/zones`, {
      items_path: '$.data.items',
      value_field: 'id',
      label_field: 'n',
    })

    const found = await reader()(field, 'zone', ask())

    expect(found).toEqual({
      options: [
        { value: 1, label: 'One' },
        { value: 2, label: '2' },
      ],
    })
  })

  it('are asked for with answers that cannot leave their place in the address', async () => {
    let seen = ''
    const url = await serve((request, response) => {
      seen = `${request.url} ${request.headers['authorization']}`
      response.end('[]')
    })
    const field = api('{{env.BASE}}/regions/{{fields.region}}?z={{fields.zone}}', {
      headers: { authorization: 'Bearer {{secrets.TOKEN}}' },
    })
    const scope = { variables: { BASE: url }, secrets: { TOKEN: 't' }, region: 'r', cluster: 'c' }

    await reader({ scope })(field, 'zone', ask({ region: '../../admin?a=b#c' }))

    expect(seen).toBe('/regions/..%2F..%2Fadmin%3Fa%3Db%23c?z= Bearer t')
  })

  it('are not asked for elsewhere by an answer that stands alone after the base', async () => {
    let seen = ''
    const url = await serve((request, response) => {
      seen = request.url ?? ''
      response.end('[]')
    })
    const scope = { variables: { BASE: `${url}/` }, secrets: {}, region: 'r', cluster: 'c' }

    await reader({ scope })(
      api('{{env.BASE}}{{fields.region}}'),
      'zone',
      ask({ region: '../@evil.test/' }),
    )

    expect(seen).toBe('/..%2F%40evil.test%2F')
  })

  it('are remembered for their time, by address', async () => {
    let calls = 0
    let now = noon
    const url = await serve((_request, response) => {
      calls += 1
      response.end('["a"]')
    })
    const options = reader({ now: () => now })
    const field = api(`${url}/{{fields.region}}`, { cache_ttl: 60 })

    for (const region of ['x', 'x', 'y', 'x']) await options(field, 'zone', ask({ region }))
    const before = calls
    now += 61_000
    await options(field, 'zone', ask({ region: 'x' }))

    expect([before, calls]).toEqual([2, 3])
  })

  it('are read once for all replicas that share a cache, until they are too old', async () => {
    let calls = 0
    let now = noon
    const url = await serve((_request, response) => {
      calls += 1
      response.end('["a"]')
    })
    const shared = new Map<string, string>()
    const cache: OptionDeps['cache'] = {
      get: async (kind, key) => shared.get(`${kind} ${key}`),
      put: (kind, key, { text }) => void shared.set(`${kind} ${key}`, text()),
    }
    const replicas = ['one', 'other'].map(() => reader({ cache, now: () => now }))
    const field = api(url, { cache_ttl: 60 })
    const [one, other] = replicas

    await one?.(field, 'zone', ask())
    const found = await other?.(field, 'zone', ask())
    const before = calls
    now += 61_000
    await other?.(field, 'zone', ask())

    expect(found).toEqual({ options: [{ value: 'a', label: 'a' }] })
    expect([before, calls]).toEqual([1, 2])
  })

  it.each([
    ['answers 500', (_q, response) => response.writeHead(500).end(), /answered 500/],
    [
      'redirects',
      (_q, response) => response.writeHead(302, { location: '/' }).end(),
      /answered 302/,
    ],
    ['is no JSON', (_q, response) => response.end('<html>'), /cannot be read/],
    ['holds no list', json({ items: 1 }), /cannot be read/],
    ['is too large', (_q, response) => response.end('x'.repeat(20_000)), /too large/],
    ['hangs up', (request) => request.socket.destroy(), /cannot be reached/],
  ] satisfies [string, RequestListener, RegExp][])(
    'are none, with a sentence, when the source %s; and are asked for again',
    async (_what, listener, message) => {
      let isDead = true
      const url = await serve((request, response) =>
        isDead ? listener(request, response) : response.end('["a"]'),
      )
      const options = reader()

      const dead = await options(api(url), 'zone', ask())
      isDead = false
      const alive = await options(api(url), 'zone', ask())

      expect(dead).toEqual({ options: [], message: expect.stringMatching(message) })
      expect(alive.options).toEqual([{ value: 'a', label: 'a' }])
    },
  )

  it('never come from where the operator does not allow, nor say where that is', async () => {
    let calls = 0
    const url = await serve(() => (calls += 1))

    const found = await reader({}, [])(api(`${url}/secret-path`), 'zone', ask())

    expect(found.options).toEqual([])
    expect(found.message).toContain('does not allow')
    expect(found.message).not.toContain('127.0.0.1')
    expect(calls).toBe(0)
  })

  it('are none while the address cannot be made', async () => {
    const found = await reader()(api('{{env.MISSING}}/x'), 'zone', ask())

    expect(found).toMatchObject({ options: [], message: expect.stringContaining('cannot be made') })
  })
})
