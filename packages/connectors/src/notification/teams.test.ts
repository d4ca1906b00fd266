import { startFakeSlack } from '@pao/fakes'
import { describe, expect, it } from 'vitest'
import { closing, exerciseConnector, testContext } from '../../contract/index.ts'
import type { Connection } from '../kit/context.ts'
import type { NotificationConfig } from './config.ts'
import { notification } from './connector.ts'

const ready: NotificationConfig = {
  channel: 'teams',
  subject: 'Ready',
  message: 'The database is ready',
}
const channelAt = (webhook_url: string, name = 'platform'): Connection => ({
  name,
  type: 'teams',
  settings: {},
  secrets: { webhook_url },
})
async function flow() {
  const fake = closing(await startFakeSlack({ port: 0 }))
  const connections = [channelAt(fake.teams.webhookUrl)]
  const say = (config: Partial<NotificationConfig>) =>
    notification.execute(testContext({ connections }), { ...ready, ...config })
  return { fake, say, cardText: () => JSON.stringify(fake.teams.cards()[0]) }
}

describe('by Teams', () => {
  exerciseConnector(notification, {
    config: ready,
    repeatable: false,
    async remote() {
      const fake = await startFakeSlack({ port: 0 })
      return {
        config: ready,
        options: { connections: [channelAt(fake.teams.webhookUrl)] },
        fail(status, retryAfter) {
          const failure = { status, times: 9, ...(retryAfter !== undefined && { retryAfter }) }
          fake.switches.failures = [failure]
        },
        effects: () => fake.teams.cards().length,
        [Symbol.asyncDispose]: () => fake[Symbol.asyncDispose](),
      }
    },
  })
})

it('posts a card that Microsoft takes, with title, facts and the way to the request', async () => {
  const { fake, say } = await flow()

  const outcome = await say({ message: 'one\n\ntwo', facts: { Host: 'db-1', Port: '' } })

  expect(outcome).toEqual({ kind: 'succeeded', outputs: { channel: 'teams', sent: true } })
  expect(fake.teams.cards()).toMatchObject([
    {
      body: [
        { inlines: [{ text: 'Ready', weight: 'Bolder' }] },
        { inlines: [{ text: 'one' }] },
        { inlines: [{ text: 'two' }] },
        { inlines: [{ text: 'Host: ', weight: 'Bolder' }, { text: 'db-1' }] },
      ],
      actions: [{ url: 'https://pao.example.com/requests/0199-request' }],
    },
  ])
})

it('lets no link and no mention come of what somebody typed', async () => {
  const { say, cardText } = await flow()

  await say({ message: '[click](https://evil.example) <at>everyone</at>' })

  expect(cardText()).not.toContain('"TextBlock"')
  expect(cardText()).not.toContain('"entities"')
})

it.each([
  ['very long', 'x'.repeat(200_000)],
  ['long in three bytes a sign', '漢'.repeat(50_000)],
  ['full of quotes', '"'.repeat(50_000)],
  ['of very many lines', 'line\n'.repeat(5_000)],
])('cuts a message that is %s to what Teams takes', async (_how, message) => {
  const { say, cardText } = await flow()

  const outcome = await say({ message })

  expect(outcome.kind).toBe('succeeded')
  expect(cardText()).toContain('…')
})

it('finds the channel by the name an address gives', async () => {
  const fake = closing(await startFakeSlack({ port: 0 }))
  const connections = [
    channelAt('https://elsewhere.example.com', 'other'),
    channelAt(fake.teams.webhookUrl, 'db'),
  ]

  const outcome = await notification.execute(testContext({ connections }), { ...ready, to: ['db'] })

  expect(outcome.kind).toBe('succeeded')
})

it('says that the flow is gone without naming its address', async () => {
  const fake = closing(await startFakeSlack({ port: 0 }))
  const gone = `${fake.url}/workflows/other/triggers/manual/paths/invoke?sig=canary-4711`
  const context = testContext({ connections: [channelAt(gone)] })

  const outcome = await notification.execute(context, ready)

  expect(outcome).toMatchObject({ kind: 'failed', retryable: false, code: 'teams.http_404' })
  expect(JSON.stringify([outcome, context.lines])).not.toContain('canary-4711')
})

const delivery = 'Webhook message delivery failed with error:'
const endpoint = 'Microsoft Teams endpoint returned HTTP error'
it.each([
  ['1', { kind: 'succeeded' }],
  [`${delivery} ${endpoint} 429`, { kind: 'failed', retryable: true, made: 'no' }],
  [`${endpoint} 403`, { kind: 'failed', retryable: false, made: 'no' }],
  ['<html>sign in</html>', { kind: 'failed', retryable: false, made: 'maybe' }],
])('reads "%s" with status 200 as %o', async (text, expected) => {
  const answer = {
    status: 200,
    headers: new Headers(),
    url: '',
    text: () => text,
    bytes: () => Buffer.from(text),
    json: () => JSON.parse(text) as unknown,
  }
  const connections = [channelAt('https://acme.webhook.office.com/x')]
  const http = { send: () => Promise.resolve(answer) }

  const outcome = await notification.execute(testContext({ connections, http }), ready)

  expect(outcome).toMatchObject(expected)
})
