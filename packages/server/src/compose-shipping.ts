import { type Shipping, shipAll, syslogMessages } from '#audit/ship.ts'
import { type ExportForm, linesOf } from '#audit/export.ts'
import { defaultTenant } from '#identity/principal.ts'
import { readSecrets } from '#outbound/secrets.ts'
import type { Closers, Ground } from './compose-ground.ts'
import type { OpenOutside } from './compose-outside.ts'
import type { Config } from './config.ts'
import { timers } from './timers.ts'

type Opening = Ground & { version: string; closers: Closers }

/** Milliseconds between two looks for entries to hand on. */
const everyMs = 2_000
const sendMs = 30_000

/** Hands the audit log on as it grows, where the operator names a place for it; workers do it, one at a time. */
export function keepShipping(opening: Opening, outside: OpenOutside): void {
  const { config, database, telemetry, closers } = opening
  const { PAO_AUDIT_SHIP_URL: place, PAO_ROLES: roles } = config
  if (place === undefined || !roles.includes('worker')) return
  const shipping = shippingTo(new URL(place), { ...opening, db: database.db }, outside)
  let running: Promise<void> | undefined
  const look = async (): Promise<void> => {
    try {
      await shipAll(shipping)
    } catch (error) {
      telemetry.log.warn({ error: String(error) }, 'the audit log could not be handed on')
    }
  }
  const stop = timers.every(
    everyMs,
    () => {
      running ??= look().finally(() => (running = undefined))
    },
    { ref: false },
  )
  closers.push(async () => {
    stop()
    await running
  })
}

/** How entries get to a place: by syslog, else by POST. */
export function shippingTo(
  url: URL,
  sending: Sending & Pick<Shipping, 'db'>,
  outside: Pick<OpenOutside, 'http' | 'secrets' | 'syslog'>,
): Shipping {
  const send = url.protocol.startsWith('syslog+') ? bySyslog : byHttp
  return {
    db: sending.db,
    target: `${url.protocol}//${url.host}${url.pathname}`,
    send: (entries) => send(sending, outside, { url, entries }),
  }
}

type Batch = { url: URL; entries: Parameters<Shipping['send']>[0] }
type Sending = {
  config: Pick<Config, 'PAO_AUDIT_SHIP_FORM' | 'PAO_AUDIT_SHIP_TOKEN_REF' | 'PAO_PUBLIC_URL'>
  version: string
}

async function bySyslog(
  { config, version }: Sending,
  { syslog }: Pick<OpenOutside, 'syslog'>,
  { url, entries }: Batch,
): Promise<void> {
  const tls = url.protocol === 'syslog+tls:'
  const host = new URL(config.PAO_PUBLIC_URL).hostname
  const form: ExportForm = config.PAO_AUDIT_SHIP_FORM
  const port = Number(url.port || (tls ? 6_514 : 601))
  const messages = syslogMessages(entries, { form, host, version })
  await syslog.send({ host: url.hostname, port, tls }, messages, AbortSignal.timeout(sendMs))
}

async function byHttp(
  { config, version }: Sending,
  { http, secrets }: Pick<OpenOutside, 'http' | 'secrets'>,
  { url, entries }: Batch,
): Promise<void> {
  const { PAO_AUDIT_SHIP_TOKEN_REF: ref } = config
  const found = ref === undefined ? {} : await readSecrets(secrets, defaultTenant, [ref])
  const token = ref === undefined ? undefined : found[ref]
  const { type, line } = linesOf(config.PAO_AUDIT_SHIP_FORM, version)
  const first = entries[0]
  const answer = await http.send({
    method: 'POST',
    url: url.href,
    headers: {
      'content-type': type,
      // The receiver can tell a batch that comes again.
      'idempotency-key': `${first?.tenant}/${first?.seq}/${first?.hash.slice(0, 16)}`,
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: entries.map(line).join(''),
    timeoutMs: sendMs,
    signal: AbortSignal.timeout(sendMs),
  })
  if (answer.status >= 300) throw new Error(`the receiver answered ${answer.status}`)
}
