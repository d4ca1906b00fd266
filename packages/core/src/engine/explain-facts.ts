import type { Document } from '../catalog/item.ts'
import { at, own, type Path, printPath } from '../catalog/path.ts'
import type { Instant } from '../instant.ts'
import type { LimitKey } from './limits.ts'
import type { Plan, PlannedAction } from './plan.ts'
import type { ActionRun, ActionState, RequestState, Run } from './run.ts'
import type { Work } from './work.ts'

/** What somebody or something has to bring before an action or request goes on. */
export type WaitKind =
  | 'retry'
  | 'remote'
  | 'person'
  | 'target'
  | 'slot'
  | 'approval'
  | 'hold'
  | 'predecessor'
  | 'child'
  | 'unknown'
  | 'rollback'
  | 'worker'
  | 'call'

/** Who can do what about it, and how: a method and path of the API, or an address. */
export type Move = { who: string; what: string; how: string }

/** The rule of the item behind it; file and line where the document is known. */
export type Because = { rule: string; path?: string; file?: string; line?: number }

/** One thing that is so, since when, what it waits for, who can change it, and which rule says so. */
export type Statement = {
  /** Unset = it is about the request as a whole. */
  action?: string
  state: RequestState | ActionState
  since?: Instant
  sentence: string
  waitsFor?: { kind: WaitKind; detail: string; until?: Instant }
  canMove: readonly Move[]
  because?: Because
}

/** A limit that has no slot left, and the action's place in its line (1 = next). */
export type FullLimit = LimitKey & { most: number; place: number; waiting: number }

/** What plan and run do not tell. Everything but the first two may be missing. */
export type ExplainFacts = {
  request: string
  team: string
  /** The document the request follows now. */
  document?: Document
  /** Where a part of the document stands in its file. */
  place?: (path: Path) => { file?: string; line?: number }
  /** When the request, and each action, came into its state. */
  since?: Instant
  actionsSince?: Readonly<Record<string, Instant>>
  /** When a waiting action is looked at again. */
  wakeAt?: Readonly<Record<string, Instant>>
  /** Who holds a running action, and until when without a sign of life. */
  holders?: Readonly<Record<string, { worker: string; until: Instant }>>
  /** What an action left in a remote system. */
  refs?: Readonly<Record<string, { id?: string; url?: string }>>
  /** The limits before which a ready action stands. */
  limits?: Readonly<Record<string, readonly FullLimit[]>>
}

/** Everything a sentence may draw on. */
export type Seen = { plan: Plan; run: Run; facts: ExplainFacts; now: Instant; work: Work }

/** An action as its sentences see it. */
export type SeenAction = Seen & { planned: PlannedAction; action: ActionRun }

/** What a table of sentences gives; state and action are put to it. */
export type Said = Omit<Statement, 'action' | 'state' | 'canMove' | 'since'> & {
  canMove?: readonly Move[]
  since?: Instant
}

/** One's own member of a record by id. */
export function of<T>(record: Readonly<Record<string, T>> | undefined, id: string): T | undefined {
  return record && Object.hasOwn(record, id) ? record[id] : undefined
}

/** The part of the document that says so; where it is not written, what holds without it. */
export function documentRule({ facts }: Seen, path: Path, rule: string): Because {
  const written = facts.document && isWritten(facts.document, path)
  return { rule, ...(written && { path: printPath(path), ...facts.place?.(path) }) }
}

/** As `documentRule`, for a key of the action; a default of the schema is named as one. */
export function actionRule(seen: SeenAction, keys: Path, rule: string): Because {
  const base = actionPath(seen.facts.document, seen.plan, seen.planned)
  if (!base) return { rule }
  const path = [...base, ...keys]
  if (seen.facts.document && isWritten(seen.facts.document, path))
    return documentRule(seen, path, rule)
  return documentRule(seen, base, `${rule} (default)`)
}

/** Which part of the document wants people asked before the work begins. */
export function gateRule(seen: Seen): Because {
  const { environment } = seen.plan.facts
  const here = ['fulfillment', 'environments', environment ?? '']
  const rules: readonly { path: Path; rule: string }[] = [
    { path: [...here, 'approvals'], rule: `approvals in ${environment ?? ''}` },
    { path: [...here, 'visibility', 'require_approval'], rule: 'require_approval' },
    { path: ['metadata', 'visibility', 'require_approval'], rule: 'require_approval' },
    { path: ['fulfillment', 'prerequisites'], rule: 'prerequisite approval-check' },
  ]
  const found = rules.map(({ path, rule }) => documentRule(seen, path, rule))
  return found.find(({ path }) => path !== undefined) ?? { rule: 'require_approval' }
}

function isWritten(document: Document, path: Path): boolean {
  return at(document, path) !== undefined
}

const sections: readonly Path[] = [
  ['fulfillment', 'automatic', 'actions'],
  ['fulfillment', 'manual', 'actions'],
  ['fulfillment', 'post_fulfillment'],
  ['components'],
]

/** Where an action stands in its document; a rollback where its original says what undoes it. */
function actionPath(
  document: Document | undefined,
  plan: Plan,
  { id, undoes }: PlannedAction,
): Path | undefined {
  if (!document) return undefined
  if (undoes === undefined) return pathOf(document, id)
  const original = plan.actions.find((one) => one.id === undoes)
  const path = original && pathOf(document, original.id)
  const written = path && at(document, [...path, 'rollback', 'action'])
  if (typeof written === 'string') return pathOf(document, written)
  return path && [...path, 'rollback', ...(written === undefined ? [] : ['action'])]
}

function pathOf(document: Document, id: string): Path | undefined {
  for (const section of sections) {
    const list = at(document, section)
    const index = Array.isArray(list) ? list.findIndex((one) => own(one, 'id') === id) : -1
    if (index >= 0) return [...section, index]
  }
  return undefined
}
