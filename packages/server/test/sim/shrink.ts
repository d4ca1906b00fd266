import type { Action, Item } from '@pao/core/catalog'
import { type Bug, play } from './play.ts'
import { faultNames, itemsOf, type Story } from './story.ts'

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

function sizeOf(story: Story): number {
  const { faults, orders, controls, replicas, rules = [], freezes = [] } = story
  const actions = itemsOf(story).flatMap(actionsOf)
  const ordering = actions.filter(({ type }) => type === 'catalog-request')
  const deeds = orders.length + controls.length + rules.length + freezes.length
  return Object.keys(faults).length + deeds + actions.length + ordering.length + replicas
}

function actionsOf({ fulfillment }: Item): readonly Action[] {
  return fulfillment.automatic?.actions ?? []
}

/** The story with one thing less, in every way. */
function smallerThan(story: Story): Story[] {
  const { faults, orders, controls, replicas, parts = [], rules = [], freezes = [] } = story
  const lessFreezes = freezes.map((freeze) => ({
    ...story,
    freezes: freezes.filter((one) => one !== freeze),
  }))
  const lessParts = parts.flatMap((part) =>
    lighter(part).map((light) => ({
      ...story,
      parts: parts.map((one) => (one === part ? light : one)),
    })),
  )
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
    lighter(order.item).map((item) => ({
      ...story,
      orders: orders.map((one) => (one === order ? { ...order, item } : one)),
    })),
  )
  const lessReplicas = replicas > 1 ? [{ ...story, replicas: replicas - 1 }] : []
  return [
    ...lessFaults,
    ...lessOrders,
    ...lessControls,
    ...lessRules,
    ...lessFreezes,
    ...lessActions,
    ...lessParts,
    ...lessReplicas,
  ]
}

/** The item with one action less (who waited for that one waits no more), or one that does its work itself. */
function lighter(item: Item): Item[] {
  const actions = actionsOf(item)
  const shorter = actions.length < 2 ? [] : actions.map(({ id }) => without(actions, id))
  const plainer = actions.flatMap((action, n) =>
    action.type === 'catalog-request'
      ? [actions.with(n, { ...action, type: 'keyed', config: {} })]
      : [],
  )
  const { fulfillment } = item
  return [...shorter, ...plainer].map((left) => {
    const automatic = { ...fulfillment.automatic, actions: left }
    return { ...item, fulfillment: { ...fulfillment, automatic } }
  })
}

function without(actions: readonly Action[], id: string): readonly Action[] {
  return actions.filter((one) => one.id !== id).map((one) => freed(one, id))
}

function freed(action: Action, from: string): Action {
  const { dependencies, ...rest } = action
  const waitFor = (dependencies?.wait_for ?? []).filter((id) => id !== from)
  return { ...rest, dependencies: { ...dependencies, wait_for: waitFor } }
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`

function toldItem(item: Item): string {
  const words = actionsOf(item).map(({ id, type, config, dependencies, rollback }) => {
    const what = type === 'catalog-request' ? String(config['item']) : type
    return `${id}:${what}(${dependencies?.wait_for?.join() ?? ''})${rollback ? '↩' : ''}`
  })
  return words.join(' ')
}

/** The story in a few lines, for who has to understand it. */
export function told(story: Story): string {
  const { seed, replicas, faults, orders, controls, parts = [], rules = [], freezes = [] } = story
  const { calmAt } = story
  const lines = orders.map(({ name, tenant, at, keyed, twice, item }) => {
    const how = [keyed ? 'keyed' : 'without key', ...(twice ? ['twice'] : [])].join(', ')
    return `  ${seconds(at)} ${tenant} orders ${name} (${how}): ${toldItem(item)}`
  })
  const made = parts.map((part) => `  ${part.metadata.id} is ${toldItem(part)}`)
  const acts = controls.map(
    ({ at, kind, order, ...how }) => `  ${seconds(at)} ${kind} ${order} ${JSON.stringify(how)}`,
  )
  const set = rules.map(
    ({ at, tenant, scope, name, most }) =>
      `  ${seconds(at)} ${tenant} allows ${most ?? 'any number'} of ${scope} ${name}`,
  )
  const frozen = freezes.map(
    ({ tenant, name, from, until, item = 'everything' }) =>
      `  ${seconds(from)} ${tenant} freezes ${item} (${name}) until ${until === undefined ? 'the first minute is over' : seconds(until)}`,
  )
  const mix = Object.entries(faults).map(([name, chance]) => `${name} ${chance.toFixed(3)}`)
  return [
    `seed ${seed}, ${replicas} replicas, faults until ${seconds(calmAt)}: ${mix.join(', ') || 'none'}`,
    ...lines,
    ...made,
    ...acts,
    ...set,
    ...frozen,
  ].join('\n')
}
