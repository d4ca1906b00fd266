import type { Instant } from '@pao/core'
import type { PriceBook } from '@pao/core/governance'
import type { Orders } from './orders.ts'
import type { Sql, Tcp } from './probes.ts'
import type { Keep, Process, States } from './process.ts'

export { ConnectionMissing } from './missing.ts'

/** An answer of a remote system, its body already read within the size limit. */
export type Answer = {
  status: number
  headers: Headers
  text(): string
  /** The body as it came, for archives and other files. */
  bytes(): Uint8Array
  /** Parses the body as JSON; throws SyntaxError when it is not. */
  json(): unknown
  /** Where the call ended up (no redirects are followed unless asked). */
  url: string
}

export type HttpCall = {
  method: string
  url: string
  headers?: Readonly<Record<string, string>>
  body?: string | Uint8Array
  /** False = it only looks, or asks for a token, though its method says otherwise. */
  changes?: boolean
  /** Milliseconds for the whole call; default of the operator when left out. */
  timeoutMs?: number
  signal: AbortSignal
  /** Client certificate for mutual TLS, PEM. */
  tls?: { certificate: string; key: string }
}

/** The one way out. Throws TransportFailure; any status is an answer, not a throw. */
export type Http = { send(call: HttpCall): Promise<Answer> }

export type TransportKind =
  | 'timeout'
  | 'connection'
  | 'egress_denied'
  | 'too_large'
  | 'invalid_request'
  | 'aborted'
  /** Not tried: the circuit breaker of the target is open. */
  | 'breaker_open'
  /** Not tried: the target is called as fast, or as often at once, as the operator allows. */
  | 'paced'

/** Thrown by the outbound door when no answer came. `sent` false = the request surely never left. */
export class TransportFailure extends Error {
  override readonly name = 'TransportFailure'
  readonly kind: TransportKind
  readonly sent: boolean
  /** What must not be called for now, and the milliseconds until it is worth asking again. */
  readonly held: { target: string; forMs: number } | undefined

  constructor(
    kind: TransportKind,
    message: string,
    options: { sent: boolean; cause?: unknown; held?: { target: string; forMs: number } },
  ) {
    super(message, { cause: options.cause })
    this.kind = kind
    this.sent = options.sent
    this.held = options.held
  }
}

export type Mail = {
  from?: string
  to: readonly string[]
  subject: string
  text: string
  html?: string
  /** Fixed per effect, so that a repeat is recognisable (RFC 5322 Message-ID). */
  messageId: string
}

/** Settings of one named remote system, secrets already resolved. Set by the operator. */
export type Connection = {
  name: string
  type: string
  settings: Readonly<Record<string, unknown>>
  /** Resolved secrets by the name of their `*_ref` key without `_ref`, e.g. `token`. */
  secrets: Readonly<Record<string, string>>
}

/** A result another action was to bring, wanted of the ticket or task in its place. */
export type AskedResult = {
  name: string
  /** Without it the work is not done. */
  required: boolean
  /** What it is for, as a sentence. */
  description: string
}

/** Keeps the same message from going to the same place over and over, over all processes of a tenant. */
export type Windows = {
  /**
   * Whether it is this action's to send: false = another one took the name less than `forMs` milliseconds ago.
   * The one that took it may take it again.
   */
  take(name: string, forMs: number): Promise<boolean>
  /** Gives back what this action took, because nothing was sent. */
  release(name: string): Promise<void>
}

/** Another action of the request that has ended. */
export type EndedAction = { id: string; name: string; state: 'succeeded' | 'failed' }

/** What was used, as an item says it. Kept in clear, so known secrets in it are masked. */
export type UsedService = {
  service: string
  action: string
  metadata: Readonly<Record<string, unknown>>
}

/** All that a connector is given. What is not here, it may not have. */
export type ActionContext = {
  /** `<request>/<action>/<generation>`: the same for every try of the same effect. */
  idempotencyKey: string
  request: {
    id: string
    /** Whose request it is; left out = there is one tenant. */
    tenant?: string
    item: { id: string; name: string }
    requester: { email: string; name?: string }
    environment?: string
    /** Where a person sees the request. */
    url: string
  }
  action: {
    id: string
    name: string
    attempt: number
    /**
     * An earlier try ended without a report (worker died, call timed out): what it made may exist
     * though a search does not find it yet. Left out = unknown.
     */
    maybeDone?: boolean
    /** On `cancel`: what became of the request, as in "was cancelled"; left out = that. */
    calledOff?: string
    /** Results wanted of work that stands in for another action's; left out = none. */
    asks?: readonly AskedResult[]
    /** What has ended of the request so far, in the order of its plan; left out = nothing is known. */
    progress?: readonly EndedAction[]
  }
  now: Instant
  signal: AbortSignal
  http: Http
  mail: { send(connection: Connection, mail: Mail, signal: AbortSignal): Promise<void> }
  tcp: Tcp
  sql: Sql
  /** Left out = nothing is remembered, as in a preview. */
  windows?: Windows
  /** Counts what was used, once per idempotency key; left out = nobody counts. */
  usage?: { record(event: UsedService): Promise<void> }
  /** Price lists of the operator; left out = there are none. */
  prices?: () => PriceBook
  /**
   * A value of the request by the name a condition would use: an answer, `environment`, an output of an action that is
   * done, or a path. Secrets read as `***` or not at all; undefined = there is none.
   */
  known(name: string): unknown
  /** Requests this action makes of other items. */
  orders: Orders
  /** Programs of the operator's list. */
  process: Process
  keep: Keep
  states: States
  /** The named connection of that type, or its only one. Throws ConnectionMissing. */
  connection(type: string, name?: string): Connection
  /** Value of a secret an action's config names by `*_ref`. Throws ConnectionMissing when unset. */
  secret(name: string): string
  /** A line of the attempt's log. Never a body, never a secret. */
  log(line: string): void
  newId(): string
  /**
   * 256 bits, base64url, that nobody without this installation's key can foretell: the same for the same label
   * within one effect, so that a repeat makes the very same secret and can tell that it stands already.
   */
  derive(label: string): string
}

/** A source of secrets cannot tell for now, or refuses; nothing was called yet. */
export class SecretUnavailable extends Error {
  override readonly name = 'SecretUnavailable'
  readonly retryable: boolean
  readonly retryAfterMs: number | undefined

  constructor(message: string, options: { retryable: boolean; retryAfterMs?: number | undefined }) {
    super(message)
    this.retryable = options.retryable
    this.retryAfterMs = options.retryAfterMs
  }
}
