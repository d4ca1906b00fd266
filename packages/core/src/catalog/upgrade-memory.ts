import type { Item } from './item.ts'
import type { Path } from './path.ts'
import type { Edit } from './upgrade-texts.ts'

/** Remembers where each part of an upgraded document stood in the v1 document. */
export type Memory = {
  moved(path: Path, from: Path): void
  edited(path: Path, edits: readonly Edit[]): void
  origin: (path: Path) => Path
  /** Every rewriting of the text at a path, the first one first. */
  editsAt(path: Path): readonly (readonly Edit[])[]
}

/** An empty memory: every path is where it was. */
export function newMemory(): Memory {
  const moves = new Map<string, Path>()
  const edits = new Map<string, (readonly Edit[])[]>()
  const origin = (path: Path): Path => {
    if (moves.size === 0) return path
    for (let length = path.length; length > 0; length--) {
      const from = moves.get(keyOf(path.slice(0, length)))
      if (from) return [...from, ...path.slice(length)]
    }
    return path
  }
  return {
    // `from` may itself lie in something moved before (a rollback's config): it is resolved now.
    moved: (path, from) => void moves.set(keyOf(path), origin(from)),
    edited(path, made) {
      const key = keyOf(path)
      edits.set(key, [...(edits.get(key) ?? []), made])
    },
    editsAt: (path) => edits.get(keyOf(path)) ?? [],
    origin,
  }
}

function keyOf(path: Path): string {
  return JSON.stringify(path)
}

/** A document as everything behind ingest knows it, with the way back to what was written. */
export type Upgraded = {
  item: Item
  /** Path in the document as written of a path in `item`. */
  origin: (path: Path) => Path
  /** Offset in the text as written of an offset in the text at `path`. */
  originalOffset(path: Path, offset: number): number
}
