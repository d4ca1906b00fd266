import { type Sql, type SqlAnswer, type SqlCall, TransportFailure } from '@pao/connectors'
import pg from 'pg'
import { firstThatOpens, trusting } from './connect.ts'
import { within } from './deadline.ts'
import type { Egress, Resolve } from './egress.ts'
import { locate, systemResolve } from './egress.ts'

/** What the question to a database is built from. */
export type SqlDeps = {
  egress: Egress
  /** Milliseconds for a look that names no time of its own. */
  timeoutMs: number
  /** Bytes a server may send before it is cut off. */
  maxBytes: number
  resolve?: Resolve
  /** Extra certificate authorities, PEM. */
  authorities?: string
}

/**
 * Asks PostgreSQL databases of others: one connection to a checked address, one statement in a transaction that
 * can only read, then closed. Nothing of it is read from the environment of this process (PGPASSWORD, .pgpass).
 */
export function createSql(deps: SqlDeps): Sql {
  return {
    ask(call) {
      const { host, port, signal } = call
      const timeoutMs = call.timeoutMs ?? deps.timeoutMs
      return within({ signal, timeoutMs, sent: true }, async (whole) => {
        const resolve = deps.resolve ?? systemResolve
        const addresses = await locate(deps.egress, resolve, { host, port, policy: 'sql' })
        return firstThatOpens(addresses, (address) =>
          session(deps, { call, address, whole, timeoutMs }),
        )
      })
    },
  }
}

type Session = { call: SqlCall; address: string; whole: AbortSignal; timeoutMs: number }

async function session(deps: SqlDeps, one: Session): Promise<SqlAnswer> {
  const { call, address, whole } = one
  const client = clientOf(deps, call, address)
  let fault: Error | undefined
  const cut = (why?: Error): void => {
    fault ??= why
    client.connection.stream.destroy(why)
  }
  const onAbort = (): void => cut()
  const count = countBytes(deps.maxBytes, cut)
  whole.addEventListener('abort', onAbort, { once: true })
  client.on('error', () => undefined)
  client.connection.once('authenticationCleartextPassword', () => {
    if (call.tls !== 'verify') cut(inClear())
  })
  try {
    whole.throwIfAborted()
    client.connection.stream.on('data', count)
    await client.connect()
    client.connection.stream.on('data', count)
    return await look(client, one)
  } catch (error) {
    if (fault) throw fault
    if (error instanceof pg.DatabaseError) return { ok: false, sqlstate: stateOf(error) }
    throw error
  } finally {
    whole.removeEventListener('abort', onAbort)
    cut()
  }
}

function clientOf({ authorities }: SqlDeps, call: SqlCall, address: string): pg.Client {
  const isName = address !== call.host.replace(/^\[|\]$/g, '')
  return new pg.Client({
    host: address,
    port: call.port,
    database: call.database,
    user: call.user,
    // A function, for an empty text would make the client look into PGPASSWORD and .pgpass.
    password: () => call.password,
    application_name: 'pao health-check',
    ssl: call.tls !== 'off' && {
      rejectUnauthorized: call.tls === 'verify',
      ...(isName && { servername: call.host, host: call.host }),
      ...trusting(authorities),
    },
  })
}

async function look(client: pg.Client, { call, timeoutMs }: Session): Promise<SqlAnswer> {
  const limit = Math.max(1, Math.trunc(timeoutMs))
  await client.query(`begin transaction read only; set local statement_timeout = ${limit}`)
  const row = await firstRow(client, call)
  await client.end()
  return { ok: true, row }
}

/** The extended protocol takes one statement only, so that none can end the transaction and go on. */
function firstRow(client: pg.Client, call: SqlCall): Promise<readonly unknown[] | undefined> {
  const config: pg.QueryArrayConfig & { queryMode: 'extended' } = {
    text: call.query,
    values: [...call.parameters],
    rowMode: 'array',
    queryMode: 'extended',
  }
  return new Promise((resolve, reject) => {
    let first: readonly unknown[] | undefined
    const query = new pg.Query<unknown[]>(config)
    // Rows that somebody listens for are not gathered.
    query.on('row', (row) => void (first ??= row))
    query.on('error', reject)
    query.on('end', () => resolve(first))
    client.query(query)
  })
}

function countBytes(maxBytes: number, cut: (why: Error) => void): (chunk: Buffer) => void {
  let size = 0
  return ({ length }) => {
    size += length
    if (size <= maxBytes) return
    const message = `The answer is larger than ${maxBytes} bytes`
    cut(new TransportFailure('too_large', message, { sent: true }))
  }
}

function inClear(): TransportFailure {
  const message = 'The database asks for the password in clear, which needs verified TLS'
  return new TransportFailure('invalid_request', message, { sent: false })
}

/** Five letters or digits; a server may say anything. */
function stateOf({ code = '' }: pg.DatabaseError): string {
  return /^[0-9A-Z]{5}$/.test(code) ? code : 'XXXXX'
}
