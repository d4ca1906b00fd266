import type { Connection, Mail } from '@pao/connectors'
import { describe, expect, it } from 'vitest'
import { parseEgress } from '#outbound/egress.ts'
import { createMail } from '#outbound/mail.ts'
import { mailServer, own } from './mail-server.ts'

const never = new AbortController().signal

function connection(port: number, more: Record<string, unknown> = {}): Connection {
  return {
    name: 'office',
    type: 'smtp',
    settings: { host: 'mail.test', port, from: 'pao@example.test', ...more },
    secrets: { password: 'hunter2' },
  }
}

const mail: Mail = {
  to: ['ann@example.test'],
  subject: 'Your database is ready',
  text: 'Have fun',
  messageId: 'request/action/1@pao',
}

function door(port: number, timeoutMs = 2_000) {
  const egress = parseEgress([`127.0.0.1:${port}`])
  if (!egress.ok) throw new Error('bad list')
  return createMail({
    egress: egress.value,
    timeoutMs,
    resolve: async () => ['127.0.0.1'],
    authorities: own.cert,
  })
}

describe('the mail door', () => {
  it('hands one message over with its fixed id', async () => {
    const { port, heard } = await mailServer()

    await door(port).send(connection(port), mail, never)

    expect(heard).toContain('RCPT TO:<ann@example.test>')
    expect(heard).toContain('Subject: Your database is ready')
    expect(heard).toContain('Message-ID: <request.action.1@pao>')
    expect(heard).toContain('Have fun')
  })

  it('opens no socket to an address that is not allowed', async () => {
    const { port, heard } = await mailServer()
    const closed = createMail({
      egress: { allowed: [] },
      timeoutMs: 2_000,
      resolve: async () => ['127.0.0.1'],
    })

    const sent = [port, 25].map((one) => closed.send(connection(one), mail, never))

    for (const one of sent)
      await expect(one).rejects.toMatchObject({ kind: 'egress_denied', sent: false })
    expect(heard).toEqual([])
  })

  it('sends a password only after TLS', async () => {
    const starttls = { EHLO: '250-mail.test\r\n250 STARTTLS\r\n' }
    const { port, heard } = await mailServer(starttls)

    await door(port).send(connection(port, { user: 'pao' }), mail, never)

    const commands = heard.map((line) => line.split(' ')[0])
    expect(commands.indexOf('AUTH')).toBeGreaterThan(commands.indexOf('STARTTLS'))
    expect(commands).toContain('AUTH')
  })

  it('sends no password to a server without TLS', async () => {
    const { port, heard } = await mailServer({
      EHLO: '250-mail.test\r\n250 AUTH PLAIN\r\n',
      STARTTLS: '502 not here\r\n',
    })

    const sent = door(port).send(connection(port, { user: 'pao' }), mail, never)

    await expect(sent).rejects.toMatchObject({ name: 'TransportFailure', sent: false })
    expect(heard.some((line) => line.startsWith('AUTH'))).toBe(false)
  })

  it('refuses a certificate of another name', async () => {
    const { port } = await mailServer({ EHLO: '250-mail.test\r\n250 STARTTLS\r\n' })

    const sent = door(port).send(connection(port, { host: 'other.test' }), mail, never)

    await expect(sent).rejects.toMatchObject({ kind: 'connection', sent: false })
  })

  it.each([
    ['RCPT', '550 no such user\r\n', 'invalid_request'],
    ['RCPT', '451 try later\r\n', 'connection'],
    ['MAIL', '421 busy\r\n', 'connection'],
    ['END', '554 refused\r\n', 'invalid_request'],
  ])('reads %s answered with %j as %s', async (verb, said, kind) => {
    const { port } = await mailServer({ [verb]: said })

    const sent = door(port).send(connection(port), mail, never)

    await expect(sent).rejects.toMatchObject({ kind })
  })

  it('gives up on a server that says nothing', async () => {
    const { port } = await mailServer({ greeting: '' })

    const sent = door(port, 200).send(connection(port), mail, never)

    await expect(sent).rejects.toMatchObject({ kind: 'timeout' })
  })

  it('knows that nothing was sent where there was no connection', async () => {
    const { port, close } = await mailServer()
    await close()

    const sent = door(port).send(connection(port), mail, never)

    await expect(sent).rejects.toMatchObject({ kind: 'connection', sent: false })
  })

  it('stops when the caller says so', async () => {
    const { port } = await mailServer({ greeting: '' })
    const caller = new AbortController()

    const sent = door(port).send(connection(port), mail, caller.signal)
    caller.abort()

    await expect(sent).rejects.toMatchObject({ kind: 'aborted' })
  })

  it.each([
    [{ to: ['ann@example.test\r\nBcc: eve@example.test'] }],
    [{ to: ['ann@example.test, eve@example.test'] }],
    [{ to: ['"a" <ann@example.test> eve@example.test'] }],
    [{ to: ['ann'] }],
    [{ to: [] }],
    [{ from: 'pao@example.test\nBcc: eve@example.test' }],
  ])('refuses %j before it connects', async (part) => {
    const { port, heard } = await mailServer()

    const sent = door(port).send(connection(port), { ...mail, ...part }, never)

    await expect(sent).rejects.toMatchObject({ kind: 'invalid_request', sent: false })
    expect(heard).toEqual([])
  })

  it('lets no subject add a header', async () => {
    const { port, heard } = await mailServer()

    const subject = 'Hi\r\nBcc: eve@example.test'
    await door(port).send(connection(port), { ...mail, subject }, never)

    expect(heard).toContain('Subject: Hi Bcc: eve@example.test')
    expect(heard.some((line) => line.startsWith('Bcc:'))).toBe(false)
  })
})
