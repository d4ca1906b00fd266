import type { Action } from '@pao/core/catalog'
import { itemWith, type Story } from './story.ts'

/** Worlds that once broke a promise, made small; they are played in every run of the tests. */
export type Found = {
  says: string
  /** The planted bug that brings the old fault back. */
  bug: string
  invariant: string
  story: Story
}

function oneOrder(actions: readonly Action[], more: Omit<Story, 'replicas' | 'orders'>): Story {
  const item = itemWith('item-1', actions)
  const order = {
    at: 1_000,
    name: 'order-1',
    tenant: 'north',
    item,
    keyed: true,
    twice: false,
    nth: 0,
  }
  return { ...more, replicas: 1, orders: [order] }
}

function searched(attempts: number): Action {
  const retry = { attempts, delay: 0.5, max_delay: 8 }
  return { id: 'a1', type: 'searched', config: {}, order: 1, retry }
}

function keyed(id: string): Action {
  const retry = { attempts: 3, delay: 0.5, max_delay: 8 }
  return { id, type: 'keyed', config: {}, order: 1, parallel_group: 'all', retry }
}

/** `a1`, undone when asked, and after it what `part-1` makes: `a1` of its own, and a ticket somebody takes long over. */
function ordersPart(more: Pick<Story, 'controls'>): Story {
  const made: Action = { ...keyed('a1'), rollback: { enabled: true } }
  const ticket: Action = { id: 'a2', type: 'ticket', config: {}, order: 2 }
  const ordering: Action = {
    id: 'a2',
    type: 'catalog-request',
    config: { item: 'part-1', fields: { name: 'part' } },
    order: 2,
    dependencies: { wait_for: ['a1'] },
    rollback: { enabled: true },
  }
  const order = oneOrder([made, ordering], { seed: 1, faults: {}, calmAt: 25_000, ...more })
  return { ...order, parts: [itemWith('part-1', [made, ticket])] }
}

/** A rule of the first item: set so early that all comes after it, or later. */
function ofItem(at: number, most: number | null): NonNullable<Story['rules']>[number] {
  return { at, tenant: 'north', scope: 'item', name: 'item-1', most }
}

const doubt = 'doubt forgotten after a clear refusal or a retry'

export const found: readonly Found[] = [
  {
    says: 'a request cancelled as it was, and undone later, lost what a part of it still stood on',
    bug: 'what is under way is called off at once, whatever stood below',
    invariant: 'S25',
    story: ordersPart({
      controls: [
        { at: 4_000, kind: 'cancel', order: 'order-1' },
        { at: 14_000, kind: 'rollback', order: 'order-1' },
      ],
    }),
  },
  {
    says: 'a retried request asked blindly for what its first life may have made',
    bug: doubt,
    invariant: 'S15',
    story: oneOrder([searched(1)], {
      seed: 316,
      faults: { refuse: 0.4 },
      controls: [{ at: 8_000, kind: 'retry', order: 'order-1' }],
      calmAt: 25_000,
    }),
  },
  {
    says: 'a deadline in the middle of a call was forgotten by the retry that followed',
    bug: doubt,
    invariant: 'S3',
    story: oneOrder([{ ...searched(1), timeout: 1 }], {
      seed: 1,
      faults: { slow: 1 },
      controls: [{ at: 3_500, kind: 'retry', order: 'order-1' }],
      calmAt: 25_000,
    }),
  },
  {
    says: 'what a dead worker may have made, kept back by a breaker when the request failed, was forgotten',
    bug: 'an orphan is not kept',
    invariant: 'S22',
    story: oneOrder([keyed('a1'), keyed('a2')], {
      seed: 8,
      faults: { crash: 0.02, held: 0.5, reject: 0.4 },
      controls: [],
      calmAt: 25_000,
    }),
  },
  {
    says: 'what an action may have made that somebody skipped while it waited for its next try was forgotten',
    bug: 'what a skipped action may have left is forgotten',
    invariant: 'S22',
    story: oneOrder([searched(4)], {
      seed: 2,
      faults: { replyLost: 1 },
      controls: [{ at: 4_500, kind: 'skip', order: 'order-1', action: 'a1' }],
      calmAt: 25_000,
    }),
  },
  {
    says: 'an action came to stand in line before a rule that was taken away, and nobody called it',
    bug: 'a line is gone into though its rule was taken away',
    invariant: 'L1',
    story: oneOrder([keyed('a1'), keyed('a2')], {
      seed: 5,
      faults: { lag: 0.9 },
      controls: [],
      rules: [ofItem(0, 1), ofItem(1_300, null)],
      calmAt: 10_000,
    }),
  },
]
