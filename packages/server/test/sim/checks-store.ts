import type { Handler, Store } from './store.ts'
import { entryName } from './store-rows.ts'
import type { World } from './world.ts'

/** Puts something around a statement of the model. */
export function wrap(store: Store, name: string, around: (inner: Handler) => Handler): void {
  const inner = store.handlers[name]
  if (!inner) throw new Error(`The model has no ${name}`)
  store.handlers[name] = around(inner)
}

type Job = { data: { action: string; entry: string } }
type Row = { action_id: string; state: string }
type Logged = { type: string; data: { event?: { action?: string; fence?: number } } }

/** Looks on at every write for what cannot be seen afterwards. */
export function watchStore(world: World): void {
  const { store } = world
  const late = new Set<string>()
  wrap(store, 'lease_renew', (inner) => (on, values, tx) => {
    const [tenants, ids, actions, fences] = values as [string[], string[], string[], number[]]
    tenants.forEach((tenant, n) => {
      const row = store.see(entryName(tenant, ids[n]))?.actions.get(actions[n] ?? '')
      if (row?.lease_until !== null && (row?.lease_until ?? 0) <= store.now())
        late.add(`${ids[n]} ${actions[n]} ${fences[n]}`)
    })
    return inner(on, values, tx)
  })
  wrap(store, 'request_save', (inner) => (on, values, tx) => {
    const before = statesOf(store, values)
    const broken = String(values[9]).includes('"action_lost"')
      ? takenEarly(world, values, late)
      : []
    const result = inner(on, values, tx)
    const [row] = result.rows as [{ saved: boolean }]
    if (!row.saved) return result
    for (const text of broken) world.violate('L4', text)
    checkHints(world, values, before)
    tellUnknown(world, values)
    return result
  })
}

function statesOf(store: Store, [tenant, id]: readonly unknown[]): ReadonlyMap<string, string> {
  const actions = store.entries.get(entryName(tenant, id))?.actions ?? new Map()
  return new Map([...actions.values()].map(({ action_id, state }) => [action_id, state]))
}

/** L4: no lease is taken from a holder that renewed it in time. */
function takenEarly(
  { store }: World,
  values: readonly unknown[],
  late: ReadonlySet<string>,
): string[] {
  const [tenant, id] = values
  const events = JSON.parse(String(values[9])) as Logged[]
  const rows = store.see(entryName(tenant, id))?.actions
  const lost = events.flatMap(({ type, data: { event } }) =>
    type === 'action_lost' && event ? [event] : [],
  )
  return lost.flatMap(({ action = '', fence }) => {
    const until = rows?.get(action)?.lease_until ?? 0
    const name = `${String(id)} ${action} ${fence}`
    return until <= store.now() || late.has(name) ? [] : [`${name} was lost before its time`]
  })
}

/** Somebody will have to find out. */
function tellUnknown(world: World, [, id, ...rest]: readonly unknown[]): void {
  for (const { action_id, state } of JSON.parse(String(rest[8])) as Row[])
    if (state === 'unknown') world.onUnknown(String(id), action_id)
}

/** Whatever becomes ready is hinted at by the same write, or some crash would leave it lying. */
function checkHints(
  world: World,
  values: readonly unknown[],
  before: ReadonlyMap<string, string>,
): void {
  const rows = JSON.parse(String(values[10])) as Row[]
  const jobs = JSON.parse(String(values[12])) as Job[]
  for (const { action_id, state } of rows) {
    if (state !== 'ready' || before.get(action_id) === 'ready') continue
    const isHinted = jobs.some(({ data }) => data.action === action_id && data.entry === 'claim')
    if (!isHinted) world.violate('S20', `${action_id} became ready without a hint`)
  }
}
