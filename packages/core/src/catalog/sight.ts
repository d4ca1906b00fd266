import type { Report } from './diagnostic.ts'
import { isRecord, type Path } from './path.ts'
import { type ActionView, actionsOf, type FieldView, fieldsOf, textOf } from './view.ts'

/** What every check looks at: the document, its parts by id, and which places are already known to be wrong. */
export type Sight = {
  document: Readonly<Record<string, unknown>>
  fields: readonly FieldView[]
  fieldById: ReadonlyMap<string, FieldView>
  /** Listed actions first named wins; inline rollbacks have no id. */
  actions: readonly ActionView[]
  actionById: ReadonlyMap<string, ActionView>
  /** True when the shape at, above or beneath a path is wrong: deeper checks leave it alone. */
  isWrong(path: Path): boolean
  /** True when the shape at or above a path is wrong: what lies beneath cannot be trusted at all. */
  isLost(path: Path): boolean
  report: Report
}

/** Looks at a v2 document, whatever state its shape is in. */
export function sightOf(value: unknown, wrong: readonly Path[], report: Report): Sight {
  const document = isRecord(value) ? value : {}
  const fields = fieldsOf(document)
  const actions = actionsOf(document)
  const fieldById = new Map<string, FieldView>()
  for (const view of fields) {
    if (view.id !== undefined && !fieldById.has(view.id)) fieldById.set(view.id, view)
  }
  const actionById = new Map<string, ActionView>()
  for (const view of actions) {
    const id = view.undoes ? undefined : textOf(view.action.id)
    if (id !== undefined && !actionById.has(id)) actionById.set(id, view)
  }
  return { document, fields, fieldById, actions, actionById, ...wrongness(wrong), report }
}

/** Judges paths by the places whose shape is wrong. */
export function wrongness(wrong: readonly Path[]): Pick<Sight, 'isWrong' | 'isLost'> {
  return {
    isWrong: (path) => wrong.some((other) => touches(other, path)),
    isLost: (path) => wrong.some((other) => other.length <= path.length && touches(other, path)),
  }
}

function touches(a: Path, b: Path): boolean {
  const length = Math.min(a.length, b.length)
  for (let n = 0; n < length; n++) if (a[n] !== b[n]) return false
  return true
}
