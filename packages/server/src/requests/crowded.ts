import type { LimitKey } from '@pao/core/engine'
import type { Held } from './held.ts'
import { keysOf, type Wanted } from './limit-save.ts'

/** What this process found full lately. Only saves useless tries: whether there is a slot, the database says. */
export type Crowded = {
  note(tenant: string, full: readonly Wanted[]): void
  /** Whether a claim of the action would most likely find no slot. */
  has(held: Held, action: string): boolean
}

const rememberMs = 3_000
const mostKeys = 1_000

/** An empty memory; `now` in milliseconds. */
export function openCrowded(now: () => number): Crowded {
  const seen = new Map<string, number>()
  return {
    note(tenant, full) {
      if (seen.size > mostKeys) seen.clear()
      for (const key of full) seen.set(nameOf(tenant, key), now())
    },
    has(held, action) {
      if (seen.size === 0) return false
      const since = now() - rememberMs
      return keysOf(held, action).some(
        (key) => (seen.get(nameOf(held.key.tenant, key)) ?? 0) > since,
      )
    },
  }
}

function nameOf(tenant: string, { scope, name }: LimitKey): string {
  return `${tenant} ${scope} ${name}`
}
