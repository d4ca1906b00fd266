import type { ErasureCalls } from '#api/erasure-calls.ts'
import { standingHolds } from '#audit/holds.ts'
import type { Audit } from '#audit/open.ts'
import { type AdvanceDeps, advanceErasures } from '#identity/erasure/advance.ts'
import {
  askErasure,
  type ErasureDeps,
  getErasure,
  listErasures,
} from '#identity/erasure/erasures.ts'
import { dropOfPerson, needsOf } from '#requests/erasure.ts'
import type { Db } from '#store/db.ts'
import type { Signal } from '#store/signal.ts'
import { dropKeptAnswers } from '#store/erasure/kept-answers.ts'
import type { Closers, Ground } from './compose-ground.ts'
import { single } from './single.ts'
import { timers } from './timers.ts'

/** Milliseconds between looks for erasures that are under way. */
const lookEveryMs = 5_000

type Opening = Pick<ErasureDeps, 'now' | 'newId'> & {
  /** Sees every tenant's rows; `of` those of one. */
  db: Db
  of: (tenant: string) => Db
}

/** Erasures as the API calls them. */
export function erasureCalls({ db, of, now, newId }: Opening): ErasureCalls {
  const deps = { db, now, newId, needs: needsOf, holds: standingHolds }
  return {
    ask: (wish) => askErasure(deps, wish),
    list: (tenant) => listErasures(of(tenant), tenant),
    get: (key) => getErasure(of(key.tenant), key),
  }
}

type Advancing = Pick<AdvanceDeps, 'db' | 'now' | 'signal' | 'heardMs' | 'blocks'> & {
  audit: Pick<Audit, 'erase'>
  /** Has every process forget what it remembers. */
  told: Pick<Signal, 'publish'>
}

/** Goes on with all that are under way; returns how many came to their end. */
export async function goOnErasing({ audit, told, ...deps }: Advancing): Promise<number> {
  const ended = await advanceErasures({
    ...deps,
    drops: [dropOfPerson, dropKeptAnswers],
    holds: standingHolds,
    async eraseAudit({ tenant, names, reason }) {
      const { values } = await audit.erase({ tenant, by: { id: 'system' } }, { names, reason })
      return values
    },
  })
  if (ended > 0) told.publish('pao_forgotten', 'all')
  return ended
}

/** A worker goes on with what is under way as time goes. */
export function keepErasing(
  {
    database: { db },
    telemetry,
    now,
    signal: told,
    closers,
  }: Pick<Ground, 'database' | 'telemetry' | 'now' | 'signal'> & { closers: Closers },
  audit: Pick<Audit, 'erase'>,
): void {
  const stopping = new AbortController()
  const onError = (error: unknown): void =>
    telemetry.log.warn({ error: String(error) }, 'an erasure could not go on')
  const look = single(async () => {
    const ended = await goOnErasing({ db, now, signal: stopping.signal, audit, told })
    if (ended > 0) telemetry.log.info({ ended }, 'people were forgotten')
  }, onError)
  const end = timers.every(lookEveryMs, () => void look(), { ref: false })
  closers.push(async () => {
    stopping.abort()
    end()
    await look.idle()
  })
}
