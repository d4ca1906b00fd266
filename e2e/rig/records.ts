import { replay } from '@pao/core/engine'
import { againstCrowding } from './check-crowding.ts'
import { againstParents } from './check-children.ts'
import { againstUndoing } from './check-undoing.ts'
import { againstWords } from './check-words.ts'
import { facts } from './items.ts'
import { byRequest, isUndoing, ledgerOf, type Made } from './ledger.ts'
import { type Books, type Logged, readBooks, type Stored } from './stored.ts'
import type { World } from './world.ts'

/** One thing the client did: asked (`invoke`), and what came of it. `info` = nobody knows. */
export type Told = {
  type: 'invoke' | 'ok' | 'fail' | 'info'
  what: 'submit' | 'cancel' | 'cancel and undo' | 'retry' | 'rollback'
  key: string
  id?: string
  at: number
}

const ended = ['completed', 'failed', 'rejected', 'cancelled', 'rolled_back', 'rollback_failed']

export type Verdict = {
  ids: readonly string[]
  states: Record<string, number>
  effects: number
  /** One sentence each. */
  violations: string[]
}

/** What else is known: when each caller was killed, milliseconds since 1970, by its name. */
type Known = { killedAt?: ReadonlyMap<string, number> }

/**
 * Compares what the client was told, what the database holds and what happened outside: nothing
 * acknowledged lost, nothing made or undone twice, nothing undone unasked, nothing repeated blindly, no
 * limit passed, nothing stuck, every log whole and its run the log's.
 */
export async function compare(
  databaseUrl: string,
  world: World,
  history: readonly Told[],
  known: Known = {},
): Promise<Verdict> {
  const books = await readBooks(databaseUrl)
  const { requests, events } = books
  const ledger = byRequest(ledgerOf(world))
  const violations = [
    ...againstHistory(requests, history),
    ...requests.flatMap((request) => againstWorld(request, ledger.get(request.id) ?? [], books)),
    ...requests.flatMap((request) => againstLog(request, events.get(request.id) ?? [])),
    ...againstUndoing(requests, ledger, asked(history)),
    ...againstParents(requests, ledger),
    ...againstWords(books),
    ...againstCrowding(requests, world.calls, known.killedAt ?? new Map()),
  ]
  const states: Record<string, number> = {}
  for (const { state } of requests) states[state] = (states[state] ?? 0) + 1
  const ids = requests.map(({ id }) => id)
  const effects = ids.reduce((sum, id) => sum + (ledger.get(id)?.length ?? 0), 0)
  return { ids, states, effects, violations }
}

/** What was made for requests that no database knows; `ids` = those of all of them. */
export function strangers(world: World, ids: readonly string[]): string[] {
  const known = new Set(ids)
  return [...byRequest(ledgerOf(world)).keys()]
    .filter((id) => !known.has(id))
    .map((id) => `lost: something was made for ${id}, which no database knows`)
}

/** Requests that somebody wanted undone, whether or not the wish was answered. */
function asked(history: readonly Told[]): ReadonlySet<string> {
  const wishes = history.filter(({ what }) => what === 'rollback' || what === 'cancel and undo')
  return new Set(wishes.flatMap(({ id }) => (id === undefined ? [] : [id])))
}

/** States in which a request may be found for good after each of these was accepted. */
const after: Readonly<Partial<Record<Told['what'], readonly string[]>>> = {
  cancel: ended,
  'cancel and undo': ['cancelled', 'rolled_back'],
  rollback: ['rolled_back'],
}

function againstHistory(requests: readonly Stored[], history: readonly Told[]): string[] {
  const known = new Map(requests.map((request) => [request.id, request]))
  const said = history.filter(({ type }) => type === 'ok')
  return [
    ...repeated(requests),
    ...said.flatMap((told) => (told.what === 'submit' ? lost(known.get(told.id ?? ''), told) : [])),
    ...said.flatMap(({ what, id = '' }) => {
      const found = known.get(id)
      const state = found?.state ?? 'gone'
      if (state === 'rollback_failed' && found && isSetAside(found)) return []
      return after[what]?.includes(state) === false
        ? [`stuck: ${what} of ${id} was accepted, and it is ${state}`]
        : []
    }),
  ]
}

/** Three workers in a row died over something that undoes: then people are told what still stands. */
function isSetAside({ run }: Stored): boolean {
  return Object.entries(run.actions).some(
    ([id, { error }]) => id.endsWith(':rollback') && error?.code === 'action.quarantined',
  )
}

/** The client names every order by its key, so two requests of one name are one order taken twice. */
function repeated(requests: readonly Stored[]): string[] {
  const counts = new Map<string, number>()
  for (const { name } of requests) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].flatMap(([name, count]) =>
    count > 1 ? [`doubled: ${name} became ${count} requests`] : [],
  )
}

function lost(found: Stored | undefined, { id = '', key }: Told): string[] {
  if (!found) return [`lost: ${id} was acknowledged for ${key}`]
  return found.name === key ? [] : [`lost: ${id} answers for ${key} and ${found.name}`]
}

function againstWorld(request: Stored, made: readonly Made[], { stories, left }: Books): string[] {
  const { id, item, state } = request
  const faults = ended.includes(state) ? [] : [`stuck: ${item} ${id} is ${state}`]
  for (const [step, all] of Map.groupBy(made, (one) => one.step))
    if (all.length > 1 && !all.some(isUndoing))
      faults.push(
        `doubled: ${step} of ${item} ${id} was made ${all.length} times: ${stories.get(`${id} ${step}`) ?? ''}`,
      )
  for (const step of facts[item]?.makes ?? []) {
    const own = made.filter((one) => one.step === step)
    const isLeft = left.has(`${id} ${step}`) || own.some(({ calledOff }) => calledOff)
    const story = stories.get(`${id} ${step}`) ?? ''
    faults.push(...againstClaim(request, { step, count: own.length, isLeft, story }))
  }
  return faults
}

/** `isLeft`: people are told of it, here or where it is. */
type Claim = { step: string; count: number; isLeft: boolean; story: string }

/** What counts as done was made; what was made counts as done, or stands in the list of what may be left. */
function againstClaim({ id, item, state, run }: Stored, claim: Claim): string[] {
  const { step, count, isLeft, story } = claim
  const now = run.actions[step]?.state ?? 'missing'
  const isDone = ['succeeded', 'compensated', 'compensating'].includes(now)
  if ((isDone || state === 'completed') && count === 0)
    return [`lost: ${step} of ${item} ${id} counts as done, but was never made`]
  return ended.includes(state) && !isDone && count > 0 && !isLeft
    ? [
        `forgotten: ${step} of ${item} ${id} was made, counts as ${now}, and nobody is told of it: ${story}`,
      ]
    : []
}

function againstLog({ id, plan, run }: Stored, rows: readonly Logged[]): string[] {
  const faults: string[] = []
  if (rows.some(({ seq }, index) => seq !== index + 1)) faults.push(`log: ${id} has a gap`)
  const told = rows.flatMap(({ event, at }) => (event ? [{ event, at: at.getTime() }] : []))
  if (text(replay(plan, told)) !== text(run)) faults.push(`log: ${id} is not what its log says`)
  return faults
}

/** JSON whose keys stand in order, so that equal values are equal texts. */
function text(value: unknown): string {
  return JSON.stringify(value, (_name, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
