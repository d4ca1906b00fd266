import type { Action } from '@pao/core/catalog'
import type { Left, Run } from '@pao/core/engine'
import { isPartStanding, undoneWith } from './checks-parts.ts'
import type { Entry } from './store-rows.ts'
import { itemsOf } from './story.ts'
import type { World } from './world.ts'

const isOver = new Set(['failed', 'cancelled', 'skipped'])

/** S21: nothing is taken away that nobody wants undone, nor before what was built on it. */
export function checkTakenAway(world: World, effect: string): void {
  const [id = '', action = ''] = effect.split('/')
  const entry = world.entryOf(world.tenantOf(id), id)
  if (!entry) return
  const run = JSON.parse(entry.request.run) as Run
  const { state, undo } = run.actions[action] ?? {}
  // Who was frozen before the call comes too late: by then the rollback may be given up.
  if (state !== 'compensating' && !isGivenUp(undo))
    world.violate('S21', `${effect} was taken away although it is ${state}`)
  checkLater(world, { entry, action, effect })
  const above = undoneWith(world, entry)
  if (above) checkLater(world, { entry: above.parent, action: above.action, effect })
}

type Taking = { entry: Entry; action: string; effect: string }

/** Nothing stands that came after the action, neither its own effect nor what it ordered. */
function checkLater(world: World, { entry, action, effect }: Taking): void {
  const run = JSON.parse(entry.request.run) as Run
  const { id } = entry.request
  for (const later of orderedOf(world, entry)) {
    if (!later.dependencies?.wait_for?.includes(action)) continue
    if (isStanding(world, { id, later, run }))
      world.violate('S21', `${effect} was taken away before ${later.id}, which came after it`)
    if (isPartStanding(world, entry, later.id))
      world.violate('S25', `${effect} was taken away before what ${later.id} ordered`)
  }
}

/** An undoing of it may have failed without a clear answer, in this rollback or one before. */
function isGivenUp(undo: Left | undefined): boolean {
  return undo === 'failed' || undo === 'held_back'
}

/** The actions as they were ordered, whatever the plan made of them. */
function orderedOf({ story }: World, { request }: Entry): readonly Action[] {
  const item = itemsOf(story).find(({ metadata }) => metadata.id === request.fixed['item_id'])
  return item?.fulfillment.automatic?.actions ?? []
}

function keyOf(id: string, action: string, run: Run): string {
  return `${id}/${action}/${run.actions[action]?.generation}`
}

type Later = { id: string; later: Action; run: Run }

function isStanding({ ledger }: World, { id, later, run }: Later): boolean {
  const { rollback } = later
  const found = run.actions[later.id]
  const made = ledger.get(keyOf(id, later.id, run))
  const isMeant =
    rollback !== undefined && (run.rollback?.scope === 'all' || rollback.automatic === true)
  const comes = found?.state === 'succeeded' || found?.state === 'compensating'
  return isMeant && comes && found.undo === undefined && made !== undefined && !made.undone
}

/** S21: what counts as undone is gone, and what counts as made is there. */
export function checkUndone(world: World, { request }: Entry): void {
  const run = JSON.parse(request.run) as Run
  for (const [id, { state, undo }] of Object.entries(run.actions)) {
    const made = world.ledger.get(keyOf(request.id, id, run))
    if (!made) continue
    if (state === 'compensated' && !made.undone)
      world.violate('S21', `${request.id} ${id} counts as undone and is there`)
    if (state === 'succeeded' && made.undone && !isGivenUp(undo))
      world.violate('S21', `${request.id} ${id} counts as made and was taken away`)
  }
}

/** S22: what ended in doubt stands in the list of orphans, and so does all that is there unknown. */
export function checkOrphans(world: World, { request, orphans, events }: Entry): void {
  const run = JSON.parse(request.run) as Run
  const open = new Set(
    [...orphans.values()]
      .filter(({ resolved_at }) => resolved_at === null)
      .map(({ action_id, generation }) => `${request.id}/${action_id}/${generation}`),
  )
  for (const [id, { state, maybe }] of Object.entries(run.actions)) {
    const key = keyOf(request.id, id, run)
    if (open.has(key) !== (maybe === true))
      world.violate('S22', `${key} is ${state}, in doubt: ${maybe}, an orphan: ${open.has(key)}`)
    const isKnown = events.some(
      ({ type, data }) =>
        type === 'action_waiting' &&
        data.includes(`"action":"${id}"`) &&
        !data.includes('"ambiguous":true'),
    )
    if (world.ledger.has(key) && isOver.has(state) && !isKnown && !open.has(key))
      world.violate('S22', `${key} was made, ended as ${state}, and nobody is told`)
  }
}
