import type { Http, Sql, Tcp } from '@pao/connectors'
import { TransportFailure } from '@pao/connectors'
import type { Db } from '#store/db.ts'
import type { Log } from '#telemetry.ts'
import { takeToken } from './pace-queries.ts'
import type { MailDoor } from './mail.ts'
import { httpTarget, mailTarget, placeTarget } from './targets.ts'

/** How fast a target may be called by one tenant, over all processes. */
export type PaceRule = { perMinute: number; burst: number }

export type PaceDeps = {
  db: Db
  /** The rule of a target, `host` or `host:port`, for a tenant; undefined = as fast as may be. */
  ruleOf: (target: string, tenant: string) => PaceRule | undefined
  /** Calls of this process under way at once to one target; 0 = any number. */
  mostAtOnce: number
  log: Log
  refused: (fact: { reason: 'rate' | 'bulkhead' }) => void
}

/** The doors of one attempt: its first call to a target may be held, those after it go on and are only counted. */
export type Paced = {
  http(door: Http): Http
  mail(door: MailDoor): MailDoor
  tcp(door: Tcp): Tcp
  sql(door: Sql): Sql
}

/** Milliseconds after which it is worth asking again where too many calls are under way. */
const askAgainMs = 1_000
/** Longest hold for a rate, so that a slow rule is still felt to be alive. */
const longestHoldMs = 60_000

/**
 * Keeps calls out to the pace the operator allows. Who comes too early is held (`paced`): the action waits as a row
 * and loses neither a try nor time. An action that has begun to call is not stopped in the middle, for what it made
 * would be in doubt; what it takes beyond the rate is missing to those after it. While the database is away there is
 * no rate.
 */
export function openPace(deps: PaceDeps): { of(tenant: string): Paced } {
  const underWay = new Map<string, number>()
  return {
    of(tenant) {
      const begun = new Set<string>()
      const through = <T>(target: string | undefined, call: () => Promise<T>): Promise<T> =>
        target === undefined ? call() : paced(deps, { tenant, target, begun, underWay }, call)
      return {
        http: (door) => ({ send: (call) => through(httpTarget(call.url), () => door.send(call)) }),
        mail: (door) => ({
          send: (connection, mail, signal) =>
            through(mailTarget(connection.settings), () => door.send(connection, mail, signal)),
        }),
        tcp: (door) => ({ probe: (call) => through(placeTarget(call), () => door.probe(call)) }),
        sql: (door) => ({ ask: (call) => through(placeTarget(call), () => door.ask(call)) }),
      }
    },
  }
}

type Passage = {
  tenant: string
  target: string
  begun: Set<string>
  underWay: Map<string, number>
}

async function paced<T>(deps: PaceDeps, passage: Passage, call: () => Promise<T>): Promise<T> {
  const { target, begun, underWay } = passage
  const isFirst = !begun.has(target)
  const now = underWay.get(target) ?? 0
  if (isFirst && deps.mostAtOnce > 0 && now >= deps.mostAtOnce)
    throw held(deps, target, { reason: 'bulkhead', forMs: askAgainMs })
  underWay.set(target, now + 1)
  try {
    await rated(deps, passage, isFirst)
    begun.add(target)
    return await call()
  } finally {
    const left = (underWay.get(target) ?? 1) - 1
    if (left > 0) underWay.set(target, left)
    else underWay.delete(target)
  }
}

async function rated(deps: PaceDeps, { tenant, target }: Passage, isFirst: boolean): Promise<void> {
  const rule = deps.ruleOf(target, tenant)
  if (!rule) return
  const waitMs = await tokenOf(deps, { tenant, target, rule, isForced: !isFirst })
  if (waitMs > 0)
    throw held(deps, target, { reason: 'rate', forMs: Math.min(waitMs, longestHoldMs) })
}

type Asked = { tenant: string; target: string; rule: PaceRule; isForced: boolean }

/** Milliseconds to wait, 0 = go. A limit must never be the reason that nothing works. */
async function tokenOf({ db, log }: PaceDeps, asked: Asked): Promise<number> {
  const { tenant, target, rule, isForced } = asked
  try {
    return await takeToken(db, { tenant, target }, { ...rule, isForced })
  } catch (error) {
    log.warn({ error: String(error) }, 'the rate of calls out cannot be kept')
    return 0
  }
}

const words = {
  rate: 'The system is not called faster than the operator allows (rate limit)',
  bulkhead: 'As many calls to the system are under way as the operator allows',
} as const

function held(
  deps: PaceDeps,
  target: string,
  { reason, forMs }: { reason: keyof typeof words; forMs: number },
): TransportFailure {
  deps.refused({ reason })
  const hold = { target, forMs: Math.max(1, Math.ceil(forMs)) }
  return new TransportFailure('paced', words[reason], { sent: false, held: hold })
}
