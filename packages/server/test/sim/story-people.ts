import type { Item } from '@pao/core/catalog'
import { between, type Dice, pick } from './dice.ts'

/** Somebody lets a request go on without an action, or changes what its next try is given. */
export type Interference = {
  at: number
  kind: 'skip' | 'edit'
  order: string
  action: string
  /** What an edit gives. */
  size?: number
  /** On an edit: a failed request goes on at once. */
  resume?: true
}

type Ordered = { at: number; name: string; item: Item }

const share = 0.25

/** What people do to single actions in this world. */
export function interferencesOf(dice: Dice, orders: readonly Ordered[]): Interference[] {
  if (dice() >= share) return []
  return orders.flatMap((order, nth) =>
    Array.from({ length: Math.floor(dice() * 4) }, (_, n) =>
      interferenceOf(dice, order, nth * 10 + n + 1),
    ),
  )
}

function interferenceOf(dice: Dice, { at, name, item }: Ordered, size: number): Interference {
  const { id } = pick(dice, item.fulfillment.automatic?.actions ?? [])
  const when = at + between(dice, 500, 20_000)
  const about = { at: when, order: name, action: id }
  if (dice() < 0.4) return { ...about, kind: 'skip' }
  return { ...about, kind: 'edit', size, ...(dice() < 0.4 && { resume: true as const }) }
}
