import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { type Answer, expectStatus, expectThat, type Probe, type Target } from './target.ts'

const github = '/api/v1/webhooks/github'
const body = JSON.stringify({ zen: 'Keep it logically awesome.' })
const signed = (secret: string, over: string | Buffer): string =>
  `sha256=${createHmac('sha256', secret).update(over).digest('hex')}`

type Delivery = {
  signature?: string
  id?: string
  headers?: Record<string, string>
  over?: string | Buffer
}

function deliver(
  { ask }: Target,
  { signature, id, headers, over = body }: Delivery,
): Promise<Answer> {
  return ask(github, {
    key: null,
    body: over,
    headers: {
      'x-github-event': 'ping',
      'x-github-delivery': id ?? randomUUID(),
      ...(signature !== undefined && { 'x-hub-signature-256': signature }),
      ...headers,
    },
  })
}

function upgrade(
  { ask }: Target,
  path: string,
  headers: Record<string, string>,
  key: string | null,
) {
  return ask(path, {
    key,
    headers: {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': randomBytes(16).toString('base64'),
      ...headers,
    },
  })
}

const stream = '/api/v1/ws/notifications'

/** Webhooks, pages of others, streams. */
export const outsideProbes: readonly Probe[] = [
  {
    id: 'A81',
    about: 'no, short, odd or SHA-1 signatures, the empty key',
    async run(target) {
      const bad = [
        undefined,
        '',
        'sha256=',
        'sha256=zz',
        'sha1=0123456789abcdef0123456789abcdef01234567',
        signed('', body),
      ]
      for (const signature of bad)
        expectStatus(
          String(signature),
          await deliver(target, { ...(signature !== undefined && { signature }) }),
          401,
          429,
        )
      for (const name of ['gitlab', 'jira', 'terraform', 'monitoring', 'generic', 'slack'])
        expectStatus(
          name,
          await target.ask(`/api/v1/webhooks/${name}`, { key: null, body }),
          400,
          401,
          404,
          415,
          429,
        )
    },
  },
  {
    id: 'A82',
    about: 'another writing of the body, gzip, another charset',
    async run(target) {
      const { webhookSecret: secret } = target
      const signature = signed(secret ?? 'x', body)
      const other = body.replace(':', ': ')
      expectStatus('other bytes', await deliver(target, { signature, over: other }), 401, 429)
      const gzip = { 'content-encoding': 'gzip' }
      expectStatus(
        'gzip',
        await deliver(target, { signature, over: gzipSync(body), headers: gzip }),
        400,
        401,
        415,
        429,
      )
    },
  },
  {
    id: 'A83',
    about: 'fifty replays at once',
    async run(target) {
      const { webhookSecret: secret } = target
      const id = randomUUID()
      const signature = signed(secret ?? 'x', body)
      const all = await Promise.all(
        Array.from({ length: 50 }, () => deliver(target, { signature, id })),
      )
      const taken = all.filter(({ status, json }) => status < 300 && json['duplicate'] !== true)
      expectThat(
        taken.length === (secret === undefined ? 0 : 1),
        `${taken.length} of fifty were taken`,
      )
    },
  },
  {
    id: 'A86',
    about: 'empty and strange bodies',
    async run(target) {
      const { webhookSecret: secret } = target
      for (const over of ['', 'null', '[]', '{', 'x'.repeat(2_000_000)]) {
        const answer = await deliver(target, { signature: signed(secret ?? 'x', over), over })
        expectStatus(over.slice(0, 20), answer, 400, 401, 413, 429)
      }
    },
  },
  {
    id: 'A88',
    about: 'calls of other pages with a cookie',
    async run({ ask }) {
      for (const headers of [
        { cookie: 'pao_session=x; __Host-pao_session=x', origin: 'https://evil.example' },
        { cookie: 'pao_session=x', origin: 'null', 'content-type': 'text/plain' },
        { cookie: 'pao_session=x', 'sec-fetch-site': 'cross-site' },
      ]) {
        const answer = await ask('/api/v1/requests', {
          key: null,
          headers,
          body: { item: 'x', fields: {} },
        })
        expectStatus(JSON.stringify(headers), answer, 401, 403, 415, 429)
      }
    },
  },
  {
    id: 'A89',
    about: 'other origins',
    async run({ ask }) {
      for (const origin of ['https://evil.example', 'null', 'http://localhost.evil.example'])
        for (const method of ['GET', 'OPTIONS']) {
          const headers = { origin, 'access-control-request-method': 'DELETE' }
          const answer = await ask('/api/v1/me', { method, headers })
          const told = Object.keys(answer.headers).filter((name) =>
            name.startsWith('access-control'),
          )
          expectThat(told.length === 0, `${origin} is told ${told.join()}`)
        }
    },
  },
  {
    id: 'A90',
    about: 'a WebSocket from another origin',
    async run(target) {
      const foreign = { origin: 'https://evil.example' }
      expectStatus(
        'a key from a foreign page',
        await upgrade(target, stream, foreign, target.developer),
        403,
        404,
      )
      const cookie = { cookie: 'pao_session=x', origin: 'null' }
      expectStatus(
        'a cookie from a foreign page',
        await upgrade(target, stream, cookie, null),
        401,
        403,
        429,
      )
    },
  },
  {
    id: 'A91',
    about: 'tokens in the address of a stream',
    async run(target) {
      const path = `${stream}?token=${target.developer}`
      expectStatus(
        'a token in the address',
        await upgrade(target, path, {}, null),
        400,
        401,
        404,
        429,
      )
    },
  },
  {
    id: 'A93',
    about: 'frames, redirects, caches, source maps',
    async run({ ask }) {
      for (const path of ['/', '/requests/x', '/api/v1/me', '/api/v1/none']) {
        const { headers } = await ask(path)
        expectThat(
          /frame-ancestors 'none'/.test(headers['content-security-policy'] ?? ''),
          `${path} may be framed`,
        )
        expectThat(headers['x-content-type-options'] === 'nosniff', `${path} may be sniffed`)
      }
      const { headers } = await ask('/api/v1/me')
      expectThat(headers['cache-control'] === 'no-store', 'answers are cached')
      const { text } = await ask('/', { key: null })
      for (const [, script = ''] of text.matchAll(/<script[^>]* src="([^"]+)"/g)) {
        const { status, headers: told } = await ask(`${script}.map`, { key: null })
        expectThat(
          status === 404 || (told['content-type'] ?? '').includes('html'),
          `${script}.map is served`,
        )
      }
    },
  },
]
