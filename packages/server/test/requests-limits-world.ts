import type { Outcome } from '@pao/connectors'
import type { LimitScope } from '@pao/core/engine'
import { listLimits, removeLimit, setLimit, type LimitView } from '../src/requests/limits.ts'
import { submit } from '../src/requests/submit.ts'
import { type Act, ann, orderOf, type World } from './requests-world.ts'

const done: Outcome = { kind: 'succeeded', outputs: {} }

/** A remote system that knows how many calls it serves at once. */
export function gauge(ms = 2): { act: Act; now(): number; most(): number; calls: string[] } {
  let now = 0
  let most = 0
  const calls: string[] = []
  const act: Act = async ({ idempotencyKey }) => {
    calls.push(idempotencyKey)
    now += 1
    most = Math.max(most, now)
    await new Promise((resolve) => setTimeout(resolve, ms))
    now -= 1
    return done
  }
  return { act, now: () => now, most: () => most, calls }
}

/** A remote system that answers when it is told to. */
export function gates(): { act: Act; inside: string[]; open(count?: number): void } {
  const waiting: (() => void)[] = []
  const inside: string[] = []
  const act: Act = ({ request }) => {
    inside.push(request.id)
    return new Promise((resolve) => waiting.push(() => resolve(done)))
  }
  return {
    act,
    inside,
    open: (count = waiting.length) => waiting.splice(0, count).forEach((open) => open()),
  }
}

const wish = (scope: LimitScope, name: string) => ({
  tenant: 'default',
  key: { scope, name },
  by: 'olga',
})

/** What operators and requesters do to limits in one world, looked up at each call. */
export function operating(world: () => World) {
  return {
    rule: (scope: LimitScope, name: string, most: number) =>
      setLimit(world().requests, wish(scope, name), most),
    unruled: (scope: LimitScope, name: string) => removeLimit(world().requests, wish(scope, name)),
    limits: (): Promise<LimitView[]> => listLimits(world().requests, 'default'),
    start: async (who = ann, item = 'it') =>
      (await submit(world().requests, who, orderOf(item))).id,
  }
}

/** Looks again and again at how many actions run, each time in one snapshot of the database. */
export function watchRunning({ database }: World): { stop(): Promise<number> } {
  const stopping = new AbortController()
  const look = async (most: number): Promise<number> => {
    if (stopping.signal.aborted) return most
    const { rows } = await database.pool.query<{ n: number }>(
      `select count(*)::integer as n from action where state = 'running'`,
    )
    return look(Math.max(most, rows[0]?.n ?? 0))
  }
  const looking = look(0)
  return {
    stop() {
      stopping.abort()
      return looking
    },
  }
}
