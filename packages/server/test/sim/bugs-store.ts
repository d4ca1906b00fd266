import { wrap } from './checks-store.ts'
import { between } from './dice.ts'
import type { Bug } from './play.ts'
import type { Handler, Store } from './store.ts'
import { dueAt } from './store-looks.ts'
import { entryName, Locked } from './store-rows.ts'
import { addJobs } from './store-writes.ts'
import type { World } from './world.ts'

/** Puts something else in the place of a statement. */
function instead(name: string, make: (inner: Handler, world: World) => Handler): () => Bug {
  return () => ({
    world: (world) => wrap(world.store, name, (inner) => make(inner, world)),
  })
}

/** The sweep without what it says of these. */
function unseen(kind: string): () => Bug {
  return instead('sweep', (inner) => (store, values, tx) => {
    const { rows } = inner(store, values, tx)
    const left = (rows as { kind: string }[]).filter((row) => row.kind !== kind)
    return { rows: left, count: left.length }
  })
}

function changed(values: readonly unknown[], n: number, value: unknown): readonly unknown[] {
  return values.map((old, at) => (at === n ? value : old))
}

type Logged = { seq: number; type: string }

/** Gives a stale write the newest number, as if the condition on it were missing. */
function renumbered(store: Store, values: readonly unknown[]): readonly unknown[] {
  const newest = store.see(entryName(values[0], values[1]))?.request.seq ?? Number(values[2])
  const ahead = newest - Number(values[2])
  const events = (JSON.parse(String(values[9])) as Logged[]).map((row) => ({
    ...row,
    seq: row.seq + ahead,
  }))
  const moved = changed(values, 2, newest)
  return changed(changed(moved, 3, Number(values[3]) + ahead), 9, JSON.stringify(events))
}

/** Answers before the write is made; what dies in between is gone. */
function acknowledgedEarly(world: World): (inner: Handler) => Handler {
  return (inner) => (store, values, tx) => {
    const crashes = world.counts.crashes
    world.time.after(between(world.dice('bug'), 5, 60), () => {
      if (crashes !== world.counts.crashes || world.isAway()) return
      try {
        inner(store, values, tx)
      } catch {
        // The same order was written meanwhile; nobody is left to be told.
      }
    })
    return { rows: [{ done: 1 }], count: 1 }
  }
}

/** Jobs follow a moment after their cause, unless the process is gone by then. */
const enqueuedOutside: (inner: Handler, world: World) => Handler =
  (inner, world) => (store, values, tx) => {
    const crashes = world.counts.crashes
    const result = inner(store, changed(values, 12, '[]'), tx)
    const [row] = result.rows as [{ saved: boolean }]
    if (row.saved)
      world.time.after(5, () => {
        if (crashes === world.counts.crashes) addJobs(store, values[12])
      })
    return result
  }

/** Those that are planted in what the database does. */
export const storeBugs: Readonly<Record<string, () => Bug>> = {
  'key checked, then inserted, without a unique index': () => ({
    world: ({ store }) => {
      const { request_take_in: inner } = store.handlers
      if (!inner) return
      store.handlers['request_take_in'] = (on, values, tx) => {
        try {
          return inner(on, values, tx)
        } catch {
          return inner(on, changed(values, 2, '[]'), tx)
        }
      }
    },
  }),
  'acknowledged before the commit': () => ({
    world: (world) => wrap(world.store, 'request_take_in', acknowledgedEarly(world)),
  }),
  'a dead worker’s action is never taken back': unseen('lost'),
  'a rest is never ended': unseen('woken'),
  'a lost hint is never given again': unseen('remind'),
  'lease by the local clock': instead('sweep', (_inner, world) => (store, [most]) => {
    const skew = world.story.faults.skew ?? 0
    return dueAt(store, Number(most), store.now() + between(world.dice('bug'), -skew, skew) * 4)
  }),
  'leases are not renewed': instead('lease_renew', () => (_store, values) => {
    const [tenants, ids, actions, fences] = values as [string[], string[], string[], number[]]
    const rows = tenants.map((tenant, n) => ({
      tenant,
      request_id: ids[n],
      action_id: actions[n],
      fence: fences[n],
      mine: true,
      cancelling: false,
    }))
    return { rows, count: rows.length }
  }),
  'next jobs enqueued outside the transaction': instead('request_save', enqueuedOutside),
  'written without looking whether somebody else did': instead(
    'request_save',
    (inner) => (store, values, tx) => inner(store, renumbered(store, values), tx),
  ),
  'looked for others first, written after': instead('request_save', (inner, world) => {
    const looked = new WeakSet()
    return (store, values, tx) => {
      if (looked.has(values)) return inner(store, renumbered(store, values), tx)
      const seq = store.see(entryName(values[0], values[1]))?.request.seq
      if (seq !== values[2]) return { rows: [{ saved: false }], count: 1 }
      looked.add(values)
      world.time.after(between(world.dice('bug'), 0.1, 3), () => store.wakeWaiting())
      throw new Locked('the write that follows')
    }
  }),
  'cancel looked for before the claim, not with it': instead(
    'request_save',
    (inner) => (store, values, tx) => {
      const rows = JSON.parse(String(values[9])) as Logged[]
      const isClaim = rows.every(({ type }) => type === 'action_claimed')
      return inner(store, isClaim ? renumbered(store, values) : values, tx)
    },
  ),
  'lost acknowledgement sent once more': instead(
    'request_save',
    (inner, world) => (store, values, tx) => {
      const result = inner(store, values, tx)
      if (world.dice('bug')() < 0.05) inner(store, renumbered(store, values), tx)
      return result
    },
  ),
  'a gap in the event log': instead('request_save', (inner, world) => (store, values, tx) => {
    const rows = JSON.parse(String(values[9])) as Logged[]
    const kept = world.dice('bug')() < 0.05 ? rows.slice(0, -1) : rows
    return inner(store, changed(values, 9, JSON.stringify(kept)), tx)
  }),
  'half a write: the actions’ rows are lost': instead(
    'request_save',
    (inner, world) => (store, values, tx) =>
      inner(store, world.dice('bug')() < 0.02 ? changed(values, 10, '[]') : values, tx),
  ),
  'an orphan is not kept': instead(
    'request_save',
    (inner) => (store, values, tx) =>
      inner(
        store,
        [...values.slice(0, 16), ...values.slice(values.length % 2 === 1 ? 17 : 16)],
        tx,
      ),
  ),
  'the first of a set is written, all are told so': instead(
    'requests_save',
    (inner) => (store, values, tx) => {
      const [tenant, ids, text] = values as [string, string[], string]
      const first = JSON.stringify((JSON.parse(text) as unknown[]).slice(0, 1))
      const { rows, count } = inner(store, [tenant, ids.slice(0, 1), first], tx)
      const [told] = rows as [{ saved: string[] }]
      const all = { ...told, saved: told.saved.length > 0 ? ids : [], free: ids }
      return { rows: [all], count }
    },
  ),
  'a key is found in any tenant': instead('key_recall', () => (store, values) => {
    const own = values.slice(1).map(String).join('\n')
    const found = [...store.keys].find(([name]) => name.endsWith(`\n${own}`))
    return found ? { rows: [{ ...found[1] }], count: 1 } : { rows: [], count: 0 }
  }),
}
