import { type Fault, Problem } from '@pao/core'
import type { Document } from '@pao/core/catalog'
import {
  type Asked,
  outputsRead,
  type PlannedAction,
  rehearse,
  type Rehearsed,
  type Told,
} from '@pao/core/engine'
import type { Principal } from '#identity/principal.ts'
import { type DryDeps, type DryStep, trialOf, tryWith } from '../dry-run.ts'
import { type CheckedOrder, checkOrder, type Order } from '../order.ts'
import { type PreviewPlan, previewOf } from '../preview.ts'
import { type Invented, inventedEnd, recordedEnd, type Source } from './invented.ts'

/** A document nobody serves, sample answers, and how its actions are to go, by action. */
export type Rehearsing = {
  document: Document
  order: Omit<Order, 'item' | 'version' | 'on_behalf_of'>
  ends: Readonly<Record<string, Invented>>
  /** Undo it once it has ended. */
  rollBack: boolean
}

/** One call into a connector as it was rehearsed. */
export type RehearsedTry = {
  action: string
  attempt: number
  entry: Asked['entry']
  at: number
  source: Source
  told: Told
  /** What the connector would do; absent of what undoes by itself. */
  dry?: DryStep
  /** Why nobody knows how it ends. */
  note?: string
}

export type Rehearsal = Rehearsed & {
  plan: PreviewPlan
  /** When it began, in the time of the rehearsal. */
  begin: number
  tries: readonly RehearsedTry[]
}

/** Tries shown; a rehearsal of many more has the same ones again and again. */
const mostTries = 300

/**
 * Plays an order of a document that is being written, from sample answers to its end, by the engine's own decisions
 * and the connectors' dry runs. Reads the catalog and what was ordered before; opens no door and writes nothing.
 * Throws what `checkOrder` throws.
 */
export async function rehearseOrder(
  deps: DryDeps,
  principal: Principal,
  { document, order, ends, rollBack }: Rehearsing,
): Promise<Rehearsal> {
  const shut = shutDeps(deps, document)
  const checked = await checkOrder(shut, principal, { ...order, item: document.metadata.id })
  checkEnds(checked, ends)
  const plan = await previewOf(shut, checked)
  const begin = deps.now()
  const played = await play(shut, checked, { begin, ends, rollBack })
  return { ...played, plan, begin }
}

/** The item is the one that is written, and lists of other systems are not asked for. */
function shutDeps(deps: DryDeps, document: Document): DryDeps {
  const { id } = document.metadata
  return {
    ...deps,
    findItem: (principal, item, range) =>
      item === id ? { document, hash: 'sandbox' } : deps.findItem(principal, item, range),
    options: () =>
      Promise.resolve({ options: [], message: 'lists of other systems are not read here' }),
  }
}

/** Throws `request.invalid` with every action that the plan does not have. */
function checkEnds({ plan, document }: CheckedOrder, ends: Rehearsing['ends']): void {
  const known = new Set(plan.actions.map(({ id }) => id))
  const faults = Object.keys(ends).flatMap((id): Fault[] =>
    known.has(id)
      ? []
      : [
          {
            code: 'action.not_found',
            at: `/ends/${id}`,
            message: `The plan has no action ${id}`,
            hint: `It has ${[...known].slice(0, 10).join(', ')}`,
          },
        ],
  )
  if (faults.length > 0)
    throw new Problem('request.invalid', { item: document.metadata.id }, faults)
}

type Playing = { begin: number } & Pick<Rehearsing, 'ends' | 'rollBack'>

async function play(
  deps: DryDeps,
  checked: CheckedOrder,
  { begin, ends, rollBack }: Playing,
): Promise<Rehearsed & Pick<Rehearsal, 'tries'>> {
  const { plan, notBefore } = checked
  const trial = trialOf(deps, checked, new Map())
  const actions = new Map(plan.actions.map((one) => [one.id, one]))
  const playing = rehearse(plan, begin, { rollBack, notBefore })
  const tries: RehearsedTry[] = []
  let turn = playing.next()
  while (turn.done !== true) {
    const asked = turn.value
    const planned = actions.get(asked.action)
    if (!planned) throw new Error(`the plan has no ${asked.action}`)
    const dry = (): Promise<DryStep> => tryWith(trial, planned, asked.outputs)
    const ending = await endOf(planned, asked, {
      invented: own(ends, asked.action),
      read: outputsRead(plan, asked.action),
      dry,
    })
    const { action, attempt, entry, at } = asked
    if (tries.length < mostTries) tries.push({ action, attempt, entry, at, ...ending })
    turn = playing.next(ending.told)
  }
  return { ...turn.value, tries }
}

type Facts = {
  invented: Invented | undefined
  read: readonly string[]
  dry: () => Promise<DryStep>
}

/** The connector shows what it would do even where the end is invented; what undoes by itself shows nothing. */
async function endOf(
  planned: PlannedAction,
  { attempt, entry }: Asked,
  { invented, read, dry }: Facts,
): Promise<Pick<RehearsedTry, 'told' | 'source' | 'dry' | 'note'>> {
  const wished = inventedEnd(planned, invented, attempt)
  if (entry === 'compensate' || planned.compensates)
    return wished ?? { told: { ends: 'succeeded', outputs: {} }, source: 'assumed' }
  const step = await dry()
  return { ...(wished ?? recordedEnd(planned, step, { read, invented })), dry: step }
}

function own<T>(map: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined
}
