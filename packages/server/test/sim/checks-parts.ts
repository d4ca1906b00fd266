import type { Plan, Run } from '@pao/core/engine'
import { parentOf } from './store-children.ts'
import { type Entry, entryName } from './store-rows.ts'
import type { World } from './world.ts'

/** S24, S25: requests that actions of others ordered. */

type Part = { entry: Entry; run: Run; plan: Plan; action: string; generation: number | null }

function runOf({ request }: Entry): Run {
  return JSON.parse(request.run) as Run
}

/** What the actions of a request ordered. */
function partsOf(world: World, { request }: Entry): Part[] {
  return [...world.store.entries.values()].flatMap((entry): Part[] => {
    const parent = parentOf(entry.request)
    if (parent?.id !== request.id || entry.request.tenant !== request.tenant) return []
    const { action, generation } = parent
    return [
      { entry, run: runOf(entry), plan: world.store.planOf(entry.request), action, generation },
    ]
  })
}

/** Those that answer for an action as it is now. */
function partsFor(world: World, entry: Entry, { id, run }: { id: string; run: Run }): Part[] {
  const generation = run.actions[id]?.generation
  return partsOf(world, entry).filter((one) => one.action === id && one.generation === generation)
}

/** What of it was made, can be undone, and nobody has tried to undo. */
function standingIn({ run, plan }: Part): string[] {
  return plan.actions.flatMap(({ id, rollback }) => {
    const { state, undo } = run.actions[id] ?? {}
    return rollback && state === 'succeeded' && undo === undefined ? [id] : []
  })
}

/** Whether what an action ordered is there, or may still make something, before that action's turn to be undone is over. */
export function isPartStanding(world: World, entry: Entry, id: string): boolean {
  const run = runOf(entry)
  const action = run.actions[id]
  if (!action || action.undo !== undefined || !isMeant(world, entry, { id, run })) return false
  const comes = ['succeeded', 'compensating', ...(world.story.older ? [] : ['cancelled'])]
  if (!comes.includes(action.state)) return false
  // What was ordered only after it was called off, nobody could wait for.
  const last = action.state === 'cancelled' ? (action.endedAt ?? 0) - slackOf(world) : Infinity
  return partsFor(world, entry, { id, run }).some(
    (part) =>
      part.entry.cameAt < last &&
      (part.entry.request.ended_at === null || standingIn(part).length > 0),
  )
}

function isMeant(world: World, { request }: Entry, { id, run }: { id: string; run: Run }): boolean {
  const { rollback } = world.store.planOf(request).actions.find((one) => one.id === id) ?? {}
  return rollback !== undefined && (run.rollback?.scope === 'all' || rollback.automatic)
}

/** The request whose rollback this one is a part of, and the action that ordered this one. */
export function undoneWith(
  world: World,
  entry: Entry,
): { parent: Entry; action: string } | undefined {
  const { id = '', action = '' } = parentOf(entry.request) ?? {}
  const parent = world.store.entries.get(entryName(entry.request.tenant, id))
  const isUndoing = parent && runOf(parent).actions[action]?.state === 'compensating'
  return isUndoing ? { parent, action } : undefined
}

/** Parts of which something stands although their request was cancelled so that nothing should. */
export function leftStanding(world: World): readonly string[] {
  return [...world.store.entries.values()].flatMap((entry) => {
    if (!entry.request.run.includes('"compensate":true')) return []
    const run = runOf(entry)
    if (run.cancelling?.compensate !== true) return []
    return partsOf(world, entry)
      .filter((part) => shallNotStand(world, entry, { part, run }) && standingIn(part).length > 0)
      .map(
        (part) =>
          `${standingIn(part).join()} of ${part.entry.request.id}, part of ${entry.request.id}`,
      )
  })
}

/** One that failed by itself stays as it is, unless it is undone with the others. */
function shallNotStand(
  world: World,
  { request }: Entry,
  { part, run }: { part: Part; run: Run },
): boolean {
  const { action: id, generation } = part
  const planned = world.store.planOf(request).actions.find((one) => one.id === id)
  const action = run.actions[id]
  if (!planned?.rollback || action?.generation !== generation) return false
  // What a release took in that could not undo the half done: cancelled as it was before it was to be undone, it stays.
  if (world.story.older && part.run.cancelling && part.run.cancelling.compensate !== true)
    return false
  const ends = { cancelled: ['completed', 'cancelled'], failed: ['completed'] } as const
  if (action.state === 'compensated') return part.run.endedAt !== undefined
  const states: readonly string[] = Reflect.get(ends, action.state) ?? []
  return action.undo === undefined && states.includes(part.run.state)
}

