import type { Db } from '#store/db.ts'
import { listTenants } from './states.ts'

/** Which tenants are served in this process now. */
export type Standing = {
  /** False for a tenant that is suspended, being deleted, gone, or not declared. */
  isOpen(tenant: string): boolean
  /** Known tenants that are not open: nothing of theirs is begun or sent. */
  resting(): readonly string[]
  /** Looks now; throws what the database throws. */
  look(): Promise<void>
  stop(): void
}

export type StandingDeps = {
  db: Db
  /** Says of a tenant whether the operator's file names it; always true without a file. */
  isDeclared(tenant: string): boolean
  every(ms: number, run: () => void): () => void
  /** Calls back when another process changed a tenant; returns how to stop. */
  onChange(look: () => void): () => void
  onError(error: unknown): void
}

/** Milliseconds between two looks: how long a process may serve a tenant that was suspended elsewhere. */
const lookEveryMs = 2_000

/**
 * Remembers which tenants rest. What was known last holds while the database is away. The first look is made before
 * anybody is served.
 */
export async function openStanding(deps: StandingDeps): Promise<Standing> {
  let resting: readonly string[] = []
  let closed = new Set<string>()
  const look = async (): Promise<void> => {
    const rows = await listTenants(deps.db)
    const found = rows.flatMap(({ name, state }) =>
      state === 'active' && deps.isDeclared(name) ? [] : [name],
    )
    // The same list while nothing changes.
    if (found.length === resting.length && found.every((name) => closed.has(name))) return
    resting = found
    closed = new Set(found)
  }
  await look()
  const again = (): void => void look().catch(deps.onError)
  const stops = [deps.every(lookEveryMs, again), deps.onChange(again)]
  return {
    isOpen: (tenant) => !closed.has(tenant) && deps.isDeclared(tenant),
    resting: () => resting,
    look,
    stop() {
      for (const stop of stops) stop()
    },
  }
}
