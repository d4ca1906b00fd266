import { callbackify } from 'node:util'
import type { Connection, Mail } from '@pao/connectors'
import { TransportFailure } from '@pao/connectors'
import { createTransport, type SMTPTransportOptions } from 'nodemailer'
import type { DoorDeps } from './connect.ts'
import { openSocket, trusting } from './connect.ts'
import type { Egress, Resolve } from './egress.ts'
import { systemResolve } from './egress.ts'

export type MailDeps = {
  egress: Egress
  /** Milliseconds for a whole message, connecting included. */
  timeoutMs: number
  resolve?: Resolve
  /** Extra certificate authorities, PEM. */
  authorities?: string
}

/** Sends mail by the SMTP server of a connection. Throws TransportFailure. */
export type MailDoor = {
  send(connection: Connection, mail: Mail, signal: AbortSignal): Promise<void>
}

/** One address, nothing else: no display name, no list, no line end (RFC 5321 limits). */
const plainAddress = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/
/** `Name <address>`, the name without anything that could end it. */
const namedAddress = /^[^\p{Cc}<>",;:@]{0,128}<([^<>]+)>$/u
const mostRecipients = 100

/** Opens the mail door; each message has its own connection to a checked address. */
export function createMail(deps: MailDeps): MailDoor {
  const door = {
    egress: deps.egress,
    resolve: deps.resolve ?? systemResolve,
    ...(deps.authorities !== undefined && { authorities: deps.authorities }),
  }
  return {
    send: async (connection, mail, signal) => {
      const server = serverOf(connection)
      const message = checkedMessage(server, mail)
      const whole = AbortSignal.any([signal, AbortSignal.timeout(deps.timeoutMs)])
      const attempt = { signal: whole, timeoutMs: deps.timeoutMs, hasData: false }
      try {
        await transportOf(door, server, attempt).sendMail({ ...message, signal: whole })
      } catch (error) {
        throw failureOf(error, signal, attempt)
      }
    },
  }
}

type Server = {
  host: string
  port: number
  secure: boolean
  requireTls: boolean
  from: string
  auth?: { user: string; pass: string }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** Settings are checked when the connections file is read; this only picks them up. */
function serverOf({ settings, secrets }: Connection): Server {
  const user = settings['user']
  const secure = settings['secure'] === true
  return {
    host: textOf(settings['host']),
    port: Number(settings['port'] ?? (secure ? 465 : 587)),
    secure,
    // a password is never sent in clear
    requireTls: !secure && (settings['require_tls'] === true || typeof user === 'string'),
    from: textOf(settings['from']),
    ...(typeof user === 'string' && { auth: { user, pass: secrets['password'] ?? '' } }),
  }
}

function refuse(message: string): never {
  throw new TransportFailure('invalid_request', message, { sent: false })
}

function checkedMessage(server: Server, mail: Mail) {
  const from = mail.from ?? server.from
  if (!isAddress(from)) refuse('The sender is not a mail address')
  if (mail.to.length === 0) refuse('The mail has no recipient')
  if (mail.to.length > mostRecipients) refuse(`A mail goes to at most ${mostRecipients} recipients`)
  for (const to of mail.to) if (!isAddress(to)) refuse('A recipient is not a mail address')
  return {
    from,
    to: [...mail.to],
    subject: mail.subject.replaceAll(/\p{Cc}+/gu, ' ').slice(0, 500),
    text: mail.text,
    ...(mail.html !== undefined && { html: mail.html }),
    messageId: `<${mail.messageId.replaceAll(/[^A-Za-z0-9.@_-]/g, '.').replaceAll(/^\.+|\.+$/g, '')}>`,
  }
}

function isAddress(text: string): boolean {
  const inner = namedAddress.exec(text)?.[1] ?? text
  return inner.length <= 254 && plainAddress.test(inner)
}

/** One try; whether the server was told DATA decides if anything can have been sent (RFC 5321 section 4.1.1.4). */
type Attempt = { signal: AbortSignal; timeoutMs: number; hasData: boolean }

function transportOf(door: DoorDeps, server: Server, attempt: Attempt) {
  const { host, port, secure } = server
  const { signal, timeoutMs } = attempt
  const options: SMTPTransportOptions = {
    host,
    port,
    secure,
    requireTLS: server.requireTls,
    ...(server.auth && { auth: server.auth }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    tls: {
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2',
      ...trusting(door.authorities),
    },
    // A line that is cut says nothing of the step it was in, so each step is listened to.
    transactionLog: true,
    logger: listener((command) => {
      attempt.hasData ||= command === 'DATA'
    }),
    getSocket: (_options, callback) =>
      callbackify(async () => {
        const connection = await openSocket(door, { host, port, policy: 'mail' }, signal)
        return { connection }
      })(callback),
  }
  return createTransport(options)
}

const silent = () => undefined

/** Hears the commands that are sent; credentials are left out of them, and nothing is written anywhere. */
function listener(hear: (command: string) => void) {
  return {
    trace: silent,
    debug: (entry: unknown, line?: unknown) => {
      if (Object(entry).tnx === 'client') hear(textOf(line))
    },
    info: silent,
    warn: silent,
    error: silent,
    fatal: silent,
  }
}

function fieldOf(error: unknown, name: string): unknown {
  return error instanceof Error ? (error as unknown as Record<string, unknown>)[name] : undefined
}

/** 5xx and bad credentials are permanent (RFC 5321 section 4.2.1); all else may pass later. */
function failureOf(error: unknown, caller: AbortSignal, attempt: Attempt): TransportFailure {
  if (error instanceof TransportFailure) return error
  const status = Number(fieldOf(error, 'responseCode') ?? 0)
  // What the server says no to before the text is not sent; all recipients and DATA may be told in one go.
  const isEarly = status > 0 && /^(MAIL FROM|RCPT TO)/.test(textOf(fieldOf(error, 'command')))
  const options = { sent: attempt.hasData && !isEarly, cause: error }
  if (caller.aborted) return new TransportFailure('aborted', 'The mail was called off', options)
  const code = fieldOf(error, 'code')
  if (attempt.signal.aborted || code === 'ETIMEDOUT')
    return new TransportFailure('timeout', 'The mail server did not answer in time', options)
  const isRefusal = code === 'EAUTH' || code === 'EENVELOPE'
  if (status >= 500 || (status === 0 && isRefusal))
    return new TransportFailure('invalid_request', `The mail server refused (${status})`, options)
  return new TransportFailure('connection', 'The connection to the mail server failed', options)
}
