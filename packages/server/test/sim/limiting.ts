import type { LimitKey } from '@pao/core/engine'
import { removeLimit, setLimit } from '../../src/requests/limits.ts'
import { sweepLines } from '../../src/requests/limit-line.ts'
import { type Dice, pick } from './dice.ts'
import type { Operation } from './people.ts'

/** Somebody sets a rule or takes it away, an item says something else of itself, or lines are looked through. */
export function limiting(dice: Dice, orders: number): Operation {
  if (dice() < 0.2) return lines
  const item = `item-${Math.max(1, Math.ceil(dice() * orders))}`
  if (dice() < 0.2) return ofItem(item, pick(dice, [1, 2, null]) ?? undefined)
  const key = pick<LimitKey>(dice, [
    { scope: 'tenant', name: 'north' },
    { scope: 'queue', name: 'default' },
    { scope: 'target', name: 'keyed' },
    { scope: 'item', name: item },
  ])
  return ruling(key, pick(dice, [0, 1, 1, 2, 3, null]))
}

function ruling(key: LimitKey, most: number | null): Operation {
  const wish = { tenant: 'north', key, by: 'olga' }
  return {
    kind: 'rule',
    act: ({ requests }) =>
      most === null ? removeLimit(requests, wish) : setLimit(requests, wish, most),
  }
}

function ofItem(item: string, most: number | undefined): Operation {
  return { kind: 'own rule', act: ({ requests }) => requests.noteItemLimit('north', item, most) }
}

const lines: Operation = { kind: 'lines', act: ({ requests }) => sweepLines(requests) }
