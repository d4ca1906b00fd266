import type { Action } from '@pao/core/catalog'
import type { Orders } from '@pao/connectors'
import { actionOf, plannedOf } from '../../src/requests/change.ts'
import { stopOrphans } from '../../src/requests/children.ts'
import type { RequestKey } from '../../src/requests/held.ts'
import { undoLateParts } from '../../src/requests/late-parts.ts'
import { ordersOf } from '../../src/requests/orders.ts'
import { type Dice, pick } from './dice.ts'
import type { Common, Ground } from './grounds.ts'
import type { Operation } from './people.ts'
import type { Store } from './store.ts'
import { parentOf } from './store-children.ts'
import { itemWith } from './story.ts'

type Ordering = { key: RequestKey; action: string; state: string }

/** The item that actions order here. */
export function offerPart({ items }: Common): void {
  const rollback = { enabled: true }
  const made: Action = { id: 'a1', type: 'keyed', config: {}, order: 1, rollback }
  items.set('part', itemWith('part', [made]))
}

const undoing = { type: 'undo', config: { object: 'x' }, retry: { attempts: 2, delay: 2 } }

/** What an item does; `parts` = some of it by ordering the part. */
export function drawActions(dice: Dice, parts: Dice | undefined): Action[] {
  const plain = Array.from({ length: 1 + Math.floor(dice() * 3) }, (_, n): Action => ({
    id: `a${n + 1}`,
    type: pick(dice, ['keyed', 'once']),
    config: {},
    order: 1,
    parallel_group: 'all',
    dependencies: { wait_for: n > 0 && dice() < 0.5 ? ['a1'] : [] },
    retry: { attempts: 2, delay: 2 },
    ...(dice() < 0.3 && { timeout: 12 }),
    ...(dice() < 0.5 && { rollback: { action: undoing, automatic: dice() < 0.5 } }),
  }))
  return parts ? plain.map((one) => (parts() < 0.6 ? ordering(one, parts) : one)) : plain
}

/** The same action, but it orders the part. */
function ordering({ rollback: _rollback, ...action }: Action, dice: Dice): Action {
  return {
    ...action,
    type: 'catalog-request',
    config: { item: 'part', fields: { name: action.id } },
    ...(dice() < 0.7 && { rollback: { enabled: true } }),
  }
}

/**
 * An action orders its part, or says something of one that was ordered, by it or by another; or somebody looks for
 * those that were forgotten.
 */
export function parting(dice: Dice, store: Store): Operation | undefined {
  const all = orderingIn(store)
  if (all.length === 0) return undefined
  if (dice() < 0.25) return forgotten
  const busy = all.filter(({ state }) => state === 'running')
  const known = [...store.entries.values()].filter(({ request }) => parentOf(request))
  if (known.length === 0 || dice() < 0.4) return placing(pick(dice, busy.length > 0 ? busy : all))
  const { request } = pick(dice, known)
  const { id = '', action = '' } = parentOf(request) ?? {}
  const own = { key: { tenant: request.tenant, id }, action }
  return telling(dice() < 0.8 ? own : pick(dice, all), pick(dice, wishes(request.id)))
}

function orderingIn(store: Store): Ordering[] {
  return [...store.entries.values()].flatMap(({ request, actions }) =>
    store.planOf(request).actions.flatMap(({ id: action, type, role }): Ordering[] => {
      if (type !== 'catalog-request' || role === 'rollback') return []
      const key = { tenant: request.tenant, id: request.id }
      return [{ key, action, state: actions.get(action)?.state ?? '' }]
    }),
  )
}

const forgotten: Operation = {
  kind: 'forgotten parts',
  act: async ({ requests }) => {
    await stopOrphans(requests)
    await undoLateParts(requests)
  },
}

type Meant = Omit<Ordering, 'state'>

function placing(meant: Meant): Operation {
  const order = { item: 'part', fields: { name: 'part' } }
  return {
    kind: 'order part',
    act: async (ground) => (await ordersFor(ground, meant)).submit(order),
  }
}

type Asking = (orders: Orders) => Promise<unknown>

function wishes(id: string): readonly Asking[] {
  return [
    (orders) => orders.callOff(id),
    (orders) => orders.callOff(),
    (orders) => orders.rollBack(id),
    (orders) => orders.look(id),
    (orders) => orders.cancel(id),
  ]
}

function telling(meant: Meant, ask: Asking): Operation {
  return { kind: 'part', act: async (ground) => ask(await ordersFor(ground, meant)) }
}

/** What the connector of an action gets. */
async function ordersFor({ requests }: Ground, { key, action }: Meant): Promise<Orders> {
  const taken = await requests.shelf.take(requests.db, key, true)
  const planned = taken && plannedOf(taken.held.fixed.plan, action)
  const run = taken && actionOf(taken.held.run, action)
  if (!taken || !planned || !run) throw new Error(`${key.id} has no ${action}`)
  return ordersOf(requests, { held: taken.held, planned, run, hidden: new Set() })
}
