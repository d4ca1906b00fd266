import { createHmac, randomUUID } from 'node:crypto'
import { operationsOf } from '../operations-of.ts'
import { manyCalls } from './probes-calls.ts'
import { expectStatus, expectThat, type Probe, type Target } from './target.ts'

const encoded = (value: object | string): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')

/** A token nobody issued: signed with nothing, or by HMAC with a secret anybody knows. */
function forged(header: object, claims: object = {}, secret?: string): string {
  const now = Math.floor(Date.now() / 1_000)
  const body = `${encoded(header)}.${encoded({ sub: 'admin', roles: ['admin'], iat: now, exp: now + 600, ...claims })}`
  const mac =
    secret === undefined ? '' : createHmac('sha256', secret).update(body).digest('base64url')
  return `${body}.${mac}`
}

async function refusesTokens({ ask }: Target, tokens: readonly string[]): Promise<void> {
  for (const token of tokens)
    expectStatus(token.slice(0, 40), await ask('/api/v1/me', { key: token }), 401, 429)
}

const jwk = { kty: 'oct', k: encoded('secret') }
const paths = (path: string): readonly string[] => [
  `/${path}`,
  `${path}/`,
  path.toUpperCase(),
  path.replace('/v1/', '/v1/./'),
  `${path};a=b`,
  `/health/..;${path}`,
  path.replace('-', '%2D'),
  `/health/..${path}`,
  `${path}/configs`,
]
const foreignHeaders = [
  'x-http-method-override',
  'x-original-url',
  'x-forwarded-user',
  'x-rewrite-url',
  'x-middleware-subrequest',
  'x-tenant-id',
]

/** Who calls, and what they may. */
export const callerProbes: readonly Probe[] = [
  {
    id: 'A61',
    about: 'tokens without or with another algorithm',
    run: (target) =>
      refusesTokens(target, [
        forged({ alg: 'none', typ: 'at+jwt' }),
        forged({ alg: 'nOnE' }),
        forged({ alg: 'HS256', typ: 'at+jwt' }, {}, ''),
        forged({ alg: 'HS256', typ: 'at+jwt' }, {}, 'secret'),
      ]),
  },
  {
    id: 'A62',
    about: 'keys named by the token itself',
    run: (target) =>
      refusesTokens(target, [
        forged({ alg: 'HS256', jwk }, {}, 'secret'),
        forged({ alg: 'HS256', jku: 'http://127.0.0.1:1/keys' }, {}, 'secret'),
        forged({ alg: 'HS256', kid: '../../../dev/null' }, {}, ''),
        forged({ alg: 'HS256', crit: ['x'], x: 1 }, {}, 'secret'),
      ]),
  },
  {
    id: 'A63',
    about: 'tokens of another kind, time or audience',
    run: (target) =>
      refusesTokens(target, [
        forged({ alg: 'RS256' }, { exp: undefined }),
        forged({ alg: 'RS256' }, { exp: '9999999999' }),
        forged({ alg: 'RS256' }, { iss: [target.url], aud: ['pao', 'other'] }),
      ]),
  },
  {
    id: 'A65',
    about: 'a sign-in that leads elsewhere, a code nobody gave',
    async run({ ask }) {
      const back = await ask('/api/v1/session/callback?code=guess&state=guess', { key: null })
      expectThat(
        back.status !== 200 && !/pao_session=[^;]/.test(back.headers['set-cookie'] ?? ''),
        'a guessed code signs in',
      )
      const out = await ask('/api/v1/session/sign-in?issuer=none&return_to=//evil.example', {
        key: null,
      })
      const { hostname } = new URL(out.headers['location'] ?? '/', 'http://nowhere.example')
      expectThat(!hostname.includes('evil'), `it leads to ${hostname}`)
    },
  },
  {
    id: 'A66',
    about: 'keys in the query, guessed or revoked',
    async run({ ask, developer }) {
      expectStatus(
        'in the query',
        await ask(`/api/v1/me?access_token=${developer}`, { key: null }),
        401,
      )
      for (const guess of [`${developer}x`, developer.toUpperCase(), developer.slice(0, -1), ''])
        expectStatus('a guess', await ask('/api/v1/me', { key: guess }), 401, 429)
    },
  },
  {
    id: 'A68',
    about: 'other spellings of a path',
    async run({ ask, developer }) {
      for (const path of paths('/api/v1/service-accounts'))
        for (const key of [null, developer])
          expectStatus(path, await ask(path, { key }), 400, 401, 403, 404, 429)
    },
  },
  {
    id: 'A69',
    about: 'headers that claim another method, path or person',
    async run({ ask, developer }) {
      const me = (await ask('/api/v1/me', { key: developer })).json['id']
      for (const name of foreignHeaders) {
        const headers = { [name]: name.includes('method') ? 'DELETE' : '/api/v1/api-keys' }
        const answer = await ask('/api/v1/me', { key: developer, headers })
        expectStatus(name, answer, 200)
        expectThat(answer.json['id'] === me, `${name} makes somebody else`)
      }
      expectStatus('TRACE', await ask('/api/v1/me', { method: 'TRACE' }), 400, 404, 405)
    },
  },
  {
    id: 'A70',
    about: 'a forged origin of the call',
    async run({ ask, developer }) {
      const elsewhere = '203.0.113.9'
      const { json } = await ask('/api/v1/me', { key: developer })
      const headers = { 'x-forwarded-for': elsewhere, forwarded: `for=${elsewhere}` }
      expectStatus('a refusal', await ask('/api/v1/secrets', { key: developer, headers }), 403)
      const { text } = await ask(`/api/v1/audit?actor=${String(json['id'])}&limit=50`)
      expectThat(text.includes('call.forbidden'), 'the refusal is not noted')
      expectThat(!text.includes(elsewhere), 'the audit believes what the caller wrote')
    },
  },
  { id: 'A72', about: 'operations of other roles', run: keepsRolesApart },
  {
    id: 'A73',
    about: 'reading another’s inputs and outputs',
    async run({ ask, developer }) {
      const id = await firstRequest({ ask })
      if (id === undefined) return
      for (const part of ['', '/outputs', '/logs', '/plan', '/events', '/story'])
        expectStatus(part, await ask(`/api/v1/requests/${id}${part}`, { key: developer }), 404)
    },
  },
  {
    id: 'A75',
    about: 'a key that is revoked',
    async run({ ask }) {
      const made = await makeKey({ ask }, 'developer')
      expectStatus('the key', await ask('/api/v1/me', { key: made.key }), 200)
      await ask(`/api/v1/api-keys/${made.id}`, { method: 'DELETE' })
      const end = performance.now() + 5_000
      let { status } = await ask('/api/v1/me', { key: made.key })
      while (status === 200 && performance.now() < end)
        ({ status } = await ask('/api/v1/me', { key: made.key }))
      expectThat([401, 429].includes(status), `five seconds later it answers ${status}`)
    },
  },
  {
    id: 'A76',
    about: 'naming another tenant',
    async run({ ask, developer }) {
      const headers = { 'x-tenant-id': 'other', 'x-tenant': 'other' }
      const { json } = await ask('/api/v1/me', { key: developer, headers })
      const plain = (await ask('/api/v1/me', { key: developer })).json
      expectThat(json['tenant'] === plain['tenant'], `it is ${String(json['tenant'])} now`)
      expectStatus(
        'in the query',
        await ask('/api/v1/requests?tenant=other', { key: developer }),
        400,
      )
    },
  },
  {
    id: 'A77',
    about: 'learning from differences',
    async run({ ask, developer }) {
      const id = await firstRequest({ ask })
      if (id === undefined) return
      const headers = { 'x-request-id': 'same' }
      const ask404 = async (one: string) => {
        const { text, status } = await ask(`/api/v1/requests/${one}`, { key: developer, headers })
        return `${status} ${text.replaceAll(one, 'ID')}`
      }
      const [foreign, unknown] = [await ask404(id), await ask404(randomUUID())]
      expectThat(foreign === unknown, `${foreign} and ${unknown}`)
    },
  },
  {
    id: 'A79',
    about: 'steering another’s request',
    async run({ ask, developer }) {
      const id = await firstRequest({ ask })
      if (id === undefined) return
      for (const deed of ['cancel', 'retry', 'rollback']) {
        const path = `/api/v1/requests/${id}/${deed}`
        expectStatus(deed, await ask(path, { key: developer, body: {} }), 400, 403, 404)
      }
    },
  },
  // What makes the address of this run a suspect comes last.
  {
    id: 'A64',
    about: 'many tokens of unknown keys',
    async run(target) {
      const token = forged({ alg: 'RS256', kid: randomUUID() }, {}, 'x')
      const headers = { authorization: `Bearer ${token}` }
      const statuses = new Set(await manyCalls(target, '/api/v1/me', headers, 200))
      expectThat(
        [...statuses].every((status) => [401, 429].includes(status)),
        [...statuses].join(),
      )
    },
  },
  {
    id: 'A67',
    about: 'many bad keys',
    async run(target) {
      const headers = { authorization: 'Bearer guess' }
      const statuses = await manyCalls(target, '/api/v1/me', headers, 200)
      expectThat(statuses.includes(429), 'two hundred guesses are not slowed down')
      expectStatus(
        'a good key beside it',
        await target.ask('/api/v1/me', { key: target.developer }),
        200,
      )
    },
  },
]

