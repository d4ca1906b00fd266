import { limitKeys, type Run } from '@pao/core/engine'
import { wrap } from './checks-store.ts'
import { keyText, type On, slotsOf, type TenantKey } from './store-limits.ts'
import { type Entry, entryName, type RuleRow, type TxState } from './store-rows.ts'
import type { World } from './world.ts'

const underWay = new Set(['ready', 'running', 'waiting'])
type Logged = {
  type: string
  data: { event?: { action: string; fence: number; waitingFor?: string } }
}

/** Looks on at every save: whoever claims has a slot, and every slot is held by something under way. */
export function watchLimits(world: World): void {
  const counted = new Counted(world)
  wrap(world.store, 'request_save', (inner) => (store, values, tx) => {
    const result = inner(store, values, tx)
    if (store.limits.rules.see(tx).size === 0) return result
    const [row] = result.rows as [{ saved: boolean }]
    if (row.saved) counted.look(values, tx)
    if (row.saved && !tx) checkSlots(world)
    return result
  })
}

/** S17: as many slots as the rule says, and nobody in them or in line who has no business there. */
function checkSlots(world: World): void {
  const { store } = world
  const { rules, slots, lines } = store.limits
  const on = { store, tx: undefined }
  for (const [name, rule] of rules.rows) {
    const all = slotsOf(on, rule)
    const own = all.filter(({ surplus }) => !surplus)
    if (own.length !== mostOf(rule) && all.every(({ surplus }) => !surplus))
      world.violate('S17', `${name} has ${own.length} slots and allows ${mostOf(rule)}`)
    if (own.length > mostOf(rule))
      world.violate('S17', `${name} has ${own.length} slots and allows ${mostOf(rule)}`)
  }
  for (const [name, { tenant, request_id, action_id, surplus }] of slots.rows) {
    if (request_id === null && surplus) world.violate('S17', `${name} is too many and kept free`)
    if (request_id !== null && !underWay.has(stateOf(world, tenant, request_id, action_id)))
      world.violate('S17', `the slot ${name} is held by ${action_id}, which is not under way`)
  }
  for (const [name, { tenant, request_id, action_id }] of lines.rows)
    if (stateOf(world, tenant, request_id, action_id) !== 'ready')
      world.violate('S17', `${name} stands in line and is not ready`)
}

const mostOf = ({ set_most, item_most }: RuleRow): number => set_most ?? item_most ?? 0

function stateOf({ store }: World, tenant: string, id: string, action: string | null): string {
  return store.entries.get(entryName(tenant, id))?.actions.get(action ?? '')?.state ?? ''
}

type One = { tenant: string; id: string; action: string }

/** Counts for itself who is under way under a rule, whatever the slots say. */
class Counted {
  private readonly world: World
  /** By when the rule was born, which tells it from an earlier one of its name. */
  private readonly all = new Map<string, Map<string, One>>()

  constructor(world: World) {
    this.world = world
  }

  look(values: readonly unknown[], tx: TxState | undefined): void {
    const { store } = this.world
    const entry = store.see(entryName(values[0], values[1]), tx)
    if (!entry) return
    const on = { store, tx }
    const logged = JSON.parse(String(values[9])) as Logged[]
    for (const { type, data } of logged)
      if (type === 'action_waiting' && data.event && data.event.waitingFor !== 'remote')
        this.rested(entry, data.event.action)
    const born = new Set([...store.limits.rules.rows.values()].map((rule) => rule.born))
    for (const [rule, known] of this.all)
      if (born.has(rule)) this.letGo(known)
      else this.all.delete(rule)
    for (const { type, data } of logged)
      if (type === 'action_claimed' && data.event) this.claimed(on, entry, data.event.action)
  }

  /** It waited for something else than the remote side, though it may have gone on from there in the same write. */
  private rested({ request: { id } }: Entry, action: string): void {
    for (const known of this.all.values()) known.delete(`${id} ${action}`)
  }

  private letGo(known: Map<string, One>): void {
    for (const [name, one] of known) if (!this.isUnderWay(one)) known.delete(name)
  }

  /** A waiting action is under way while the remote works, and on its way to the look that follows. */
  private isUnderWay({ tenant, id, action }: One): boolean {
    const { run } = this.world.store.entries.get(entryName(tenant, id))?.request ?? {}
    const is = (JSON.parse(run ?? '{}') as Partial<Run>).actions?.[action]
    if (is?.state === 'waiting') return is.waitingFor === 'remote'
    if (is?.state === 'ready') return is.entry === 'poll' || is.entry === 'resume'
    return is?.state === 'running'
  }

  private claimed(on: On, entry: Entry, action: string): void {
    const { request, actions } = entry
    if (actions.get(action)?.state !== 'running') return
    const { tenant, id } = request
    for (const key of keysOf(this.world, entry, action)) {
      const rule = on.store.limits.rules.see(on.tx).get(keyText(key))
      if (!rule) continue
      const known = this.all.get(rule.born) ?? new Map<string, One>()
      this.all.set(rule.born, known)
      const isOn = known.has(`${id} ${action}`)
      known.set(`${id} ${action}`, { tenant, id, action })
      const holds = slotsOf(on, key).some((s) => s.request_id === id && s.action_id === action)
      if (!holds) this.world.violate('S17', `${id} ${action} was claimed without ${keyText(key)}`)
      if (!isOn && known.size > mostOf(rule))
        this.world.violate('S17', `${keyText(key)}: ${known.size} under way of ${mostOf(rule)}`)
    }
  }
}

function keysOf({ store }: World, { request }: Entry, action: string): TenantKey[] {
  const plan = store.planOf(request)
  const planned = plan.actions.find(({ id }) => id === action)
  const { tenant, fixed } = request
  const facts = { tenant, item: String(fixed['item_id']), plan }
  return planned ? limitKeys(facts, planned).map((key) => ({ tenant, ...key })) : []
}

/** L6: once all has ended nobody holds a slot or stands in line. */
export function checkLimitsAtEnd(world: World): void {
  const { slots, lines } = world.store.limits
  for (const [name, { request_id, action_id }] of slots.rows)
    if (request_id !== null)
      world.violate('L6', `${name} is left held by ${request_id} ${action_id}`)
  for (const name of lines.rows.keys()) world.violate('L6', `${name} is left in line`)
}
