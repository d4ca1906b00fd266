import type { RunEvent } from '@pao/core/engine'
import type { Call } from './clients.ts'
import { parentOf } from './store-children.ts'
import type { Entry } from './store-rows.ts'
import type { World } from './world.ts'

/** What the callers were told against what the store holds. */
export function checkHistory(world: World, history: readonly Call[]): void {
  for (const { name, tenant } of world.story.orders) checkOrder(world, { name, tenant }, history)
  for (const { kind, ...call } of history)
    if (kind !== 'submit') checkControl(world, { ...call, kind })
  const names = new Set(world.story.orders.map(({ name }) => name))
  for (const entry of world.store.entries.values())
    if (!names.has(nameOf(entry)) && !parentOf(entry.request))
      world.violate('S1', `${entry.request.id} was ordered by nobody`)
}

function nameOf({ request }: Entry): string {
  return String((request.fixed['fields'] as { name?: unknown }).name)
}

type Control = Call & { kind: Exclude<Call['kind'], 'submit'> }

type Ordered = { name: string; tenant: string }

/** S1: what was taken is there. S2: once, however often it was sent. */
function checkOrder(world: World, { name, tenant }: Ordered, history: readonly Call[]): void {
  const found = [...world.store.entries.values()].filter((entry) => nameOf(entry) === name)
  if (found.length > 1) world.violate('S2', `${name} was taken ${found.length} times`)
  for (const { kind, order, outcome, id } of history) {
    if (kind !== 'submit' || order !== name || outcome !== 'ok') continue
    const entry = world.entryOf(tenant, id ?? '')
    if (!entry) world.violate('S1', `${name} was taken as ${id} and is not there`)
    else if (nameOf(entry) !== name)
      world.violate('S14', `${name} was answered with the request of ${nameOf(entry)}`)
  }
}

/** What somebody asked for once happened at most once, and what was said to be done was done. */
function checkControl(world: World, call: Control): void {
  const { kind, by, from, outcome, seq = 0 } = call
  const asked = askedFor(world, call)
  const own = asked.filter(({ event }) => 'by' in event && event.by === by)
  if (own.length > 1) world.violate('S2', `${by} asked once and it happened ${own.length} times`)
  for (const { event } of own)
    if (event.type === 'retry_requested' && event.from !== from)
      world.violate('S13', `${by} asked for a retry from ${from}, it was from ${event.from}`)
  const isThere = own.length > 0 || has(world, call, seq)
  if (outcome === 'ok' && !isThere) world.violate('S1', `the ${kind} of ${by} is not there`)
}

/** What counts as done, by whomever: somebody may have been faster, or time. */
const doneBy: Record<Control['kind'], readonly string[]> = {
  cancel: ['cancel_requested', 'request_timed_out'],
  rollback: ['request_rolling_back'],
  skip: ['action_skipped'],
  retry: [],
  edit: [],
}

/** Up to that moment somebody, or time, had done what was asked for. */
function has(world: World, { kind, tenant, id }: Control, seq: number): boolean {
  const events = world.entryOf(tenant, id ?? '')?.events ?? []
  return events.some((row) => doneBy[kind].includes(row.type) && row.seq <= seq)
}

const askedBy: Record<Control['kind'], string> = {
  cancel: 'cancel_requested',
  rollback: 'rollback_requested',
  skip: 'action_skipped',
  retry: 'retry_requested',
  edit: 'input_edited',
}

function askedFor(world: World, { kind, tenant, id }: Control): { seq: number; event: RunEvent }[] {
  const events = world.entryOf(tenant, id ?? '')?.events ?? []
  return events
    .filter((row) => row.type === askedBy[kind])
    .map(({ seq, data }) => ({ seq, event: (JSON.parse(data) as { event: RunEvent }).event }))
}
