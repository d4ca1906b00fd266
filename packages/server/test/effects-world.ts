import type { Outcome } from '@pao/connectors'
import type { Action } from '@pao/core/catalog'
import { expect } from 'vitest'
import { getEffects } from '../src/requests/effects.ts'
import { listOrphans, type Orphan } from '../src/requests/orphans.ts'
import { getRequest } from '../src/requests/read.ts'
import { resolveEffect } from '../src/requests/resolve.ts'
import { submit } from '../src/requests/submit.ts'
import { expectReplay } from './expect-replay.ts'
import {
  type Act,
  ann,
  dba,
  itemOf,
  olga,
  openWorld,
  orderOf,
  type Replica,
  type World,
} from './requests-world.ts'

export const done: Outcome = { kind: 'succeeded', outputs: {} }
const silence: Outcome = {
  kind: 'failed',
  retryable: true,
  class: 'timeout',
  code: 'transport.timeout',
  message: 'No answer in time',
  made: 'maybe',
}

/** What exists outside, by key, and how often it was made. */
export const made = new Map<string, number>()
/** How a call goes; `make` records the effect. */
export type Fate = (make: () => void) => Outcome | Promise<Outcome>
export const fates = new Map<string, Fate[]>()

const act: Act = async ({ idempotencyKey, request }) => {
  const make = (): void => void made.set(idempotencyKey, (made.get(idempotencyKey) ?? 0) + 1)
  const fate = fates.get(request.item.id)?.shift()
  if (fate) return fate(make)
  make()
  return { kind: 'succeeded', outputs: { id: 'made-1', password: 'geheim-geheim' } }
}
/** Looks first: makes nothing that is there already. */
const searching: Act = (context, ...rest) =>
  made.has(context.idempotencyKey)
    ? { kind: 'succeeded', outputs: { id: 'found' } }
    : act(context, ...rest)
export const seen: unknown[] = []

const step = (type: string, more: Partial<Action> = {}): Action => ({
  id: 'make',
  type,
  config: {},
  retry: { attempts: 3, delay: 0 },
  ...more,
})
const after: Action = {
  id: 'after',
  type: 'plain',
  dependencies: { wait_for: ['make'] },
  config: { of: '{{output.make.address}}' },
}
const kinds = ['once', 'search', 'plain'] as const

export type EffectsWorld = ReturnType<typeof calls> & { world: World; replica: Replica }

/** A world whose connectors make what `fates` says, with a worker, and what tests ask of it. */
export async function openEffects(): Promise<EffectsWorld> {
  const world = await openWorld({
    items: [
      ...kinds.map((type) => itemOf(type, [step(type)])),
      itemOf('chain', [step('once', { output: { fields: { db: 'id' } } }), after]),
      // So long a rest that no draw within it is over before the test is.
      itemOf('seek', [
        step('search', { retry: { attempts: 3, delay: 86_400, max_delay: 86_400 } }),
      ]),
      itemOf('timed', [step('once')], { strategy: { mode: 'automatic', timeout: 1 } }),
      itemOf('limited', [step('once', { timeout: 1 })]),
      itemOf('told', [], {
        automatic: { actions: [{ id: 'a', type: 'plain', config: {} }] },
        notifications: { on_success: { channels: ['slack:#db'] } },
      }),
    ],
    acts: {
      once: act,
      plain: act,
      notification: () => silence,
      search: {
        execute: searching,
        compensate: ({ idempotencyKey }, _config, outputs) => {
          seen.push({ idempotencyKey, outputs })
          made.delete(idempotencyKey)
          return done
        },
      },
    },
    sensitive: ['password'],
    repeats: { once: 'never', search: 'search', notification: 'never' },
  })
  const replica = await world.replica()
  return { world, replica, ...calls(world) }
}

/** It makes its effect, and nobody hears of it. */
export const deaf: Fate = (make) => {
  make()
  return silence
}
export const mute: Fate = () => silence

/** What tests ask of one world, its requests by id. */
function calls(world: World) {
  const start = (item: string) => submit(world.requests, ann, orderOf(item))
  const stateOf = async (id: string, action = 'make') =>
    (await getRequest(world.requests, ann, id)).run.actions[action]?.state
  const untilUnknown = async (id: string): Promise<void> => {
    await expect.poll(() => stateOf(id), { timeout: 10_000 }).toBe('unknown')
  }
  const effects = (id: string) => getEffects(world.requests, ann, id)
  const word = (id: string, happened: boolean, more = {}) =>
    resolveEffect(world.requests, {
      principal: dba,
      id,
      body: { action: 'make', happened, ...more },
    })
  const orphansOf = async (id: string, state: 'open' | 'resolved' = 'open') => {
    const { items } = await listOrphans(world.requests, olga, { state, limit: 200 })
    return items.filter(({ request }) => request === id)
  }
  const onlyOrphan = async (id: string): Promise<Orphan> => {
    const [orphan, ...others] = await orphansOf(id)
    if (!orphan || others.length > 0) throw new Error('not one orphan')
    return orphan
  }
  return {
    start,
    stateOf,
    untilUnknown,
    effects,
    word,
    orphansOf,
    onlyOrphan,
    expectReplay: (id: string) => expectReplay(world.requests, id),
  }
}
