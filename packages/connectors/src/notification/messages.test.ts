import { messageNames } from '@pao/core/engine'
import { Check } from 'typebox/value'
import { expect, it } from 'vitest'
import { testContext } from '../../contract/index.ts'
import { NotificationConfig } from './config.ts'
import { notification } from './connector.ts'

const office = { name: 'office', type: 'smtp', settings: { from: 'pao@example.com' }, secrets: {} }

async function mailed(config: object) {
  const progress = [
    { id: 'vm', name: 'The machine', state: 'failed' as const },
    { id: 'dns', name: 'The name', state: 'succeeded' as const },
  ]
  const context = testContext({ connections: [office], progress })
  const outcome = await notification.execute(context, { channel: 'email', ...config })
  return { outcome, mail: context.mails[0] }
}

it.each(messageNames)('the message %s says what, for whom, and where to look', async (template) => {
  const { outcome, mail } = await mailed({ template })

  expect(outcome.kind).toBe('succeeded')
  expect(mail?.subject).toContain('PostgreSQL (dev)')
  expect(mail?.text).toContain('Ada')
  expect(mail?.text).toContain('https://pao.example.com/requests/0199-request')
})

it('names the steps that failed, and no others', async () => {
  const { mail } = await mailed({ template: 'request_failed' })

  expect(mail?.text).toContain('Failed: The machine.')
  expect(mail?.text).not.toContain('The name')
})

it('says what the item itself writes in place of the words that are given', async () => {
  const { mail } = await mailed({ template: 'request_completed', subject: 'Hooray' })

  expect(mail?.subject).toBe('Hooray')
  expect(mail?.text).toContain('is done')
})

it('needs one of the two, and takes no name that is not known', async () => {
  const fits = [
    { message: 'm' },
    { template: 'request_failed' },
    {},
    { template: 'request_done' },
  ].map((more) => Check(NotificationConfig, { channel: 'email', ...more }))
  const { outcome } = await mailed({})

  expect(fits).toEqual([true, true, false, false])
  expect(outcome).toMatchObject({ kind: 'failed', code: 'notification.message_missing' })
})
