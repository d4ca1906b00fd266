import type { Connection } from '@pao/connectors'
import { type Breakers, openBreakers } from '#outbound/breaker.ts'
import { openWindows } from '#outbound/message-window.ts'
import { openPace, type PaceRule } from '#outbound/pace.ts'
import { httpTarget, mailTarget } from '#outbound/targets.ts'
import { traced } from '#outbound/trace.ts'
import type { Doors } from '#requests/deps.ts'
import type { Closers, Ground } from './compose-ground.ts'
import type { Config } from './config.ts'
import { burstOf } from './setting-kinds.ts'

type Pace = ReturnType<typeof openPace>

/** The circuit breakers of this process; their state is shared by all through the database. */
export function breakersOf(ground: Ground, closers: Closers): Breakers {
  const { config, database, tenants, signal, telemetry, newId } = ground
  const breakers = openBreakers({
    db: database.db,
    of: (tenant) => tenants.of(tenant),
    signal,
    now: () => performance.now(),
    newId,
    rule: {
      failures: config.PAO_OUTBOUND_BREAKER_FAILURES,
      successes: config.PAO_OUTBOUND_BREAKER_SUCCESSES,
      openMs: config.PAO_OUTBOUND_BREAKER_OPEN_SECONDS * 1000,
    },
    probeMs: config.PAO_OUTBOUND_TIMEOUT_MS + 1_000,
    log: telemetry.log,
    changed: telemetry.breakerChanged,
    refused: telemetry.breakerRefused,
  })
  closers.push(() => breakers.stop())
  return breakers
}

/** How fast each target may be called, by the settings and the connections. */
export function paceOf(
  ground: Ground,
  connections: (tenant: string) => readonly Connection[],
): Pace {
  const { config, database, telemetry } = ground
  const rules = config.PAO_OUTBOUND_RATES
  return openPace({
    db: database.db,
    ruleOf: (target, tenant) =>
      ruleIn(rules, target) ?? ruleOfConnection(connections(tenant), target),
    mostAtOnce: config.PAO_OUTBOUND_CALLS_AT_ONCE,
    log: telemetry.log,
    refused: telemetry.callHeld,
  })
}

/** The first entry that fits; `*.domain` stands for every name below it. */
function ruleIn(rules: Config['PAO_OUTBOUND_RATES'], target: string): PaceRule | undefined {
  const host = target.replace(/:\d+$/, '')
  return rules.find(({ host: wanted }) =>
    wanted.startsWith('*.') ? host.endsWith(wanted.slice(1)) : wanted === target || wanted === host,
  )
}

function ruleOfConnection(
  connections: readonly Connection[],
  target: string,
): PaceRule | undefined {
  const found = connections.find(
    ({ settings }) =>
      typeof settings['calls_per_minute'] === 'number' &&
      target === (httpTarget(String(settings['url'])) ?? mailTarget(settings)),
  )
  const perMinute = Number(found?.settings['calls_per_minute'])
  return found ? { perMinute, burst: burstOf(perMinute) } : undefined
}

type Guards = { breakers: Breakers; pace: Pace }

/**
 * Connectors reach the world through their tenant's breakers, at the operator's pace, by a trace of their own, and
 * share its windows of messages.
 */
export function guardedDoors(
  { breakers, pace }: Guards,
  { database, telemetry, spans, now }: Pick<Ground, 'database' | 'telemetry' | 'spans' | 'now'>,
): Doors {
  const windows = openWindows({ db: database.db, log: telemetry.log })
  return ({ tenant, owner, breaker, trace, within }, { http, mail, tcp, sql }) => {
    const tracing = { correlation: trace, within, spans, now }
    const caller = { tenant, wish: breaker }
    const paced = pace.of(tenant)
    return {
      windows: windows({ tenant, owner }),
      http: breakers.http(paced.http(traced(http, tracing)), caller),
      mail: breakers.mail(paced.mail(mail), caller),
      tcp: breakers.tcp(paced.tcp(tcp), caller),
      sql: breakers.sql(paced.sql(sql), caller),
    }
  }
}
