import type { Action } from '@pao/core/catalog'
import { type Bug, play } from './play.ts'
import { faultNames, type OrderDeed, type Story } from './story.ts'

/** The smallest story found that still breaks the same promise: faults go first, then what is done. */
export async function shrink(story: Story, invariant: string, bug?: () => Bug): Promise<Story> {
  const fails = async (one: Story): Promise<boolean> =>
    (await play(one, bug?.())).violations[0]?.invariant === invariant
  let best = story
  for (let size = Infinity; sizeOf(best) < size;) {
    size = sizeOf(best)
    for (let n = 0; ; n += 1) {
      const smaller = smallerThan(best)[n]
      if (!smaller) break
      // What could be left out makes all that follows move up by one place.
      if (await fails(smaller)) [best, n] = [smaller, n - 1]
    }
  }
  return best
}

function sizeOf({ faults, orders, controls, replicas, rules = [] }: Story): number {
  const actions = orders.flatMap(({ item }) => item.fulfillment.automatic?.actions ?? [])
  const deeds = orders.length + controls.length + rules.length
  return Object.keys(faults).length + deeds + actions.length + replicas
}

/** The story with one thing less, in every way. */
function smallerThan(story: Story): Story[] {
  const { faults, orders, controls, replicas, rules = [] } = story
  const lessRules = rules.map((rule) => ({ ...story, rules: rules.filter((one) => one !== rule) }))
  const lessFaults = faultNames
    .filter((name) => faults[name] !== undefined)
    .map((name) => {
      const { [name]: _, ...rest } = faults
      return { ...story, faults: rest }
    })
  const lessOrders = orders.map((order) => ({
    ...story,
    orders: orders.filter((one) => one !== order),
    controls: controls.filter((one) => one.order !== order.name),
  }))
  const lessControls = controls.map((control) => ({
    ...story,
    controls: controls.filter((one) => one !== control),
  }))
  const lessActions = orders.flatMap((order) =>
    lighter(order).map((light) => ({
      ...story,
      orders: orders.map((one) => (one === order ? light : one)),
    })),
  )
  const lessReplicas = replicas > 1 ? [{ ...story, replicas: replicas - 1 }] : []
  return [
    ...lessFaults,
    ...lessOrders,
    ...lessControls,
    ...lessRules,
    ...lessActions,
    ...lessReplicas,
  ]
}

/** The order with one action less; who waited for that one waits no more. */
function lighter(order: OrderDeed): OrderDeed[] {
  const { fulfillment } = order.item
  const actions = fulfillment.automatic?.actions ?? []
  if (actions.length < 2) return []
  return actions.map(({ id }) => {
    const left = actions.filter((one) => one.id !== id).map((one) => freed(one, id))
    const automatic = { ...fulfillment.automatic, actions: left }
    return { ...order, item: { ...order.item, fulfillment: { ...fulfillment, automatic } } }
  })
}

function freed(action: Action, from: string): Action {
  const { dependencies, ...rest } = action
  const waitFor = (dependencies?.wait_for ?? []).filter((id) => id !== from)
  return { ...rest, dependencies: { ...dependencies, wait_for: waitFor } }
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`

/** The story in a few lines, for who has to understand it. */
export function told(story: Story): string {
  const { seed, replicas, faults, orders, controls, rules = [], calmAt } = story
  const lines = orders.map(({ name, tenant, at, keyed, twice, item }) => {
    const actions = (item.fulfillment.automatic?.actions ?? []).map(
      ({ id, type, dependencies, rollback }) =>
        `${id}:${type}(${dependencies?.wait_for?.join() ?? ''})${rollback ? '↩' : ''}`,
    )
    const how = [keyed ? 'keyed' : 'without key', ...(twice ? ['twice'] : [])].join(', ')
    return `  ${seconds(at)} ${tenant} orders ${name} (${how}): ${actions.join(' ')}`
  })
  const acts = controls.map(
    ({ at, kind, order, ...how }) => `  ${seconds(at)} ${kind} ${order} ${JSON.stringify(how)}`,
  )
  const set = rules.map(
    ({ at, tenant, scope, name, most }) =>
      `  ${seconds(at)} ${tenant} allows ${most ?? 'any number'} of ${scope} ${name}`,
  )
  const mix = Object.entries(faults).map(([name, chance]) => `${name} ${chance.toFixed(3)}`)
  return [
    `seed ${seed}, ${replicas} replicas, faults until ${seconds(calmAt)}: ${mix.join(', ') || 'none'}`,
    ...lines,
    ...acts,
    ...set,
  ].join('\n')
}
