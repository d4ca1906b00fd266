import type { Http, Mail, Sql, Tcp } from '@pao/connectors'
import { TransportFailure } from '@pao/connectors'
import type { Acting } from '#store/audit-log.ts'
import type { Db } from '#store/db.ts'
import type { Signal } from '#store/signal.ts'
import type { Log } from '#telemetry.ts'
import {
  type BreakerKey,
  type BreakerRow,
  breakerRow,
  type BreakerState,
  type BreakerView,
  closeBreaker,
  listBreakers,
} from './breaker-queries.ts'
import type { MailDoor } from './mail.ts'
import { httpTarget, mailTarget, placeTarget } from './targets.ts'

/** When a breaker opens and closes. `failures` 0 = there are no breakers. */
export type BreakerRule = { failures: number; successes: number; openMs: number }

/** What one action wants otherwise. */
export type BreakerWish = Partial<BreakerRule> & { enabled?: boolean }

/** Whose calls they are. */
export type Caller = { tenant: string; wish?: BreakerWish | undefined }

export type Breakers = {
  /** The same door, behind the breakers of the tenant's targets. */
  http(door: Http, caller: Caller): Http
  mail(door: MailDoor, caller: Caller): MailDoor
  tcp(door: Tcp, caller: Caller): Tcp
  sql(door: Sql, caller: Caller): Sql
  list(tenant: string): Promise<readonly BreakerView[]>
  /** Closes one by hand; false when nothing of that name is open or counting. */
  reset(tenant: string, target: string, by: Acting): Promise<boolean>
  stop(): void
}

export type BreakerDeps = {
  db: Db
  /** What lists and resets of one tenant are asked of; left out = `db`. */
  of?: (tenant: string) => Db
  signal: Pick<Signal, 'publish' | 'subscribe'>
  /** Milliseconds on a clock that does not jump. */
  now: () => number
  newId: () => string
  rule: BreakerRule
  /** Milliseconds after which a probe without an outcome is given up. */
  probeMs: number
  log: Log
  changed: (fact: { target: string; state: BreakerState }) => void
  refused: () => void
}

/** What this process believes of a breaker, and since when. */
type Belief = { state: BreakerState; failures: number; retryAt: number; seenAt: number }
/** A call let through; `token` = it is the probe. */
type Pass = { key: BreakerKey; rule: BreakerRule; token?: string }
type Verdict = { kind: 'success' } | { kind: 'failure'; reason: string } | { kind: 'nothing' }

/** A closed breaker is believed this long without asking; a hint of another process ends the belief at once. */
const trustMs = 2_000
/** While another's probe is under way it is worth asking again after this long. */
const askAgainMs = 2_000
const mostBeliefs = 5_000

/**
 * Circuit breakers per tenant and target, shared by all processes through one row each. A healthy target
 * costs no statement but one look every two seconds; while the database is away calls go out as if there
 * were no breakers.
 */
export function openBreakers(deps: BreakerDeps): Breakers {
  const breakers = new SharedBreakers(deps)
  return {
    http: (door, caller) => ({
      send: (call) =>
        breakers.around(caller, httpTarget(call.url), () => door.send(call), statusVerdict),
    }),
    mail: (door, caller) => ({
      send: (connection, mail: Mail, signal) =>
        breakers.around(
          caller,
          mailTarget(connection.settings),
          () => door.send(connection, mail, signal),
          answered,
        ),
    }),
    tcp: (door, caller) => ({
      probe: (call) => breakers.around(caller, placeTarget(call), () => door.probe(call), answered),
    }),
    sql: (door, caller) => ({
      ask: (call) => breakers.around(caller, placeTarget(call), () => door.ask(call), answered),
    }),
    list: (tenant) => listBreakers(dbFor(deps, tenant), tenant),
    reset: (tenant, target, by) => breakers.reset({ tenant, target }, by),
    stop: () => breakers.stop(),
  }
}

function dbFor({ db, of = () => db }: BreakerDeps, tenant: string): Db {
  return of(tenant)
}

/** Whatever came back, somebody is there; a refusal of a database is an answer. */
const answered = (): Verdict => ({ kind: 'success' })

/** Gateways and servers in trouble count; a refusal of what was asked (4xx, 501) is an answer of a healthy one. */
function statusVerdict({ status }: { status: number }): Verdict {
  return [500, 502, 503, 504, 522, 523, 524].includes(status)
    ? { kind: 'failure', reason: `answered ${status}` }
    : { kind: 'success' }
}

/** A call that was called off or refused on this side says nothing about the target. */
function errorVerdict(error: unknown): Verdict {
  if (!(error instanceof TransportFailure)) return { kind: 'nothing' }
  if (error.kind === 'timeout') return { kind: 'failure', reason: 'did not answer in time' }
  if (error.kind === 'connection') return { kind: 'failure', reason: 'could not be reached' }
  return { kind: 'nothing' }
}

class SharedBreakers {
  readonly #deps: BreakerDeps
  readonly #beliefs = new Map<string, Belief>()
  readonly #unsubscribe: () => void

