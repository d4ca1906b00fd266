import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Delivery, Signer } from '../src/api/deps.ts'
import { noon, startApi } from './api-world.ts'

const secret = 'canary-of-a-webhook-1234'
const old = 'canary-of-a-webhook-before'
const body = '{ "run_id": "run-1",  "correlation_id": "order-7" }'
const seconds = String(noon / 1000)

let app: Awaited<ReturnType<typeof startApi>>
let received: (Delivery & { source: string })[]
let signers: Signer[]
beforeEach(async () => {
  received = []
  signers = [
    { tenant: 'default', secret, connection: 'shop' },
    { tenant: 'default', secret: old, connection: 'shop' },
    { tenant: 'default', secret: '', connection: 'shop' },
  ]
  app = await startApi({
    webhooks: {
      signers: () => signers,
      receive: async (source, delivery) => {
        const isNew = !received.some(({ id }) => id === delivery.id)
        if (isNew) received.push({ source, ...delivery })
        return isNew
      },
    },
  })
})
afterEach(() => app.close())

type Headers = Record<string, string>

const post = (source: string, headers: Headers, payload = body) =>
  app.inject({
    method: 'POST',
    url: `/api/v1/webhooks/${source}`,
    headers: { 'content-type': 'application/json', ...headers },
    payload,
  })

const mac = (algorithm: string, text: string, key: string | Buffer = secret) =>
  createHmac(algorithm, key).update(text)

function standard(id: string, at = seconds, key: string | Buffer = secret): Headers {
  const signature = mac('sha256', `${id}.${at}.${body}`, key).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': `v1,${signature}` }
}

function stamped(at = seconds, key = secret): Headers {
  const hex = mac('sha256', `${at}.${body}`, key).digest('hex')
  return { 'x-signature-256': `sha256=${hex}`, 'x-timestamp': at }
}

const tfe = (key = secret): Headers => ({
  'x-tfe-notification-signature': mac('sha512', body, key).digest('hex'),
})
const token = (value = secret): Headers => ({ 'x-gitlab-token': value })
const bearer = (value = secret): Headers => ({ authorization: `Bearer ${value}` })

/** What each sender sends with a secret. */
const proofs: readonly [string, (key?: string) => Headers][] = [
  ['gitlab', token],
  ['gitlab', (key) => standard('m-1', seconds, key)],
  ['terraform', tfe],
  ['monitoring', bearer],
  ['generic', (key) => standard('m-1', seconds, key)],
  ['generic', (key) => stamped(seconds, key)],
]

describe.each(proofs)('a delivery of %s (%#)', (source, proof) => {
  it('is taken in with its connection, by the secret of now and the one before', async () => {
    const answers = [await post(source, proof()), await post(source, proof(old))]

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([202, 202])
    expect(received[0]).toMatchObject({ source, connection: 'shop', tenant: 'default' })
  })

  it('is refused with another secret, with the empty one, and with none', async () => {
    const answers = [
      await post(source, proof('canary-of-somebody-else')),
      await post(source, proof('')),
      await post(source, {}),
    ]

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([401, 401, 401])
    expect([received, JSON.stringify(answers.map((one) => one.body))]).toEqual([
      [],
      expect.not.stringContaining('canary'),
    ])
  })

  it('is refused where no secret is set', async () => {
    signers = []

    const answer = await post(source, proof())

    expect([answer.statusCode, received]).toEqual([401, []])
  })

  it('counts once however often it is replayed', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(source, proof())))

    expect(answers.every(({ statusCode }) => statusCode === 202)).toBe(true)
    expect(received).toHaveLength(1)
  })
})

describe('a signed delivery', () => {
  it.each([
    ['terraform', tfe()],
    ['generic', standard('m-1')],
    ['generic', stamped()],
  ])('of %s is refused over other bytes', async (source, headers) => {
    const answer = await post(source, headers, JSON.stringify(JSON.parse(body)))

    expect(answer.statusCode).toBe(401)
  })

  it.each([
    [-301, 401],
    [-299, 202],
    [299, 202],
    [301, 401],
  ])('that is %i seconds off is answered with %i', async (off, status) => {
    const at = String(noon / 1000 + off)

    const answers = [await post('generic', standard('m-1', at)), await post('generic', stamped(at))]

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([status, status])
  })

  it('does not come again under another name', async () => {
    await post('generic', stamped())
    const renamed = await post('generic', { ...stamped(), 'webhook-id': 'another' })
    const forged = await post('generic', { ...standard('m-1'), 'webhook-id': 'm-2' })

    expect([renamed.json(), forged.statusCode]).toEqual([{ duplicate: true }, 401])
  })

  it('in another charset is refused', async () => {
    const answer = await post('generic', {
      ...standard('m-1'),
      'content-type': 'application/json; charset=latin1',
    })

    expect([answer.statusCode, received]).toEqual([415, []])
  })

  it('may bring several signatures while its sender changes keys', async () => {
    const good = standard('m-1')
    const signatures = `v1,AAAA v1a,BBBB ${good['webhook-signature'] ?? ''}`

    const answer = await post('generic', { ...good, 'webhook-signature': signatures })

    expect(answer.statusCode).toBe(202)
  })

  it('fits the example of the Standard Webhooks libraries', async () => {
    // https://github.com/standard-webhooks/standard-webhooks, test vectors of the reference libraries
    const key = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64')
    signers = [{ tenant: 'default', secret: `whsec_${key.toString('base64')}`, connection: 'shop' }]

    const answer = await post('generic', standard('msg_p5jXN8AQM9LWM0D4loKWxJek', seconds, key))

    expect(answer.statusCode).toBe(202)
  })

  it('of two connections with the same id is two', async () => {
    await post('generic', standard('m-1'))
    signers = [{ tenant: 'default', secret: 'of another shop', connection: 'other' }]
    await post('generic', standard('m-1', seconds, 'of another shop'))

    expect(received.map(({ id }) => id)).toEqual(['shop:m-1', 'other:m-1'])
  })
})
