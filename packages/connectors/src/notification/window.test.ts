import { startFakeSlack } from '@pao/fakes'
import { expect, it } from 'vitest'
import { closing, testContext } from '../../contract/index.ts'
import type { Windows } from '../kit/context.ts'
import type { NotificationConfig } from './config.ts'
import { notification } from './connector.ts'

const config: NotificationConfig = {
  channel: 'slack',
  message: 'The disk is full',
  dedupe: { window: 600 },
}

/** Windows of one tenant as the server keeps them, for one action after the other. */
function shared() {
  const taken = new Map<string, string>()
  return {
    taken,
    of: (owner: string): Windows => ({
      take: async (name) => {
        if ((taken.get(name) ?? owner) !== owner) return false
        taken.set(name, owner)
        return true
      },
      release: async (name) => void taken.delete(name),
    }),
  }
}

async function chat() {
  const slack = closing(await startFakeSlack({ port: 0 }))
  const windows = shared()
  const secrets = { webhook_url: slack.webhookUrl }
  const connections = [{ name: 'chat', type: 'slack', settings: {}, secrets }]
  const say = (owner: string, more: Partial<NotificationConfig> = {}) =>
    notification.execute(
      { ...testContext({ connections }), windows: windows.of(owner) },
      { ...config, ...more },
    )
  return { slack, windows, say }
}

it('sends the same message to the same place once, and says that it did not send the second', async () => {
  const { slack, say } = await chat()

  const outcomes = [
    await say('first'),
    await say('second'),
    await say('third', { message: 'other' }),
  ]

  expect(outcomes.map((one) => one.kind === 'succeeded' && one.outputs['sent'])).toEqual([
    true,
    false,
    true,
  ])
  expect(slack.messages()).toHaveLength(2)
})

it('keeps no mail from one requester because another had the same', async () => {
  const windows = shared()
  const settings = { host: 'localhost', from: 'pao@example.com' }
  const connections = [{ name: 'mail', type: 'smtp', settings, secrets: {} }]
  const mailTo = async (email: string, owner: string) => {
    const context = testContext({ connections })
    const request = { ...context.request, requester: { email } }
    const mine = { ...context, request, windows: windows.of(owner) }
    await notification.execute(mine, { ...config, channel: 'email' })
    return context.mails.length
  }

  const sent = [
    await mailTo('ada@example.com', 'first'),
    await mailTo('grace@example.com', 'second'),
    await mailTo('ada@example.com', 'third'),
  ]

  expect(sent).toEqual([1, 1, 0])
})

it('takes messages of one key for the same', async () => {
  const { slack, say } = await chat()
  const dedupe = { window: 600, key: 'disk of db-1' }

  await say('first', { message: '91 %', dedupe })
  await say('second', { message: '92 %', dedupe })

  expect(slack.messages()).toHaveLength(1)
})

it('gives the window back when the message surely did not go out', async () => {
  const { slack, say } = await chat()
  slack.switches.failures = [{ status: 429, times: 1 }]

  await say('first')
  const second = await say('second')

  expect(second).toMatchObject({ kind: 'succeeded', outputs: { sent: true } })
})

it('keeps the window when the message may have gone out', async () => {
  const { slack, say } = await chat()
  slack.switches.dropAfterEffect = 1

  await say('first')
  await say('second')

  expect(slack.messages()).toHaveLength(1)
})

it('keeps no word of the message', async () => {
  const { windows, say } = await chat()

  await say('first')

  expect([...windows.taken.keys()]).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)])
})
