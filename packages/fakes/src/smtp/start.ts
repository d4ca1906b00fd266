import { SMTPServer, type SMTPServerSession } from 'smtp-server'
import { type Ledger, openLedger } from '../kit/ledger.ts'
import { escapeHtml, page } from '../kit/page.ts'
import { type Book, openBook } from '../kit/book.ts'
import { type Call, listen, type Reply } from '../kit/server.ts'
import {
  type Failure,
  nextFailure,
  plannedFailure,
  switchboard,
  type Switches,
  switchesOff,
} from '../kit/switches.ts'
import { mailFaults } from './mail-faults.ts'

type ReceivedMail = {
  at: string
  from: string
  to: string[]
  /** Header names in lower case; the last of a name wins. */
  headers: Record<string, string>
  text: string
}
type SmtpOptions = { port: number; pagePort: number; host?: string; dataFile?: string }
export type FakeSmtp = {
  host: string
  port: number
  /** Page that lists the mails. */
  url: string
  switches: Switches
  /** Mails that a strict server would not have taken. */
  complaints: Book['complaints']
  /** The next n mails are refused with 451. */
  refuse(count: number): void
  mails(): readonly ReceivedMail[]
  [Symbol.asyncDispose](): Promise<void>
}

type State = {
  mails: Ledger<ReceivedMail>
  switches: Switches
  book: Book
  server: SMTPServer
}
type Taken = { session: SMTPServerSession; raw: string; done: (error?: Error | null) => void }

/**
 * A mail server that takes everything, needs no password, and shows it on a page. Its switches stand on the page's
 * port; the status of a failure is the code it answers (RFC 5321 section 4.2.3).
 */
export async function startFakeSmtp(options: SmtpOptions): Promise<FakeSmtp> {
  const mails: Ledger<ReceivedMail> = openLedger(options.dataFile)
  const switches = switchesOff()
  const book = openBook(() => mails.entries())
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: (_auth, _session, done) => done(null, { user: 'anyone' }),
    onRcptTo({ address }, _session, done) {
      const failure = refusedRecipient(switches, address)
      return failure ? done(refusal(failure.status)) : done()
    },
    onData(stream, session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.once('end', () => {
        const raw = Buffer.concat(parts).toString('utf8')
        void take({ mails, switches, book, server }, { session, raw, done })
      })
    },
  })
  const host = options.host ?? '127.0.0.1'
  const port = await listening(server, options.port, host)
  const pages = await listen(
    (call) => book.served(call, () => answerPage(call, { mails, switches })),
    { port: options.pagePort, host },
  )
  return {
    host: host === '0.0.0.0' ? '127.0.0.1' : host,
    port,
    url: pages.url,
    switches,
    complaints: book.complaints,
    refuse: (times) => void switches.failures.push({ status: 451, times }),
    mails: () => mails.entries(),
    async [Symbol.asyncDispose]() {
      await pages.close()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

function answerPage(call: Call, { mails, switches }: Pick<State, 'mails' | 'switches'>): Reply {
  if (call.path === '/_fake/mails') return { status: 200, body: mails.entries() }
  return switchboard(switches, call) ?? mailPage(mails)
}

const sending = { method: 'DATA', path: '/' }

async function take({ mails, switches, book, server }: State, taken: Taken): Promise<void> {
  const { session, raw, done } = taken
  const failure = await plannedFailure(switches, sending)
  if (failure) return done(refusal(failure.status))
  const mail = received(session, raw)
  const faults = mailFaults(raw, mail.headers)
  if (faults.length > 0) book.complain(sending, 250, faults.join('; '))
  mails.append(mail)
  if (switches.dropAfterEffect > 0) {
    switches.dropAfterEffect -= 1
    return cut(server, session.id)
  }
  const spoil = switches.spoilAfterEffect.find(({ times }) => times > 0)
  if (!spoil) return done()
  spoil.times -= 1
  done(refusal(spoil.status))
}

/** A failure that names the method RCPT strikes one recipient (greylisting, RFC 6647); others strike the mail. */
function refusedRecipient(switches: Switches, address: string): Failure | undefined {
  const failures = switches.failures.filter(({ method }) => method === 'RCPT')
  return nextFailure({ ...switches, failures }, { method: 'RCPT', path: `/${address}` })
}

function refusal(responseCode: number): Error {
  return Object.assign(new Error('try again later'), { responseCode })
}

/** Ends the line of a session without an answer. */
function cut(server: SMTPServer, id: string): void {
  for (const connection of server.connections as Set<{ id: string; close(): void }>)
    if (connection.id === id) connection.close()
}

function received({ envelope }: SMTPServerSession, raw: string): ReceivedMail {
  const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
  const to = envelope.rcptTo.map(({ address }) => address)
  return { at: new Date().toISOString(), from, to, ...parsed(raw) }
}

async function listening(server: SMTPServer, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  server.on('error', () => undefined)
  const address = server.server.address()
  return typeof address === 'object' && address !== null ? address.port : port
}

/** Headers unfolded, transfer encodings of a single-part body undone. */
function parsed(raw: string): { headers: Record<string, string>; text: string } {
  const gap = raw.indexOf('\r\n\r\n')
  const headers: Record<string, string> = {}
  for (const line of raw
    .slice(0, gap)
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .split('\r\n')) {
    const colon = line.indexOf(':')
    if (colon > 0) headers[line.slice(0, colon).toLowerCase()] = words(line.slice(colon + 1).trim())
  }
  const body = raw.slice(gap + 4)
  const encoding = headers['content-transfer-encoding']?.toLowerCase()
  if (encoding === 'base64') return { headers, text: Buffer.from(body, 'base64').toString('utf8') }
  return { headers, text: encoding === 'quoted-printable' ? unquoted(body) : body }
}

function unquoted(text: string): string {
  const bytes = text
    .replaceAll(/=\r?\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/gi, (_all, hex: string) =>
      String.fromCodePoint(Number.parseInt(hex, 16)),
    )
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

/** Encoded words of RFC 2047, utf-8 only. */
function words(text: string): string {
  return text.replaceAll(/=\?utf-8\?([BQ])\?([^?]*)\?=/gi, (_all, kind: string, coded: string) =>
    kind.toUpperCase() === 'B'
      ? Buffer.from(coded, 'base64').toString('utf8')
      : unquoted(coded.replaceAll('_', ' ')),
  )
}

function mailPage(mails: Ledger<ReceivedMail>): Reply {
  const cards = mails
    .entries()
    .toReversed()
    .map(
      ({ at, to, headers, text }) =>
        `<div class="card"><p class="muted">to ${escapeHtml(to.join(', '))} · ${at.slice(0, 19)}</p><b>${escapeHtml(headers['subject'])}</b><pre>${escapeHtml(text)}</pre></div>`,
    )
    .join('')
  return page(
    'Mailbox stand-in',
    `<h1>Mails</h1>${cards || '<div class="card muted">No mails yet.</div>'}`,
    { Mails: '/' },
  )
}
