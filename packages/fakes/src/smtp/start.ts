import { SMTPServer, type SMTPServerSession } from 'smtp-server'
import { type Ledger, openLedger } from '../kit/ledger.ts'
import { escapeHtml, page } from '../kit/page.ts'
import { listen, type Reply } from '../kit/server.ts'

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
  /** The next n mails are refused with 451. */
  refuse(count: number): void
  mails(): readonly ReceivedMail[]
  [Symbol.asyncDispose](): Promise<void>
}

/** A mail server that takes everything, needs no password, and shows it on a page. */
export async function startFakeSmtp(options: SmtpOptions): Promise<FakeSmtp> {
  const mails: Ledger<ReceivedMail> = openLedger(options.dataFile)
  let refusing = 0
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: (_auth, _session, done) => done(null, { user: 'anyone' }),
    onData(stream, session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.once('end', () => {
        if (refusing > 0) {
          refusing -= 1
          done(Object.assign(new Error('try again later'), { responseCode: 451 }))
          return
        }
        mails.append(received(session, Buffer.concat(parts).toString('utf8')))
        done()
      })
    },
  })
  const host = options.host ?? '127.0.0.1'
  const port = await listening(server, options.port, host)
  const pages = await listen(
    (call) =>
      call.path === '/_fake/mails' ? { status: 200, body: mails.entries() } : mailPage(mails),
    { port: options.pagePort, host },
  )
  return {
    host: host === '0.0.0.0' ? '127.0.0.1' : host,
    port,
    url: pages.url,
    refuse: (count) => void (refusing = count),
    mails: () => mails.entries(),
    async [Symbol.asyncDispose]() {
      await pages.close()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
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
