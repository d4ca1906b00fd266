import type { Instant } from '@pao/core'
import { type Db, runStatement, type Statement } from '#store/db.ts'
import type { Signal } from '#store/signal.ts'
import type { Timers } from '#timers.ts'
import type { RequestKey } from './held.ts'
import { leaseSeconds } from './save.ts'

/** Why a worker must let go: its lease is not its own any more, nobody wants it, the process ends. */
export type LetGo = 'lost' | 'cancelled' | 'stopping'

/** An action in this worker's hands. `signal` aborts with a LetGo as its reason. */
export type Lease = {
  key: RequestKey
  action: string
  fence: number
  signal: AbortSignal
  /** Whether it is surely still its own, asked before each call out; a process that slept learns it here first. */
  holds(): boolean
}

/**
 * `since` = a moment before the claim was written. `once`: a second call might make a second effect, so it is
 * cut off last.
 */
type Claim = Pick<Lease, 'key' | 'action' | 'fence'> & { since: Instant; once: boolean }

export type Leases = {
  hold(claim: Claim): Lease
  drop(lease: Lease): void
  /** Asks every holder to let go, or only those whose call may be made again. */
  letGo(why: LetGo, which: 'repeatable' | 'all'): void
  held(): number
  stop(): Promise<void>
}

type LeaseDeps = {
  db: Db
  signal: Pick<Signal, 'subscribe'>
  now: () => Instant
  timers: Pick<Timers, 'every'>
  onLost: () => void
}

type Hand = { lease: Lease; abort: AbortController; renewedAt: Instant; once: boolean }

const heartbeatMs = 3_000
/** A second less than the lease: whoever cannot renew must stop before others may start. */
const giveUpMs = (leaseSeconds - 1) * 1_000

/** Rows being written at this moment are left out; their lease is renewed or gone with that write. */
const renew: Statement = {
  name: 'lease_renew',
  text: `with mine as (
      select * from unnest($1::text[], $2::uuid[], $3::text[], $4::integer[])
        as m (tenant, request_id, action_id, fence)
    ), free as (
      select a.tenant, a.request_id, a.action_id from action a join mine m
        on a.tenant = m.tenant and a.request_id = m.request_id and a.action_id = m.action_id
      where a.state = 'running' and a.fence = m.fence
      for update of a skip locked
    ), renewed as (
      update action a set lease_until = clock_timestamp() + interval '${leaseSeconds} seconds'
      from free f
      where a.tenant = f.tenant and a.request_id = f.request_id and a.action_id = f.action_id
    )
    select m.tenant, m.request_id, m.action_id, m.fence,
      coalesce(a.state = 'running' and a.fence = m.fence, false) as mine,
      coalesce(r.state in ('in_progress', 'awaiting_approval') and r.run ? 'cancelling', false) as cancelling
    from mine m
    left join action a
      on a.tenant = m.tenant and a.request_id = m.request_id and a.action_id = m.action_id
    left join request r on r.tenant = m.tenant and r.id = m.request_id`,
}

type Renewed = {
  tenant: string
  request_id: string
  action_id: string
  fence: number
  mine: boolean
  cancelling: boolean
}

/** Keeps what this worker holds alive by one statement every three seconds, on the database's clock. */
export function openLeases({ db, signal, now, timers, onLost }: LeaseDeps): Leases {
  const hands = new Map<string, Hand>()
  const letGo = (hand: Hand, why: LetGo): void => {
    if (why === 'lost' && !hand.abort.signal.aborted) onLost()
    hand.abort.abort(why)
  }
  const beat = async (): Promise<void> => {
    const all = [...hands.values()]
    if (all.length === 0) return
    const at = now()
    try {
      const rows = await runStatement<Renewed>(db, renew, columns(all))
      for (const row of rows) {
        const hand = hands.get(nameOf(row.tenant, row.request_id, row.action_id))
        if (hand?.lease.fence !== row.fence) continue
        if (!row.mine) letGo(hand, 'lost')
        else if (row.cancelling) letGo(hand, 'cancelled')
        hand.renewedAt = at
      }
    } catch {
      for (const hand of all) if (now() - hand.renewedAt > giveUpMs) letGo(hand, 'lost')
    }
  }
  let beating: Promise<void> = Promise.resolve()
  const beatNext = (): void => {
    beating = beating.then(beat)
  }
  const stopBeating = timers.every(heartbeatMs, beatNext)
  const unsubscribe = signal.subscribe('pao_timer', (payload) => {
    const [word, id] = (payload ?? '').split(' ')
    if (word !== 'held') return
    if ([...hands.values()].some(({ lease }) => lease.key.id === id)) beatNext()
  })
  return {
    hold({ since, once, ...claim }) {
      const abort = new AbortController()
      const holds = (): boolean => {
        if (now() - hand.renewedAt > giveUpMs) letGo(hand, 'lost')
        return !abort.signal.aborted
      }
      const lease = { ...claim, signal: abort.signal, holds }
      const hand = { lease, abort, renewedAt: since, once }
      hands.set(nameOf(claim.key.tenant, claim.key.id, claim.action), hand)
      return lease
    },
    drop({ key, action, fence }) {
      const name = nameOf(key.tenant, key.id, action)
      if (hands.get(name)?.lease.fence === fence) hands.delete(name)
    },
    letGo(why, which) {
      for (const hand of hands.values()) if (which === 'all' || !hand.once) letGo(hand, why)
    },
    held: () => hands.size,
    async stop() {
      stopBeating()
      unsubscribe()
      await beating
    },
  }
}

function nameOf(tenant: string, request: string, action: string): string {
  return `${tenant} ${request} ${action}`
}

function columns(hands: readonly Hand[]): unknown[] {
  return [
    hands.map(({ lease }) => lease.key.tenant),
    hands.map(({ lease }) => lease.key.id),
    hands.map(({ lease }) => lease.action),
    hands.map(({ lease }) => lease.fence),
  ]
}
