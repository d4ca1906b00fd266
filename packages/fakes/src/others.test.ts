import { createHmac } from 'node:crypto'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Call, listen } from './kit/server.ts'
import { startFakeSlack } from './slack/start.ts'
import { type Fakes, startFakes } from './start.ts'

let fakes: Fakes
beforeEach(async () => {
  fakes = await startFakes()
})
afterEach(() => fakes[Symbol.asyncDispose]())

const post = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

const say = async (channel: string): Promise<unknown> => {
  const authorization = `Bearer ${fakes.slack.token}`
  const body = { channel, text: 'hi' }
  return (await post(`${fakes.slack.url}/api/chat.postMessage`, body, { authorization })).json()
}

describe('the platform API stand-in', () => {
  it('makes a resource once per Idempotency-Key, and shows it again', async () => {
    const order = () =>
      post(`${fakes.rest.url}/v1/databases`, { name: 'orders' }, { 'idempotency-key': 'k1' })

    const [first, second] = [await order(), await order()]
    const [made, again] = [(await first.json()) as { id: string }, await second.json()]
    const read = await fetch(`${fakes.rest.url}/v1/databases/${made.id}`)

    expect([first.status, second.status, read.status]).toEqual([201, 201, 200])
    expect(again).toEqual(made)
    expect(fakes.rest.effects()).toHaveLength(1)
  })

  it('acts and cuts the line when told to; the repeat finds the effect', async () => {
    fakes.rest.switches.dropAfterEffect = 1
    const order = () => post(`${fakes.rest.url}/v1/databases`, {}, { 'idempotency-key': 'k2' })

    await expect(order()).rejects.toThrow('fetch failed')
    const repeat = await order()

    expect(repeat.status).toBe(201)
    expect(fakes.rest.effects()).toHaveLength(1)
  })

  it('answers a validation with a cost and makes nothing', async () => {
    const answer = await post(`${fakes.rest.url}/v1/databases/validate`, { storage_size: 100 })

    expect(await answer.json()).toMatchObject({ valid: true, estimated_cost: 65 })
    expect(fakes.rest.effects()).toEqual([])
  })

  it('starts a long operation for a cluster', async () => {
    const started = await post(`${fakes.rest.url}/v1/clusters`, { name: 'blue' })
    const running = await fetch(new URL(started.headers.get('location') ?? '', fakes.rest.url))

    expect(started.status).toBe(202)
    expect(await running.json()).toMatchObject({ done: false })
  })

  it('takes a hook whose signature fits and refuses one that does not', async () => {
    const body = { event: 'made' }
    const mac = createHmac('sha256', 'fake-hook-secret').update(JSON.stringify(body)).digest('hex')
    const send = (signature: string) =>
      post(`${fakes.rest.url}/hooks/monitoring`, body, { 'x-signature-256': `sha256=${signature}` })

    const [good, bad] = [
      await send(mac),
      await send(mac.replace(/^./, (one) => (one === '0' ? '1' : '0'))),
    ]

    expect([good.status, bad.status]).toEqual([200, 401])
  })
})

describe('the Slack stand-in', () => {
  it('answers ok to a fit webhook and names what is wrong with another', async () => {
    const good = await post(fakes.slack.webhookUrl, { text: 'hello' })
    const empty = await post(fakes.slack.webhookUrl, {})
    const strange = await post(fakes.slack.webhookUrl, { text: 'x', blocks: [{ type: 'sektion' }] })

    expect([await good.text(), await empty.text(), await strange.text()]).toEqual([
      'ok',
      'no_text',
      'invalid_payload',
    ])
  })

  it('answers 200 with ok:false for a channel it does not know', async () => {
    const answers = [await say('C0000000001'), await say('C404')]

    expect(answers).toMatchObject([{ ok: true }, { ok: false, error: 'channel_not_found' }])
  })
})

