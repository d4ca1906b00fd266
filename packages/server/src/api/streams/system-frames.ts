import { setTimeout as pause } from 'node:timers/promises'
import type { Principal } from '#identity/principal.ts'
import type { ApiDeps } from '../deps.ts'
import { iso } from '../routes/request-views.ts'
import type { Frame } from './frames.ts'

/** Milliseconds between two looks, unless the settings say otherwise. */
export const usualLookMs = 5_000

export type SystemDeps = Pick<ApiDeps, 'operations' | 'breakers' | 'limits' | 'now'>
export type SystemWatch = { viewer: Principal; everyMs: number }

/**
 * How the system is, now and whenever that differs at a later look: its parts, circuit breakers that are not closed,
 * limits with their lines, and whether this process is stopping. Numbered from 1 for each watcher: there is nothing to
 * resume, the newest frame says it all.
 */
export async function* systemFrames(
  deps: SystemDeps,
  { viewer, everyMs }: SystemWatch,
  signal: AbortSignal,
): AsyncGenerator<Frame> {
  let told = ''
  for (let seq = 1; !signal.aborted;) {
    const picture = await pictureOf(deps, viewer.tenant)
    const text = JSON.stringify(picture)
    if (text !== told) {
      yield { seq, type: 'system', at: iso(deps.now()), ...picture }
      seq += 1
      told = text
    }
    await pause(everyMs, undefined, { signal }).catch(() => undefined)
  }
}

async function pictureOf(
  { operations, breakers, limits }: SystemDeps,
  tenant: string,
): Promise<object> {
  const { ready, parts } = await operations.health()
  const base = { ready, stopping: operations.draining(), parts }
  // Without its database nothing more can be asked; the parts say so.
  if (!ready) return { ...base, breakers: [], limits: [] }
  const [doors, rules] = await Promise.all([breakers.list(tenant), limits.list(tenant)])
  return {
    ...base,
    breakers: doors
      .filter(({ state }) => state !== 'closed')
      .map(({ target, state, reason, retryAt }) => ({
        target,
        state,
        reason,
        retry_at: retryAt?.toISOString() ?? null,
      })),
    limits: rules.map(({ scope, name, most, taken, waiting }) => ({
      scope,
      name,
      most,
      taken,
      waiting,
    })),
  }
}
