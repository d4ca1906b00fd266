import { startFakeSlack } from '@pao/fakes'
import { describe, expect, it } from 'vitest'
import { closing, exerciseConnector, testContext } from '../../contract/index.ts'
import { type Connection, TransportFailure } from '../kit/context.ts'
import type { NotificationConfig } from './config.ts'
import { notification } from './connector.ts'

const toSlack: NotificationConfig = {
  channel: 'slack',
  subject: 'Ready',
  message: 'The database is ready',
}
const slackBy = (
  secrets: Connection['secrets'],
  settings: Connection['settings'] = {},
): Connection => ({
  name: 'chat',
  type: 'slack',
  settings,
  secrets,
})
const mailServer: Connection = {
  name: 'mail',
  type: 'smtp',
  settings: { host: 'localhost', from: 'pao@example.com' },
  secrets: { password: 'mail-secret' },
}

exerciseConnector(notification, {
  config: toSlack,
  repeatable: false,
  async remote() {
    const slack = await startFakeSlack({ port: 0 })
    return {
      config: toSlack,
      options: { connections: [slackBy({ webhook_url: slack.webhookUrl })] },
      fail(status, retryAfter) {
        const failure = { status, times: 9, ...(retryAfter !== undefined && { retryAfter }) }
        slack.switches.failures = [failure]
      },
      effects: () => slack.messages().length,
      [Symbol.asyncDispose]: () => slack[Symbol.asyncDispose](),
    }
  },
})

describe('a message by Slack', () => {
  it('makes no mention and no link out of what somebody typed', async () => {
    const slack = closing(await startFakeSlack({ port: 0 }))
    const connections = [slackBy({ webhook_url: slack.webhookUrl })]
    const message = 'hello <!channel> & <https://evil.example|us>\r\n'

    await notification.execute(testContext({ connections }), { ...toSlack, message })

    const text = String(slack.messages()[0]?.body['text'])
    expect(text).toContain('hello &lt;!channel&gt; &amp; &lt;https://evil.example|us&gt;')
  })

  it('goes to a channel by token, and reads ok:false as the failure it is', async () => {
    const slack = closing(await startFakeSlack({ port: 0 }))
    const connections = [slackBy({ token: slack.token }, { api_url: `${slack.url}/api` })]
    const say = (channel: string) =>
      notification.execute(testContext({ connections }), { ...toSlack, to: [channel] })

    const outcomes = [await say('C0000000001'), await say('C404')]

    expect(outcomes).toMatchObject([
      { kind: 'succeeded', outputs: { message_id: expect.any(String) } },
      { kind: 'failed', retryable: false, code: 'slack.channel_not_found' },
    ])
  })
})

describe('a message by e-mail', () => {
  const toMail: NotificationConfig = { channel: 'email', to: ['ada@example.com'], message: 'ready' }
  const connections = [mailServer]

  it('keeps one Message-ID for every try', async () => {
    const [first, second] = [testContext({ connections }), testContext({ connections, attempt: 2 })]

    await notification.execute(first, toMail)
    await notification.execute(second, toMail)

    expect(first.mails[0]?.messageId).toMatch(/^<[0-9a-f]{40}@example\.com>$/)
    expect(second.mails[0]?.messageId).toBe(first.mails[0]?.messageId)
  })

  it('lets no line break into the subject and no second header into an address', async () => {
    const context = testContext({ connections })

    await notification.execute(context, { ...toMail, subject: 'ready\r\nBcc: eve@example.com' })
    const refused = await notification.execute(context, {
      ...toMail,
      to: ['ada@example.com\r\nBcc: eve@example.com'],
    })

    expect(context.mails.map(({ subject }) => subject)).toEqual(['ready Bcc: eve@example.com'])
    expect(refused).toMatchObject({ kind: 'failed', code: 'notification.address_invalid' })
  })

  it('is tried again when the mail server is away', async () => {
    const away = new TransportFailure('connection', 'no answer', { sent: false })

    const outcome = await notification.execute(
      testContext({ connections, mail: () => Promise.reject(away) }),
      toMail,
    )

    expect(outcome).toMatchObject({ kind: 'failed', retryable: true, class: 'connection' })
  })
})
