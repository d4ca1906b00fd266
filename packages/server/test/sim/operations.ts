import { Problem } from '@pao/core'
import type { Action } from '@pao/core/catalog'
import type { RunEvent } from '@pao/core/engine'
import type { Step } from '../../src/requests/change.ts'
import { cancel, remove, rollBack } from '../../src/requests/control.ts'
import type { RequestKey } from '../../src/requests/held.ts'
import { receive, workOff } from '../../src/requests/inbound.ts'
import { openLeases } from '../../src/requests/lease.ts'
import { resolveEffect } from '../../src/requests/resolve.ts'
import { retry } from '../../src/requests/retry.ts'
import { submit } from '../../src/requests/submit.ts'
import { startSweeper } from '../../src/requests/wake.ts'
import { between, type Dice, pick } from './dice.ts'
import { type Common, still } from './grounds.ts'
import { freezing } from './freezing.ts'
import { lateClaims } from './late-claims.ts'
import { limiting } from './limiting.ts'
import { ann, answerOf, editing, goingOver, olga, type Operation, skipping } from './people.ts'
import { drawActions, offerPart, parting } from './parting.ts'
import type { Store } from './store.ts'
import type { ActionRow } from './store-rows.ts'
import { itemWith } from './story.ts'

const offs = [0, 0, -1, 1]

function codeOf(error: unknown): unknown {
  if (error instanceof Problem) return error.code
  return error instanceof Error && 'code' in error ? error.code : 'unknown'
}

/** What is played on, and the dice of its rules and of what actions order, if it has any. */
type Playground = {
  store: Store
  ruling: Dice | undefined
  freezes: Dice | undefined
  parts: Dice | undefined
}
type Target = { key: RequestKey; action: ActionRow }

/** Draws operations that fit what the model holds, and some that do not fit it any more. */
export class Player {
  private readonly dice: Dice
  private readonly common: Common
  private readonly store: Store
  private orders = 0
  /** Unset = nobody has rules. */
  private readonly ruling: Dice | undefined
  /** Unset = nobody freezes anything. */
  private readonly freezes: Dice | undefined
  /** Unset = no action orders anything. */
  private readonly parts: Dice | undefined

  constructor(dice: Dice, common: Common, { store, ruling, freezes, parts }: Playground) {
    this.dice = dice
    this.common = common
    this.store = store
    this.ruling = ruling
    this.freezes = freezes
    this.parts = parts
    if (parts) offerPart(common)
  }

  next(): Operation {
    const { dice, common } = this
    common.now += Math.round(dice() < 0.3 ? between(dice, 1_000, 15_000) : between(dice, 1, 200))
    common.isBacklogged = dice() < 0.3
    if (this.ruling && this.ruling() < 0.25) return limiting(this.ruling, this.orders)
    if (this.freezes && this.freezes() < 0.25)
      return freezing(this.freezes, this.store, this.orders)
    if (this.store.entries.size === 0) return this.submit()
    const parted = this.parts && this.parts() < 0.35 && parting(this.parts, this.store)
    if (parted) return parted
    const draw = pick(dice, [
      this.submit,
      this.crowd,
      this.claim,
      this.claim,
      this.claim,
      this.report,
      this.report,
      this.report,
      this.report,
      this.stale,
      this.renew,
      this.sweep,
      this.sweep,
      this.control,
      this.rollBack,
      this.rollBack,
      this.resolve,
      this.resolve,
      this.undone,
      this.skip,
      this.edit,
      this.latest,
      this.latest,
      this.news,
      this.remove,
    ])
    return draw.call(this)
  }

  /**
   * More at one moment than are written side by side: some come into one statement. No two have one key: which
   * of them is first is for the database to say.
   */
  private crowd(): Operation {
    const keys = new Set<string>()
    const all = Array.from({ length: 6 }, () => this.submit(keys))
    return {
      kind: 'crowd',
      act: async (ground) => {
        const settled = await Promise.allSettled(all.map(({ act }) => act(ground)))
        return settled.map((one) => (one.status === 'fulfilled' ? one.value : codeOf(one.reason)))
      },
    }
  }

  private submit(taken = new Set<string>()): Operation {
    const { dice, common } = this
    const n = dice() < 0.8 ? (this.orders += 1) : this.orders
    const plain = itemWith(`item-${n}`, this.actions())
    const sla = dice() < 0.4 && { sla: { provisioning_time: '20 seconds' } }
    const item = { ...plain, metadata: { ...plain.metadata, ...sla } }
    common.items.set(item.metadata.id, item)
    const order = {
      item: item.metadata.id,
      fields: { name: `order-${n}` },
      ...(dice() < 0.2 && { not_before: new Date(common.now + 5_000).toISOString() }),
    }
    const key = `key-${dice() < 0.8 ? n : n - 1}`
    const keyed = dice() < 0.8 && !taken.has(key)
    taken.add(key)
    const idempotency = { key, operation: 'POST /requests', answer: answerOf }
    return {
      kind: 'submit',
      act: ({ requests }) => submit(requests, ann, order, keyed ? { idempotency } : {}),
    }
  }

