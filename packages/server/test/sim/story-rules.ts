import type { Item } from '@pao/core/catalog'
import type { LimitKey } from '@pao/core/engine'
import { between, type Dice, pick } from './dice.ts'

/** A rule is set to so many, or (null) taken away. */
export type RuleDeed = LimitKey & {
  /** Milliseconds after the start. */
  at: number
  tenant: string
  most: number | null
}

type Ordered = { at: number; tenant: string; item: Item }
type World = { orders: readonly Ordered[]; calmAt: number }

/** One world in four has rules. */
const share = 0.25
/** What a rule allows in the middle of faults, and at last: then everything must come to its end. */
const meanwhile = [0, 1, 1, 1, 2, 2, 3, null]
const atLast = [1, 1, 2, 3, 5, null]

/** The rules operators set, change and take away in this world. */
export function rulesOf(dice: Dice, { orders, calmAt }: World): RuleDeed[] {
  if (dice() >= share) return []
  const count = 1 + Math.floor(dice() * 2.5)
  const keys = Array.from({ length: count }, () => keyOf(dice, pick(dice, orders)))
  const all = new Map(keys.map((key) => [`${key.tenant} ${key.scope} ${key.name}`, key]))
  return [...all.values()].flatMap((key) => changesOf(dice, key, calmAt))
}

/**
 * One rule for each item, narrow when it is ordered, and soon after wide or gone: what was full a moment ago is
 * not any more.
 */
export function tightRules(dice: Dice, { orders, calmAt }: World): RuleDeed[] {
  return orders.flatMap(({ tenant, at, item }) => {
    const key = { tenant, scope: 'item', name: item.metadata.id } as const
    const [narrow, wide] = [1 + Math.floor(dice() * 2), pick(dice, [8, null])]
    return [
      { ...key, at: 0, most: narrow },
      { ...key, at: at + between(dice, 20, 250), most: wide },
      { ...key, at: at + between(dice, 1_500, 4_000), most: narrow },
      { ...key, at: calmAt - 500, most: 3 },
    ]
  })
}

function keyOf(dice: Dice, { tenant, item }: Ordered): LimitKey & { tenant: string } {
  const { metadata, fulfillment } = item
  const { type } = pick(dice, fulfillment.automatic?.actions ?? [])
  return pick<LimitKey & { tenant: string }>(dice, [
    { tenant, scope: 'tenant', name: tenant },
    { tenant, scope: 'queue', name: 'default' },
    { tenant, scope: 'item', name: metadata.id },
    { tenant, scope: 'target', name: type },
  ])
}

function changesOf(dice: Dice, key: LimitKey & { tenant: string }, calmAt: number): RuleDeed[] {
  const first = { ...key, at: dice() < 0.7 ? 0 : dice() * 8_000, most: pick(dice, [1, 1, 2, 3]) }
  const changes = Array.from({ length: Math.floor(dice() * 4) }, () => ({
    ...key,
    at: between(dice, 1_000, calmAt - 1_000),
    most: pick(dice, meanwhile),
  }))
  return [first, ...changes, { ...key, at: calmAt - 500, most: pick(dice, atLast) }]
}

/** Some items have a rule of their own, of which the operators' takes the place. */
export function withOwnRule<T extends Ordered>(dice: Dice, order: T): T {
  if (dice() >= 0.3) return order
  const { item } = order
  const { fulfillment } = item
  const strategy = { ...fulfillment.strategy, max_parallel_actions: pick(dice, [1, 2, 3]) }
  return { ...order, item: { ...item, fulfillment: { ...fulfillment, strategy } } }
}
