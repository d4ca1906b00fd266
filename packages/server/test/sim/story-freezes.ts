import type { Item } from '@pao/core/catalog'
import { between, type Dice, pick } from './dice.ts'

/** A freeze is set at that moment, or was before the first; it is taken away, or its time ends. */
export type FreezeDeed = {
  name: string
  tenant: string
  /** Milliseconds after the start; below zero = before it. */
  from: number
  /** Taken away then; unset = it ends by the clock, a minute after the start. */
  until?: number
  /** Only of this item; unset = of all. */
  item?: string
}

type Frozen = { orders: readonly { tenant: string; item: Item }[]; calmAt: number }

/** One world in eight has freezes. */
const share = 0.12

/** By dice of its own, so that the rest of a world is the same with and without freezes. */
export function withFreezes<T extends Frozen>(dice: Dice, story: T): T {
  if (dice() >= share) return story
  const { orders, calmAt } = story
  const freezes = Array.from({ length: 1 + Math.floor(dice() * 2) }, (_, n): FreezeDeed => {
    const { tenant, item } = pick(dice, orders)
    return {
      name: `freeze-${n}`,
      tenant,
      from: dice() < 0.6 ? -120_000 : between(dice, 0, 8_000),
      ...(dice() < 0.5 && { until: between(dice, 4_000, calmAt + 5_000) }),
      ...(dice() < 0.5 && { item: item.metadata.id }),
    }
  })
  return { ...story, freezes }
}
