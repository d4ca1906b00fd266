import { connectors, type Outcome } from '@pao/connectors'
import { testContext } from '@pao/connectors/contract'
import { type FakeSmtp, startFakeSmtp, type Switches } from '@pao/fakes'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { parseEgress } from '#outbound/egress.ts'
import { createMail } from '#outbound/mail.ts'

let smtp: FakeSmtp
beforeEach(async () => {
  smtp = await startFakeSmtp({ port: 0, pagePort: 0 })
})
afterEach(() => smtp[Symbol.asyncDispose]())

/** Milliseconds a mail may take at the door here. */
const patience = 300
const slowness = 600

/** One try of the action: the connector through the real door. */
async function tell(attempt: number): Promise<Outcome> {
  const { host, port } = smtp
  const egress = parseEgress([`${host}:${port}`])
  if (!egress.ok) throw new Error('bad list')
  const settings = { host, port, from: 'pao@example.com' }
  const connection = { name: 'office', type: 'smtp', settings, secrets: {} }
  const context = testContext({ connections: [connection], attempt })
  const mail = createMail({ egress: egress.value, timeoutMs: patience })
  const config = { channel: 'email', subject: 'Ready', message: 'The database is ready' }
  const connector = connectors.get('notification')
  if (!connector) throw new Error('no notification')
  return connector.execute({ ...context, mail }, config)
}

/** Tries again what may be tried again, as the engine does: the repeat of a mail is safe by its Message-ID. */
async function drive(): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const outcome = await tell(attempt)
    outcomes.push(outcome)
    if (outcome.kind !== 'failed' || !outcome.retryable) break
    smtp.switches.slowMs = 0
  }
  return outcomes
}

const messageIds = () => new Set(smtp.mails().map(({ headers }) => headers['message-id']))

it.each<[string, Partial<Switches>, { mails: number; made: 'no' | 'maybe' }]>([
  [
    'put off by greylisting',
    { failures: [{ status: 451, times: 1, method: 'RCPT' }] },
    { mails: 1, made: 'no' },
  ],
  ['refused for now', { failures: [{ status: 451, times: 1 }] }, { mails: 1, made: 'maybe' }],
  ['taken, the line cut after DATA', { dropAfterEffect: 1 }, { mails: 2, made: 'maybe' }],
  [
    'taken and answered with 452',
    { spoilAfterEffect: [{ status: 452, times: 1 }] },
    { mails: 2, made: 'maybe' },
  ],
  ['answered too late', { slowMs: slowness }, { mails: 2, made: 'maybe' }],
])('a mail that is %s is one message', async (_how, switches, { mails, made }) => {
  Object.assign(smtp.switches, switches)

  const outcomes = await drive()

  await expect.poll(() => smtp.mails().length).toBe(mails)
  expect(outcomes).toMatchObject([{ kind: 'failed', retryable: true, made }, { kind: 'succeeded' }])
  expect(messageIds().size).toBe(1)
  expect(smtp.complaints()).toEqual([])
})

it.each<[string, Partial<Switches>]>([
  ['of its recipient', { failures: [{ status: 550, times: 1, method: 'RCPT' }] }],
  ['of its text', { failures: [{ status: 554, times: 1 }] }],
])('a refusal for good %s is not tried again', async (_what, switches) => {
  Object.assign(smtp.switches, switches)

  const outcomes = await drive()

  expect(outcomes).toMatchObject([{ kind: 'failed', retryable: false, made: 'no' }])
  expect(smtp.mails()).toEqual([])
})