describe('a button in the Slack stand-in', () => {
  const blocks = [
    {
      type: 'actions',
      elements: [
        {
          type: 'button',
          action_id: 'approval_approve',
          text: { type: 'plain_text', text: 'Approve' },
          value: '{"id":"r.a"}',
        },
      ],
    },
  ]

  it('is pressed on its page: signed over the raw body, and what is answered is kept', async () => {
    const presses: Call[] = []
    const app = await listen(
      (call) => {
        presses.push(call)
        return { status: 200 }
      },
      { port: 0 },
    )
    const interactivity = { url: app.url, secret: 'shh' }
    const slack = await startFakeSlack({ port: 0, interactivity })
    try {
      await post(slack.webhookUrl, { text: 'Please decide', blocks })
      const shown = await (await fetch(slack.url)).text()
      const form = { message: '0', user: 'U0000000003', action: 'approval_approve' }
      const after = await fetch(`${slack.url}/_fake/press`, {
        method: 'POST',
        body: new URLSearchParams(form),
        redirect: 'manual',
      })

      const [press] = presses
      const { 'x-slack-request-timestamp': at, 'x-slack-signature': signature } =
        press?.headers ?? {}
      const raw = press?.raw.toString() ?? ''
      const payload = JSON.parse(new URLSearchParams(raw).get('payload') ?? '{}')
      await post(payload.response_url, { response_type: 'ephemeral', text: 'Counted' })
      expect(shown).toContain('value="approval_approve"')
      expect(after.status).toBe(303)
      expect(signature).toBe(
        `v0=${createHmac('sha256', 'shh').update(`v0:${at}:${raw}`).digest('hex')}`,
      )
      expect(payload).toMatchObject({
        type: 'block_actions',
        user: { id: 'U0000000003' },
        actions: [{ action_id: 'approval_approve', value: '{"id":"r.a"}' }],
      })
      expect(slack.responses()).toMatchObject([{ text: 'Counted' }])
    } finally {
      await Promise.all([app.close(), slack[Symbol.asyncDispose]()])
    }
  })

  it('tells who a user is to the token only, and presses nothing that is not there', async () => {
    const ask = async (user: string, token = fakes.slack.token): Promise<unknown> => {
      const headers = { authorization: `Bearer ${token}` }
      return (await fetch(`${fakes.slack.url}/api/users.info?user=${user}`, { headers })).json()
    }

    const answers = [await ask('U0000000001'), await ask('U9'), await ask('U0000000001', 'x')]
    const pressed = await fakes.slack.press(0, 'U0000000001', 'approval_approve')

    expect(answers).toMatchObject([
      { ok: true, user: { profile: { email: 'dana.developer@example.com' } } },
      { ok: false, error: 'user_not_found' },
      { ok: false, error: 'invalid_auth' },
    ])
    expect(pressed).toBe(404)
  })
})

describe('the mail stand-in', () => {
  it('keeps a mail with its headers and decoded text', async () => {
    const lines = [
      'EHLO x',
      'MAIL FROM:<pao@example.com>',
      'RCPT TO:<ada@example.com>',
      'DATA',
      'Subject: =?UTF-8?B?SMOpbGxv?=\r\nMessage-ID: <1@pao>\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\ncaf=C3=A9\r\n.',
      'QUIT',
    ]

    await dialogue(fakes.smtp.port, lines)

    expect(fakes.smtp.mails()).toMatchObject([
      {
        to: ['ada@example.com'],
        headers: { subject: 'Héllo', 'message-id': '<1@pao>' },
        text: 'café\r\n',
      },
    ])
  })
})

/** Says each line after the server's answer to the one before. */
function dialogue(port: number, lines: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    const rest = [...lines]
    socket.on('error', reject)
    socket.on('close', () => resolve())
    socket.on('data', (data) => {
      if (!/^\d{3} /m.test(data.toString().trim().split('\r\n').at(-1) ?? '')) return
      const next = rest.shift()
      if (next === undefined) socket.end()
      else socket.write(`${next}\r\n`)
    })
  })
}