  private actions(): Action[] {
    return drawActions(this.dice, this.parts)
  }

  private all(wanted?: string): Target[] {
    return [...this.store.entries.values()].flatMap(({ request: { tenant, id }, actions }) =>
      [...actions.values()]
        .filter(({ state }) => wanted === undefined || state === wanted)
        .map((action) => ({ key: { tenant, id }, action })),
    )
  }

  /** An action in that state, or any if there is none. */
  private target(state: string): Target {
    const fitting = this.all(state)
    return pick(this.dice, fitting.length > 0 ? fitting : this.all())
  }

  /** Something in that state of a request that is rolled back, or any if there is none. */
  private undoing(wanted: string): Target {
    const all = [...this.store.entries.values()].flatMap(({ request, actions }) =>
      [...actions.values()]
        .filter(({ state }) => state === wanted && request.state === 'rolling_back')
        .map((action) => ({ key: { tenant: request.tenant, id: request.id }, action })),
    )
    return all.length > 0 ? pick(this.dice, all) : this.target(wanted)
  }

  /** The right one mostly, else one too low or too high. */
  private fence(right: number): number {
    return this.dice() < 0.85 ? right : right + pick(this.dice, [-1, 1])
  }

  private happening(kind: string, key: RequestKey, step: Step): Operation {
    return {
      kind,
      act: async ({ requests }) => {
        const { happened, held } = await requests.advance(key, () => step)
        return { happened, seq: held.seq, run: held.run }
      },
    }
  }

  private claim(): Operation {
    const { key, action } = this.dice() < 0.5 ? this.undoing('ready') : this.target('ready')
    const fence = this.fence(action.fence + 1)
    const event = { type: 'action_claimed', action: action.action_id, fence, worker: 'w' } as const
    return this.happening('claim', key, { event, actor: 'worker:w' })
  }

  private report(): Operation {
    const { key, action } = this.target('running')
    const fence = this.fence(action.fence)
    const event = this.outcome(action.action_id, fence)
    const ended = { outcome: event.type, log: [{ at: 1, line: 'said' }], outputs: { a: [1] } }
    const waitKey = event.type === 'action_waiting' && this.dice() < 0.7 ? `jira::T-${fence}` : ''
    return this.happening('report', key, {
      event,
      actor: 'worker:w',
      ended,
      ...(waitKey !== '' && { waitKey }),
    })
  }

  private outcome(action: string, fence: number): RunEvent {
    const { dice, common } = this
    const error = { code: 'remote.5xx', message: 'away', class: '5xx' }
    const doubt = dice() < 0.5 && { ambiguous: true as const }
    const until = common.now + Math.round(between(dice, 0, 4_000))
    return pick<() => RunEvent>(dice, [
      () => ({ type: 'action_succeeded', action, fence, outputs: { object: 'x' } }),
      () => ({ type: 'action_failed', action, fence, error, retryable: true, ...doubt }),
      () => ({ type: 'action_failed', action, fence, error, retryable: false, ...doubt }),
      () => ({ type: 'action_waiting', action, fence, waitingFor: 'remote', until, memo: {} }),
      () => ({ type: 'action_waiting', action, fence, waitingFor: 'person', memo: {} }),
      () => ({ type: 'action_held', action, fence, target: 'remote', until, reason: 'open' }),
      () => ({ type: 'action_released', action, fence, ...doubt }),
      () => ({ type: 'action_lost', action, fence }),
    ])()
  }

  /** Writes on what was read some time ago; a number fits, is old, or was never there. */
  private stale(): Operation {
    const drawn = { ...this.target('ready'), off: pick(this.dice, offs) }
    // Without dice, so that sequences with a name stay what they were.
    const others = this.common.now % 4 > 0 ? this.all('ready').slice(0, 3) : []
    const claims = [drawn, ...others.map((target, n) => ({ ...target, off: offs[n] ?? 0 }))]
    return lateClaims(claims)
  }

  /** A heartbeat for a few actions, with fences that are held and fences that were. */
  private renew(): Operation {
    const held = [this.target('running'), this.undoing('running'), this.target('ready')].map(
      ({ key, action }) => ({
        key,
        action: action.action_id,
        fence: this.fence(action.fence),
        since: this.common.now,
        once: false,
      }),
    )
    return {
      kind: 'renew',
      act: async ({ requests: { db, now } }) => {
        const beats: (() => void)[] = []
        const every = (_ms: number, act: () => void): (() => void) => {
          beats.push(act)
          return () => undefined
        }
        const timers = { ...still, every }
        const signal = { subscribe: () => () => undefined } as never
        let lost = 0
        const onLost = (): void => void (lost += 1)
        const leases = openLeases({ db, signal, now, timers, onLost })
        const signals = held.map((claim) => leases.hold(claim).signal)
        for (const beat of beats) beat()
        await leases.stop()
        return { lost, reasons: signals.map(({ aborted, reason }) => aborted && String(reason)) }
      },
    }
  }

