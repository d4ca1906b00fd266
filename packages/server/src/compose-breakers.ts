import { type Breakers, openBreakers } from '#outbound/breaker.ts'
import { openWindows } from '#outbound/message-window.ts'
import type { Doors } from '#requests/deps.ts'
import type { Closers, Ground } from './compose-ground.ts'

/** The circuit breakers of this process; their state is shared by all through the database. */
export function breakersOf(ground: Ground, closers: Closers): Breakers {
  const { config, database, signal, telemetry, newId } = ground
  const breakers = openBreakers({
    db: database.db,
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

/** Connectors reach the world through their tenant's breakers only, and share its windows of messages. */
export function guardedDoors(
  breakers: Pick<Breakers, 'http' | 'mail'>,
  { database, telemetry }: Pick<Ground, 'database' | 'telemetry'>,
): Doors {
  const windows = openWindows({ db: database.db, log: telemetry.log })
  return ({ tenant, owner, breaker }, { http, mail }) => ({
    windows: windows({ tenant, owner }),
    http: breakers.http(http, { tenant, wish: breaker }),
    mail: breakers.mail(mail, { tenant, wish: breaker }),
  })
}
