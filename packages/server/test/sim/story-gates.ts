import type { Item } from '@pao/core/catalog'
import type { Dice } from './dice.ts'

type Gated = { orders: readonly { item: Item }[]; parts?: readonly Item[] }

const share = 0.12

/** In some worlds people must agree to some of the items before anything of them begins. */
export function withGates<T extends Gated>(dice: Dice, story: T): T {
  if (dice() >= share) return story
  const orders = story.orders.map((order, n) =>
    n === 0 || dice() < 0.5 ? { ...order, item: gated(order.item) } : order,
  )
  const parts = story.parts?.map((part) => (dice() < 0.3 ? gated(part) : part))
  return { ...story, orders, ...(parts && { parts }) }
}

function gated(item: Item): Item {
  return { ...item, metadata: { ...item.metadata, visibility: { require_approval: true } } }
}