/** All that is promised of what a request's actions ordered, once everything has ended. */
export function checkParts(world: World, entry: Entry): void {
  const parts = partsOf(world, entry)
  if (parts.length === 0 && !orders(world, entry)) return
  const run = runOf(entry)
  checkOnce(world, entry, parts)
  checkOutputs(world, entry, run)
  for (const part of parts) {
    checkStopped(world, entry, { part, run })
    checkWaitedFor(world, entry, { part, run })
  }
}

function orders(world: World, { request }: Entry): boolean {
  return world.store.planOf(request).actions.some(({ type }) => type === 'catalog-request')
}

/** S24: one request answers for one effect; one that was replaced had ended badly before. */
function checkOnce(world: World, { request }: Entry, parts: readonly Part[]): void {
  const known = new Set<string>()
  for (const { entry, action, generation, run } of parts) {
    const name = `${request.id}/${action}/${generation}`
    if (generation === null && (run.state === 'completed' || run.endedAt === undefined))
      world.violate('S24', `${entry.request.id} is ${run.state} and answers for nothing`)
    else if (generation !== null && known.has(name)) world.violate('S24', `${name} ordered twice`)
    known.add(name)
  }
}

/** S24: what counts as done was done by the request it ordered, and brought what that brought. */
function checkOutputs(world: World, entry: Entry, run: Run): void {
  for (const { id, type, role } of world.store.planOf(entry.request).actions) {
    if (type !== 'catalog-request' || role === 'rollback') continue
    if (run.actions[id]?.state === 'succeeded') checkBrought(world, entry, { id, run })
  }
}

function checkBrought(world: World, entry: Entry, about: { id: string; run: Run }): void {
  const [part] = partsFor(world, entry, about)
  const { object, request_id: request } = about.run.actions[about.id]?.outputs ?? {}
  const name = `${entry.request.id} ${about.id}`
  if (part?.entry.request.id !== request)
    world.violate('S24', `${name} was done by ${String(request)}, not by what it ordered`)
  const made = part?.plan.actions.flatMap(
    ({ id }) => part.run.actions[id]?.outputs?.['object'] ?? [],
  )
  const last: unknown = made?.at(-1)
  if (object !== last)
    world.violate('S24', `${name} brought ${JSON.stringify([object])} of ${JSON.stringify([last])}`)
}

type Kin = { part: Part; run: Run }

/** Milliseconds in which whoever looks for forgotten parts has come by. */
const lookedMs = 20_000

/** S25: nothing new begins in a part once its request was stopped and everybody had time to hear of it. */
function checkStopped(world: World, { request }: Entry, { part, run }: Kin): void {
  const state = run.actions[part.action]?.state ?? ''
  if (!run.cancelling || !['cancelled', 'failed', 'compensated'].includes(state)) return
  const calmAt = world.start + world.story.calmAt
  const last = Math.max(request.ended_at ?? 0, calmAt) + lookedMs + slackOf(world)
  const late = part.entry.events.find(({ type, at }) => type === 'action_claimed' && at > last)
  if (late && part.run.cancelling === undefined && part.run.rollback === undefined)
    world.violate('S25', `${part.entry.request.id} runs on after ${request.id} was stopped`)
}

/** Nobody's clock is off by more. */
function slackOf({ story }: World): number {
  return (story.faults.skew ?? 0) * 2 + 1_000
}

/** S25: what an action ordered had ended when that counted as undone. */
function checkWaitedFor(
  world: World,
  { request, events, attempts }: Entry,
  { part, run }: Kin,
): void {
  const { action, entry } = part
  const undoer = `${action}:rollback`
  const began = Math.min(
    ...[...attempts.values()].flatMap((row) => (row.action_id === undoer ? [row.started_at] : [])),
  )
  // Whoever was frozen before it ordered comes too late; the part is stopped all the same.
  if (run.actions[action]?.state !== 'compensated' || entry.cameAt > began) return
  const told = events.findLast(
    ({ type, data }) => type === 'action_succeeded' && data.includes(`"action":"${undoer}"`),
  )
  const endedAt = entry.request.ended_at ?? Number.POSITIVE_INFINITY
  if (told && endedAt > told.at + slackOf(world))
    world.violate('S25', `${request.id} ${action} counts as undone before its part had ended`)
}
