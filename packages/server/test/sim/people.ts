import type { Action } from '@pao/core/catalog'
import type { Principal } from '../../src/identity/principal.ts'
import type { Controlled } from '../../src/requests/control.ts'
import type { RequestKey } from '../../src/requests/held.ts'
import { editInput, skipAction } from '../../src/requests/interfere.ts'
import { retry } from '../../src/requests/retry.ts'
import type { Submitted } from '../../src/requests/submit.ts'
import { type Dice, pick } from './dice.ts'
import type { Common, Ground } from './grounds.ts'
import { itemWith } from './story.ts'

export type Act = (ground: Ground) => Promise<unknown>
export type Operation = { kind: string; act: Act }

export const ann: Principal = person('ann', ['developer'])
export const olga: Principal = person('olga', ['operator'])

function person(id: string, roles: Principal['roles']): Principal {
  return { tenant: 'north', id, email: `${id}@example.com`, roles, teams: [], via: 'session' }
}

/** What a keyed call keeps. */
export const answerOf = (value: Submitted | Controlled) => ({
  status: 202,
  headers: { at: 'once' },
  body: JSON.stringify(value),
})

type Meant = { key: RequestKey; action: string }

/** Somebody wants to go on without an action. */
export function skipping({ key: { id }, action }: Meant): Operation {
  const body = { action, reason: 'in the way' }
  return {
    kind: 'skip',
    act: ({ requests }) => skipAction(requests, { principal: olga, id, body }),
  }
}

/** Somebody changes what the next try is given, and lets it go on at once or not. */
export function editing({ key: { id }, action }: Meant, dice: Dice): Operation {
  const resume = dice() < 0.4 && { resume: true }
  const changes = { '/size': Math.floor(dice() * 3) }
  const body = { action, changes, reason: 'too small', ...resume }
  return {
    kind: 'edit',
    act: ({ requests }) => editInput(requests, { principal: olga, id, body }),
  }
}

type Mended = { common: Common; item: string; actions: readonly Action[]; dice: Dice }

/** The item has a newer version mostly, and a request of it is to go on as that. */
export function goingOver({ id }: RequestKey, { common, item, actions, dice }: Mended): Operation {
  const known = common.items.get(item)
  if (known && dice() < 0.8) {
    const [, , patch = '0'] = known.metadata.version.split('.')
    const metadata = { ...known.metadata, version: `1.0.${Number(patch) + 1}` }
    common.items.set(item, { ...itemWith(item, actions), metadata })
  }
  const from = dice() < 0.3 && { from: pick(dice, ['a1', 'a2']) }
  const body = { use_latest: true, ...from }
  return {
    kind: 'latest',
    act: ({ requests }) => retry(requests, { principal: olga, id, body }),
  }
}
