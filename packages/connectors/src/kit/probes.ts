/** A look whether a port takes a connection; nothing is sent over it. */
export type TcpCall = {
  host: string
  port: number
  /** Milliseconds; default of the operator when left out. */
  timeoutMs?: number
  signal: AbortSignal
}

/** Opens one connection and closes it again. Throws TransportFailure where none came about. */
export type Tcp = { probe(call: TcpCall): Promise<void> }

/** One statement put to a PostgreSQL database in a transaction that can only read. */
export type SqlCall = {
  host: string
  port: number
  database: string
  user: string
  password: string
  /** `unverified` = encrypted, but the certificate is not looked at; `off` = in clear. */
  tls: 'verify' | 'unverified' | 'off'
  query: string
  /** Values of $1, $2 … */
  parameters: readonly string[]
  /** Milliseconds for all of it, connecting included; default of the operator when left out. */
  timeoutMs?: number
  signal: AbortSignal
}

export type SqlAnswer =
  /** The first row as a list of values; undefined = there was none. */
  | { ok: true; row: readonly unknown[] | undefined }
  /** The server refused; only its SQLSTATE is told, for its words may quote data. */
  | { ok: false; sqlstate: string }

/** Asks a database. Throws TransportFailure when no answer came; a refusal of the server is an answer. */
export type Sql = { ask(call: SqlCall): Promise<SqlAnswer> }
