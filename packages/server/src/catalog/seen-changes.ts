import type { Instant } from '@pao/core'
import { type Document, maySee, type Viewer } from '@pao/core/catalog'
import type { Changes } from './merge.ts'
import type { CatalogChange } from './queries.ts'

/** A change of the catalog with the items that one viewer may know of. */
export type SeenChange = { seq: number; at: Instant; changes: Changes }

/** Where a viewer's sight of an item is looked up. */
export type Sight = {
  /** Whether the viewer sees the served version. */
  sees(id: string): boolean
  /** The version served last, of an item that is gone. */
  last(id: string): Promise<Document | undefined>
}

/** Leaves out every item the viewer may not see; of those that are gone the last version decides. */
export async function seenChange(
  { seq, at, changes }: CatalogChange,
  viewer: Viewer,
  sight: Sight,
): Promise<SeenChange> {
  const here = (ids: readonly string[]): readonly string[] => ids.filter((id) => sight.sees(id))
  const gone: string[] = []
  for (const id of changes.removed) {
    const document = await sight.last(id)
    if (document && maySee(document, viewer)) gone.push(id)
  }
  return {
    seq,
    at,
    changes: {
      added: here(changes.added),
      updated: here(changes.updated),
      removed: gone,
      stale: here(changes.stale),
      recovered: here(changes.recovered),
    },
  }
}