  private sweep(): Operation {
    return {
      kind: 'sweep',
      act: async ({ requests }) => {
        await startSweeper(requests).stop()
        return undefined
      },
    }
  }

  private control(): Operation {
    const { dice } = this
    const { key } = this.target(pick(dice, ['running', 'succeeded']))
    const { id } = key
    const isCancel = dice() < 0.5
    const from = dice() < 0.5 ? {} : { from: 'a1' }
    const body = isCancel ? { ...(dice() < 0.5 && { compensate: true }) } : from
    const name = `control-${Math.floor(dice() * 4)}`
    const operation = isCancel ? 'cancel' : 'retry'
    const options = { idempotency: { key: name, operation, answer: answerOf } }
    const keyed = dice() < 0.8 ? options : {}
    return {
      kind: 'control',
      act: ({ requests }) =>
        (isCancel ? cancel : retry)(requests, { principal: olga, id, body }, keyed),
    }
  }

  private rollBack(): Operation {
    const { id } = this.ended()
    const options = { idempotency: { key: `undo-${id}`, operation: 'rollback', answer: answerOf } }
    const keyed = this.dice() < 0.5 ? options : {}
    return {
      kind: 'rollback',
      act: ({ requests }) => rollBack(requests, { principal: olga, id, body: {} }, keyed),
    }
  }

  /** One that has ended, or any if there is none. */
  private ended(): RequestKey {
    const all = [...this.store.entries.values()].map(({ request }) => request)
    const fitting = all.filter(({ ended_at }) => ended_at !== null)
    return pick(this.dice, fitting.length > 0 ? fitting : all)
  }

  private skip(): Operation {
    const { key, action } = this.target(pick(this.dice, ['waiting', 'failed', 'ready']))
    return skipping({ key, action: action.action_id })
  }

  private edit(): Operation {
    const { key, action } = this.target(pick(this.dice, ['waiting', 'failed', 'ready']))
    return editing({ key, action: action.action_id }, this.dice)
  }

  private latest(): Operation {
    const { dice, common } = this
    const { key } = this.target('failed')
    const { fixed } = this.store.entries.get(`${key.tenant} ${key.id}`)?.request ?? {}
    const item = String(fixed?.['item_id'])
    return goingOver(key, { common, item, actions: this.actions(), dice })
  }

  private resolve(): Operation {
    const { dice } = this
    const { key, action } = this.target('unknown')
    const happened = dice() < 0.5
    const outputs = happened && { outputs: { [pick(dice, ['object', 'object', 'other'])]: 'x' } }
    const looked = dice() < 0.5 && { fence: this.fence(action.fence) }
    const body = { action: action.action_id, ...looked, happened, ...outputs }
    return {
      kind: 'resolve',
      act: ({ requests }) => resolveEffect(requests, { principal: olga, id: key.id, body }),
    }
  }

  /** A transaction that is seen inside and gone afterwards. */
  private undone(): Operation {
    const { key } = this.target('ready')
    const event: RunEvent = { type: 'cancel_requested', by: 'nobody' }
    return {
      kind: 'undone',
      act: async ({ requests }) => {
        const seen: unknown[] = []
        const work = requests.db.transaction().execute(async (tx) => {
          const { happened, held } = await requests.advance.within(tx, key, () => ({
            event,
            actor: 'user:nobody',
          }))
          requests.shelf.forget(key)
          const inside = await requests.shelf.take(tx, key, true)
          seen.push(happened, held.seq, inside?.held.seq, inside?.held.run.state)
          throw new Error('undone')
        })
        await work.catch(() => undefined)
        requests.shelf.forget(key)
        const after = await requests.shelf.take(requests.db, key, true)
        return [...seen, after?.held.seq, after?.held.run.state]
      },
    }
  }

  private news(): Operation {
    const { dice } = this
    const id = `delivery-${Math.floor(dice() * 3)}`
    const body = { issue: { key: `T-${1 + Math.floor(dice() * 3)}` } }
    const connection = dice() < 0.5 ? { connection: '' } : {}
    return {
      kind: 'news',
      act: async ({ requests }) => {
        const received = await receive(requests, 'jira', {
          tenant: 'north',
          id,
          body,
          ...connection,
        })
        await workOff(requests)
        return received
      },
    }
  }

  private remove(): Operation {
    const { key } = this.target('succeeded')
    return { kind: 'remove', act: ({ requests }) => remove(requests, ann, key.id) }
  }
}