async function firstRequest({ ask }: Pick<Target, 'ask'>): Promise<string | undefined> {
  const { json } = await ask('/api/v1/requests?limit=1')
  const items = Array.isArray(json['items']) ? (json['items'] as { id?: string }[]) : []
  return items[0]?.id
}

/** A key of that role, until it is revoked. Throws with the answer when none is given. */
export async function makeKey(
  { ask }: Pick<Target, 'ask'>,
  role: string,
): Promise<{ id: string; key: string }> {
  const body = {
    name: `attack ${role}`,
    roles: [role],
    expires_at: new Date(Date.now() + 3_600_000).toISOString(),
  }
  const { json, text } = await ask('/api/v1/api-keys', { body })
  const { id, key } = json
  if (typeof id !== 'string' || typeof key !== 'string') throw new Error(`no key: ${text}`)
  return { id, key }
}

/** Operations that a developer may never call, whatever stands behind their ids. */
const ofOthers =
  /^(account|audit|directory|key|secret|tenant|error|quota|limit|calendar|automation|breaker|state|catalog)\.(manage|read|write|upkeep|rotate|refresh|switch|reset|unlock|resolve|list)$/
const everybodys = new Set(['catalog.read', 'calendar.read', 'quota.read', 'automation.read'])

async function keepsRolesApart({ ask, developer }: Target): Promise<void> {
  const document = JSON.parse((await ask('/api/v1/openapi.json')).text) as unknown
  const closed = operationsOf(document).filter(
    ({ permission = '' }) => ofOthers.test(permission) && !everybodys.has(permission),
  )
  expectThat(closed.length > 25, `only ${closed.length} operations are of other roles`)
  for (const { id, call } of closed) {
    const { url, method, payload } = call({ id: randomUUID() })
    const answer = await ask(url, { method, key: developer, ...(payload && { body: payload }) })
    expectStatus(id, answer, 403, 404)
  }
}
