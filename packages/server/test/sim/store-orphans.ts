import type { OrphanRow as OrphanIn, SettledRow } from '../../src/requests/orphan-rows.ts'
import type { Entry } from './store-rows.ts'

/** The last value of a save that is about orphans. */
export type OrphansIn = { orphans: OrphanIn[]; settled: SettledRow[] }

/** What a save says of things that may stand outside; rows it writes itself are not settled by it. */
export function writeOrphans(entry: Entry, given: OrphansIn, moment: number): void {
  const before = new Set(entry.orphans.keys())
  for (const orphan of given.orphans) writeOrphan(entry, orphan, moment)
  for (const { id, by } of given.settled) {
    const row = entry.orphans.get(id)
    if (row?.resolved_at === null && before.has(id))
      Object.assign(row, { resolution: 'settled', resolved_at: moment, resolved_by: by })
  }
}

/** A doubt from a later claim opens the row anew, an earlier one leaves it. */
function writeOrphan({ orphans }: Entry, orphan: OrphanIn, moment: number): void {
  const { id, action, generation, type, fence, ended_as, error } = orphan
  const known = orphans.get(id)
  if (known && known.fence >= fence) return
  orphans.set(id, {
    ...(known ?? { id, action_id: action, generation, type }),
    fence,
    ended_as,
    error: JSON.stringify(error),
    found_at: moment,
    resolution: null,
    resolved_at: null,
    resolved_by: null,
  })
}