  constructor(deps: BreakerDeps) {
    this.#deps = deps
    this.#unsubscribe = deps.signal.subscribe('pao_breaker', (name) => {
      if (name === undefined) this.#beliefs.clear()
      else this.#beliefs.delete(name)
    })
  }

  stop(): void {
    this.#unsubscribe()
  }

  async reset(key: BreakerKey, by: Acting): Promise<boolean> {
    const known = await closeBreaker(dbFor(this.#deps, key.tenant), key, by)
    this.#deps.signal.publish('pao_breaker', nameOf(key))
    if (known) this.#deps.changed({ target: key.target, state: 'closed' })
    return known
  }

  /** Makes the call if the breaker lets it through, and tells the breaker how it ended. */
  async around<T>(
    caller: Caller,
    target: string | undefined,
    call: () => Promise<T>,
    judge: (answer: T) => Verdict,
  ): Promise<T> {
    const rule = { ...this.#deps.rule, ...caller.wish }
    if (target === undefined || rule.failures <= 0 || caller.wish?.enabled === false) return call()
    const pass = await this.#admit({ key: { tenant: caller.tenant, target }, rule })
    try {
      const answer = await call()
      await this.#note(pass, judge(answer))
      return answer
    } catch (error) {
      await this.#note(pass, errorVerdict(error))
      throw error
    }
  }

  /** Throws TransportFailure `breaker_open` when the call must not go out. */
  async #admit(pass: Pass): Promise<Pass> {
    const belief = await this.#belief(pass.key)
    if (belief.state === 'closed') return pass
    const waitMs = belief.retryAt - this.#deps.now()
    if (belief.state === 'open' && waitMs > 0) throw this.#refuse(pass.key, waitMs)
    const token = this.#deps.newId()
    const row = await this.#ask(pass.key, 'probe', token, this.#deps.probeMs)
    if (row === 'away') return pass
    if (!row) {
      this.#beliefs.delete(nameOf(pass.key))
      throw this.#refuse(pass.key, askAgainMs)
    }
    this.#learn(pass.key, row)
    return { ...pass, token }
  }

  #refuse({ target }: BreakerKey, waitMs: number): TransportFailure {
    this.#deps.refused()
    return new TransportFailure(
      'breaker_open',
      'The system is not called for now: its last calls failed (circuit breaker open)',
      { sent: false, held: { target, forMs: Math.max(1, Math.ceil(waitMs)) } },
    )
  }

  async #note({ key, rule, token }: Pass, verdict: Verdict): Promise<void> {
    const reason = verdict.kind === 'failure' ? verdict.reason : null
    if (token !== undefined) {
      if (verdict.kind === 'success') await this.#tell(key, 'probeSucceeded', token, rule.successes)
      else if (verdict.kind === 'nothing') await this.#tell(key, 'probeDropped', token)
      else await this.#tell(key, 'probeFailed', token, rule.openMs, reason)
    } else if (verdict.kind === 'failure')
      await this.#tell(key, 'fail', rule.failures, rule.openMs, reason)
    else if (verdict.kind === 'success' && (this.#beliefs.get(nameOf(key))?.failures ?? 0) > 0)
      await this.#tell(key, 'succeed')
  }

  async #belief(key: BreakerKey): Promise<Belief> {
    const known = this.#beliefs.get(nameOf(key))
    if (known && this.#deps.now() - known.seenAt < trustMs) return known
    const row = await this.#ask(key, 'read')
    return row === 'away' ? closed(this.#deps.now()) : this.#learn(key, row)
  }

  /** Writes, and lets the other processes know when more than a count has changed. */
  async #tell(
    key: BreakerKey,
    name: Parameters<typeof breakerRow>[1],
    ...values: readonly unknown[]
  ): Promise<void> {
    const before = this.#beliefs.get(nameOf(key))?.state ?? 'closed'
    const row = await this.#ask(key, name, ...values)
    if (row === 'away' || !row) return void this.#beliefs.delete(nameOf(key))
    this.#learn(key, row)
    this.#deps.signal.publish('pao_breaker', nameOf(key))
    if (row.state === before) return
    this.#deps.changed({ target: key.target, state: row.state })
    this.#deps.log.warn({ ...key, state: row.state }, 'a circuit breaker changed')
  }

  /** A breaker must never be the reason that a call fails: while the database is away there are none. */
  async #ask(
    key: BreakerKey,
    name: Parameters<typeof breakerRow>[1],
    ...values: readonly unknown[]
  ): Promise<BreakerRow | undefined | 'away'> {
    try {
      return await breakerRow(this.#deps.db, name, key, ...values)
    } catch (error) {
      this.#deps.log.warn({ error: String(error) }, 'circuit breakers cannot be read or written')
      return 'away'
    }
  }

  #learn(key: BreakerKey, row: BreakerRow | undefined): Belief {
    const now = this.#deps.now()
    const belief = row
      ? {
          state: row.state,
          failures: row.failures,
          retryAt: now + (row.retry_in_ms ?? 0),
          seenAt: now,
        }
      : closed(now)
    if (this.#beliefs.size >= mostBeliefs) this.#beliefs.clear()
    this.#beliefs.set(nameOf(key), belief)
    return belief
  }
}

function closed(now: number): Belief {
  return { state: 'closed', failures: 0, retryAt: 0, seenAt: now }
}

function nameOf({ tenant, target }: BreakerKey): string {
  return `${tenant} ${target}`
}
