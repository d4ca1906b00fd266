import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Delivery, Signer } from '../src/api/deps.ts'
import { hmacOf } from '../src/api/guards/signature.ts'
import { startApi } from './api-world.ts'

const secret = "It's a Secret to Everybody"
const sign = (body: string | Buffer, key = secret) =>
  `sha256=${createHmac('sha256', key).update(body).digest('hex')}`

describe('a signature', () => {
  it('fits GitHub’s own example', () => {
    // https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
    const documented = 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17'

    const mine = { tenant: 'default', secret, connection: 'mine' }
    const signers = [{ tenant: 'default', secret: 'other', connection: 'other' }, mine]
    const proof = hmacOf({ header: 'x', algorithm: 'sha256', prefix: 'sha256=' })
    const whose = (text: string) =>
      proof(signers, { bytes: Buffer.from(text), header: () => documented }, 0)

    expect([whose('Hello, World!'), whose('Hello, World! ')]).toEqual([[mine], []])
  })
})

async function start(signers: readonly Signer[] = [{ tenant: 'default', secret }]) {
  const received: (Delivery & { source: string })[] = []
  const app = await startApi({
    webhooks: {
      signers: () => signers,
      receive: async (source, delivery) => {
        const isNew = !received.some(
          ({ id, tenant }) => id === delivery.id && tenant === delivery.tenant,
        )
        if (isNew) received.push({ source, ...delivery })
        return isNew
      },
    },
  })
  const post = (source: string, payload: string | Buffer, headers: Record<string, string>) =>
    app.inject({
      method: 'POST',
      url: `/api/v1/webhooks/${source}`,
      headers: { 'content-type': 'application/json', ...headers },
      payload,
    })
  return { app, post, received }
}

describe('a delivery', () => {
  const body = '{ "zen":   "spaces count", "n": 12345678901234567890 }'

  it('of GitHub is handed on with its id and event', async () => {
    const { app, post, received } = await start()

    const answer = await post('github', body, {
      'x-hub-signature-256': sign(body),
      'x-github-delivery': 'd-1',
      'x-github-event': 'push',
    })
    await app.close()

    expect([answer.statusCode, answer.json()]).toEqual([202, { duplicate: false }])
    expect(received).toMatchObject([
      {
        source: 'github',
        tenant: 'default',
        id: 'd-1',
        event: 'push',
        body: { zen: 'spaces count' },
      },
    ])
  })

  it('of Jira counts once by its identifier, or by its bytes when it has none', async () => {
    const { app, post, received } = await start()
    const signed = { 'x-hub-signature': sign(body) }
    const named = { ...signed, 'x-atlassian-webhook-identifier': 'j-1' }

    const answers = [
      await post('jira', body, named),
      await post('jira', body, named),
      await post('jira', body, signed),
      await post('jira', body, signed),
    ]
    await app.close()

    expect(answers.map((answer) => answer.json<unknown>())).toEqual([
      { duplicate: false },
      { duplicate: true },
      { duplicate: false },
      { duplicate: true },
    ])
    expect(received).toHaveLength(2)
  })

  it('is of the connection whose secret fits, and of none where several have it', async () => {
    const connections = ['a', 'b', 'c'].map((connection) => ({
      tenant: 'default',
      secret: 'shared',
      connection,
    }))
    const { app, post, received } = await start([
      { tenant: 'default', secret, connection: 'own' },
      ...connections,
    ])

    await post('jira', '{"n":1}', { 'x-hub-signature': sign('{"n":1}') })
    await post('jira', '{"n":2}', { 'x-hub-signature': sign('{"n":2}', 'shared') })
    await app.close()

    expect(received.map(({ connection }) => connection)).toEqual(['own', undefined])
  })

  it('is news for the tenant whose secret fits, and for each that shares the connection', async () => {
    const pairs = [
      ['acme', 'of acme'],
      ['globex', 'of globex'],
      ['default', 'shared'],
      ['acme', 'shared'],
    ] as const
    const { app, post, received } = await start(
      pairs.map(([tenant, own]) => ({ tenant, secret: own, connection: 'chat' })),
    )

    await post('jira', '{"n":1}', { 'x-hub-signature': sign('{"n":1}', 'of globex') })
    await post('jira', '{"n":2}', { 'x-hub-signature': sign('{"n":2}', 'shared') })
    await app.close()

    expect(received.map(({ tenant, connection }) => [tenant, connection])).toEqual([
      ['globex', 'chat'],
      ['default', 'chat'],
      ['acme', 'chat'],
    ])
  })

  it.each<[string, Record<string, string>]>([
    ['without a signature', {}],
    [
      'signed with SHA-1 only',
      { 'x-hub-signature': 'sha1=0123456789abcdef0123456789abcdef01234567' },
    ],
    ['with a short signature', { 'x-hub-signature-256': 'sha256=ab' }],
    ['with an odd signature', { 'x-hub-signature-256': `${sign(body)}0` }],
    ['signed with the empty key', { 'x-hub-signature-256': sign(body, '') }],
    ['signed over other spaces', { 'x-hub-signature-256': sign(JSON.stringify(JSON.parse(body))) }],
    ['with the signature of another header', { 'x-hub-signature': sign(body) }],
  ])('%s is refused', async (_name, headers) => {
    const { app, post, received } = await start()

    const answer = await post('github', body, headers)
    await app.close()

    expect(answer.statusCode).toBe(401)
    expect(received).toEqual([])
  })

  it('with upper-case hex is the same signature', async () => {
    const { app, post } = await start()
    const upper = sign(body).replace(/[0-9a-f]{64}/, (hex) => hex.toUpperCase())

    const answer = await post('github', body, { 'x-hub-signature-256': upper })
    await app.close()

    expect(answer.statusCode).toBe(202)
  })

  it.each([
    ['no secret', []],
    ['an empty secret', [{ tenant: 'default', secret: '' }]],
  ])('is refused where %s is set, whatever it is signed with', async (_name, signers) => {
    const { app, post, received } = await start(signers)

    const answers = await Promise.all(
      ['', secret].map((key) => post('github', body, { 'x-hub-signature-256': sign(body, key) })),
    )
    await app.close()

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([401, 401])
    expect(received).toEqual([])
  })

  it.each(['', 'null', '[]', '"text"', '{"a":', '\ufeff{}', '{"__proto__":{}}'])(
    'of %j is refused although it is signed',
    async (text) => {
      const { app, post, received } = await start()

      const answer = await post('github', text, { 'x-hub-signature-256': sign(text) })
      await app.close()

      expect(answer.statusCode).toBe(400)
      expect(received).toEqual([])
    },
  )

  it('that is packed or too large is refused', async () => {
    const { app, post } = await start()
    const large = JSON.stringify({ a: 'x'.repeat(1_048_576) })

    const packed = await post('github', body, {
      'x-hub-signature-256': sign(body),
      'content-encoding': 'gzip',
    })
    const tooLarge = await post('github', large, { 'x-hub-signature-256': sign(large) })
    await app.close()

    expect([packed.statusCode, tooLarge.statusCode]).toEqual([415, 413])
  })
})
