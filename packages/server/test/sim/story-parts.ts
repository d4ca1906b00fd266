import type { Action, Item } from '@pao/core/catalog'
import { type Dice, pick } from './dice.ts'

type Ordered = { name: string; item: Item }

/** How this world makes actions and items. */
export type Making = {
  action(dice: Dice, n: number): Action
  item(id: string, actions: readonly Action[]): Item
}

/** Items of which nobody but actions orders one; the later ones may be ordered by the earlier ones, too. */
export function partsOf(dice: Dice, { action, item }: Making): readonly Item[] {
  const count = 1 + Math.floor(dice() * 2)
  return Array.from({ length: count }, (_, n) => {
    const own = Array.from({ length: 1 + Math.floor(dice() * 3) }, (_each, at) => action(dice, at))
    const last = own.length
    const isNested = n + 1 < count && dice() < 0.4
    const below = isNested ? [orderingOf(dice, action(dice, last), [partId(n + 1)])] : []
    return item(partId(n), [...own, ...below])
  })
}

function partId(n: number): string {
  return `part-${n + 1}`
}

/** The order with some of its actions, one at least, in the place of which a part is ordered. */
export function withParts<T extends Ordered>(dice: Dice, order: T, parts: readonly Item[]): T {
  const { fulfillment } = order.item
  const known = fulfillment.automatic?.actions ?? []
  const first = Math.floor(dice() * known.length)
  const ids = parts.map(({ metadata }) => metadata.id)
  const actions = known.map((action, n) =>
    n === first || dice() < 0.4 ? orderingOf(dice, action, ids) : action,
  )
  const automatic = { ...fulfillment.automatic, actions }
  return { ...order, item: { ...order.item, fulfillment: { ...fulfillment, automatic } } }
}

/** In the same place of the plan; most can be undone, as the components of a bundle can. */
function orderingOf(dice: Dice, action: Action, items: readonly string[]): Action {
  const { rollback: _, ...rest } = action
  const undo = { rollback: { enabled: true, automatic: dice() < 0.5 } }
  return {
    ...rest,
    type: 'catalog-request',
    config: { item: pick(dice, items), fields: { name: `part of {{request.id}} ${action.id}` } },
    ...(dice() < 0.8 && undo),
  }
}
