import { decideException, askException } from '../../src/requests/calendar/exceptions.ts'
import { removeFreeze, setFreeze } from '../../src/requests/calendar/freezes.ts'
import { releaseClosed } from '../../src/requests/calendar/release.ts'
import { type Dice, pick } from './dice.ts'
import { ann, olga, type Operation } from './people.ts'
import type { Store } from './store.ts'

const none = { environments: [], items: [], categories: [], teams: [], owners: [] }

/** Somebody sets a freeze or takes it away, looks what waits, or wants an exception for an order. */
export function freezing(dice: Dice, store: Store, orders: number): Operation {
  const waiting = [...store.entries.values()].filter(
    ({ request: { state, run } }) => state === 'on_hold' && run.includes('"closed":{'),
  )
  const [first] = waiting
  if (dice() < 0.2) return { kind: 'freeze', act: ({ requests }) => releaseClosed(requests) }
  if (first && dice() < 0.3) return excepting(dice, first.request.id)
  const name = pick(dice, ['one', 'other'])
  const wish = { tenant: 'north', name, acting: { id: 'olga' } }
  if (dice() < 0.3) return { kind: 'freeze', act: ({ requests }) => removeFreeze(requests, wish) }
  const items = dice() < 0.5 ? [`item-${Math.max(1, Math.ceil(dice() * orders))}`] : []
  const freeze = {
    reason: 'Closing',
    from: pick(dice, ['2026-01-01', '--12-20', '2026-01-01T12:01']),
    to: pick(dice, ['--01-15', '2026-01-01T12:02', '2026-01-05', 'soon']),
    timezone: pick(dice, ['UTC', 'Europe/Berlin']),
    approvers: [],
    scope: { ...none, items },
  }
  return { kind: 'freeze', act: ({ requests }) => setFreeze(requests, wish, freeze) }
}

function excepting(dice: Dice, id: string): Operation {
  const decision = pick(dice, ['approve', 'reject'] as const)
  return {
    kind: 'freeze',
    act: async ({ requests }) => {
      await askException(requests, { principal: ann, id, body: { reason: 'urgent' } })
      return decideException(requests, { principal: olga, id, body: { decision } })
    },
  }
}
