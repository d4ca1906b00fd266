import type { Plan } from '@pao/core/engine'
import { undoneMark } from './items.ts'
import { isUndoing, type Made } from './ledger.ts'
import type { Stored } from './stored.ts'

type Ledger = ReadonlyMap<string, readonly Made[]>
type All = {
  ledger: Ledger
  asked: ReadonlySet<string>
  byId: ReadonlyMap<string, Stored>
  children: ReadonlyMap<string, readonly Stored[]>
}

/**
 * What was undone was undone once, after all that came after it, and because somebody or the item wanted it;
 * what was to be undone does not stand. `asked` = requests whose owner wanted them undone.
 */
export function againstUndoing(
  requests: readonly Stored[],
  ledger: Ledger,
  asked: ReadonlySet<string>,
): string[] {
  const byId = new Map(requests.map((request) => [request.id, request]))
  const children = Map.groupBy(requests, ({ parent }) => parent?.id ?? '')
  const all = { ledger, asked, byId, children }
  return requests.flatMap((request) => [
    ...againstLedger(all, request),
    ...againstRun(all, request),
    ...againstStanding(request),
    ...againstParts(all, request),
    ...againstOrder(all, request),
  ])
}

/** The step that an entry of the ledger undid. */
function stepOf({ step }: Made): string {
  return step.slice(0, -undoneMark.length)
}

/** The entries of the ledger that undid something of a request, by its step. */
function undoneOf({ ledger }: All, { id }: Stored): ReadonlyMap<string, readonly Made[]> {
  return Map.groupBy((ledger.get(id) ?? []).filter(isUndoing), stepOf)
}

function againstLedger(all: All, request: Stored): string[] {
  const { id, item } = request
  const undone = undoneOf(all, request)
  const faults: string[] = []
  for (const [step, entries] of undone) {
    const made = (all.ledger.get(id) ?? []).filter((one) => one.step === step).map((one) => one.id)
    if (entries.length > 1)
      faults.push(`doubled: ${step} of ${item} ${id} was undone ${entries.length} times`)
    if (entries.some(({ undoes = '' }) => !made.includes(undoes)))
      faults.push(`undone: ${step} of ${item} ${id} was undone as something that was never made`)
  }
  if (undone.size > 0 && !isWanted(all, request))
    faults.push(`undone: nobody wanted ${item} ${id} undone`)
  return faults
}

function isWanted({ asked, byId }: All, request: Stored): boolean {
  const above = byId.get(request.parent?.id ?? '')
  return [request, ...(above ? [above] : [])].some((one) => asked.has(one.id) || wantsItself(one))
}

/** It failed, and its item wants what it made undone then. */
function wantsItself({ run, plan }: Stored): boolean {
  return run.failure !== undefined && plan.actions.some(({ rollback }) => rollback?.automatic)
}

/** What counts as undone was, and what was counts so, unless it is told that it could not be. */
function againstRun(all: All, request: Stored): string[] {
  const { id, item, run, plan } = request
  const undone = undoneOf(all, request)
  const made = plan.actions.filter(({ type, rollback }) => type === 'rest-api' && rollback)
  return made.flatMap(({ id: step }) => {
    const action = run.actions[step]
    const state = action?.state ?? 'missing'
    const isUndone = undone.has(step)
    if (state === 'compensated' && !isUndone)
      return [`lost: ${step} of ${item} ${id} counts as undone, but was not`]
    const isTold = state === 'compensated' || state === 'compensating' || action?.undo === 'failed'
    return isUndone && !isTold
      ? [`undone: ${step} of ${item} ${id} was undone, but counts as ${state}`]
      : []
  })
}

/** After a rollback, or a failure that calls for one, nothing stands that can be undone and was meant. */
function againstStanding({ id, item, state, run, plan }: Stored): string[] {
  const all = state === 'rolled_back' || isCompensated({ state, run })
  return plan.actions.flatMap(({ id: step, rollback }) => {
    const hasFailed = state === 'failed' || state === 'rejected'
    const isMeant = all || (hasFailed && rollback?.automatic === true)
    return rollback && isMeant && run.actions[step]?.state === 'succeeded'
      ? [`standing: ${step} of ${item} ${id}, which is ${state}`]
      : []
  })
}

function isCompensated({ state, run }: Pick<Stored, 'state' | 'run'>): boolean {
  return state === 'cancelled' && run.cancelling?.compensate === true
}

/** The same of the parts that an order consists of. */
function againstParts({ children }: All, { id, state, run }: Stored): string[] {
  const isUndone = state === 'rolled_back' || isCompensated({ state, run })
  const parts = isUndone ? (children.get(id) ?? []) : []
  return parts
    .filter((part) => part.state === 'completed')
    .map((part) => `standing: ${part.item} ${part.id}, part of ${id}, which is ${state}`)
}

/** Each action is undone after everything that came after it. */
function againstOrder(all: All, request: Stored): string[] {
  const { id, item, plan } = request
  const faults: string[] = []
  for (const [step, later] of followers(plan)) {
    const own = undoneAt(all, request, step)
    for (const follower of own.length > 0 ? later : []) {
      const theirs = undoneAt(all, request, follower)
      if (theirs.length > 0 && Math.min(...own) < Math.max(...theirs))
        faults.push(`order: ${step} of ${item} ${id} was undone before ${follower}`)
    }
  }
  return faults
}

/** When the step was undone, by its place in the ledger; of an ordered request that counts as undone everything of it. */
function undoneAt(all: All, request: Stored, step: string): readonly number[] {
  const isDone = request.run.actions[step]?.state === 'compensated'
  const ordered = isDone ? (all.children.get(request.id) ?? []) : []
  const parts = ordered.filter(({ parent }) => parent?.action === step)
  const own = undoneOf(all, request).get(step) ?? []
  const theirs = parts.flatMap((part) => [...undoneOf(all, part).values()].flat())
  return [...own, ...theirs].map(({ at }) => at)
}

/** Every action with all that came after it. */
function followers({ actions }: Plan): ReadonlyMap<string, ReadonlySet<string>> {
  const before = new Map(actions.map(({ id, after }) => [id, after]))
  const found = new Map(actions.map(({ id }) => [id, new Set<string>()]))
  const walk = (from: string, id: string): void => {
    for (const earlier of before.get(id) ?? []) {
      const known = found.get(earlier)
      if (!known || known.has(from)) continue
      known.add(from)
      walk(from, earlier)
    }
  }
  for (const { id } of actions) walk(id, id)
  return found
}
