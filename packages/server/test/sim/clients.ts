import { Problem } from '@pao/core'
import type { ActionRun, Run } from '@pao/core/engine'
import type { Principal } from '../../src/identity/principal.ts'
import {
  cancel,
  completeManual,
  type Controlled,
  type ControlOptions,
  rollBack,
} from '../../src/requests/control.ts'
import type { Requests } from '../../src/requests/deps.ts'
import { receive } from '../../src/requests/inbound.ts'
import { editInput, skipAction } from '../../src/requests/interfere.ts'
import { resolveEffect } from '../../src/requests/resolve.ts'
import { retry } from '../../src/requests/retry.ts'
import { submit, type Submitted } from '../../src/requests/submit.ts'
import { between, pick } from './dice.ts'
import { type Answered, Operators } from './operators.ts'
import type { Replica } from './replica.ts'
import type { ControlDeed, OrderDeed } from './story.ts'
import type { Interference } from './story-people.ts'
import type { World } from './world.ts'

/** One call as its caller saw it; `unclear` = no answer came, it may have happened or not. */
export type Call = {
  kind: 'submit' | ControlDeed['kind']
  /** The order it is about. */
  order: string
  tenant: string
  by: string
  from?: string
  outcome: 'open' | 'ok' | 'refused' | 'unclear'
  id?: string
  seq?: number
}

const patienceMs = 8_000
const answerOf = (value: Submitted | Controlled) => ({
  status: 202,
  headers: {},
  body: JSON.stringify(value),
})

/** Everybody who calls the product: they ask some replica, wait, and ask again. */
export class Clients {
  readonly history: Call[] = []
  /** Errands that have not come to their end. */
  busy = 0
  private readonly desks = new Set<string>()
  private readonly world: World
  private readonly replicas: () => readonly Replica[]

  constructor(world: World, replicas: () => readonly Replica[]) {
    this.world = world
    this.replicas = replicas
  }

  /** Starts everything the story asks for. */
  begin(): void {
    const { orders, controls, rules = [], calmAt } = this.world.story
    for (const order of orders) {
      this.errand(order.at, () => this.order(order))
      if (order.twice && order.keyed) this.errand(order.at, () => this.order(order))
    }
    controls.forEach((deed, n) => this.errand(deed.at, () => this.control(deed, n)))
    const operators = new Operators(this.world, (call) => this.ask(call))
    for (const deed of rules) this.errand(deed.at, () => operators.set(deed))
    if (rules.length > 0) this.errand(calmAt, () => operators.insist(rules, () => this.isFrozen()))
  }

  private isFrozen(): boolean {
    return this.replicas().some(({ process }) => process.frozenUntil > this.world.time.now)
  }

  /** A remote's news of what it made: when it begins and when it is done, sometimes twice. */
  onTicket(key: string, done?: number): void {
    const { time } = this.world
    const doneAt = done ?? this.world.ledger.get(key)?.doneAt ?? time.now
    const tell = (news: string, at: number): void => {
      const copies = this.world.strikes('doubled') ? 2 : 1
      for (let copy = 0; copy < copies; copy += 1)
        this.errandAt(at + copy * between(this.world.dice('news'), 0, 6_000), () =>
          this.bring(key, `${key} ${news}`),
        )
    }
    tell('begun', time.now + 300)
    tell('done', doneAt + between(this.world.dice('news'), 1, 2_000))
  }

  onDesk(request: string, action: string): void {
    const name = `${request} ${action}`
    if (this.desks.has(name)) return
    this.desks.add(name)
    const at = this.world.time.now + between(this.world.dice('desk'), 500, 8_000)
    this.errandAt(at, async () => {
      await this.doByHand(request, action)
      this.desks.delete(name)
    })
  }

  /** Somebody looks what became of an effect once every call for it has come to its end. */
  onUnknown(request: string, action: string): void {
    const name = `${request} ${action} unknown`
    if (this.desks.has(name)) return
    this.desks.add(name)
    this.errandAt(this.world.time.now, async () => {
      await this.findOut(request, action)
      this.desks.delete(name)
    })
  }

  private errand(afterMs: number, work: () => Promise<void>): void {
    this.errandAt(this.world.time.now + afterMs, work)
  }

  private errandAt(at: number, work: () => Promise<void>): void {
    this.busy += 1
    const end = (): void => void (this.busy -= 1)
    this.world.time.at(at, () => {
      work().then(end, (error: unknown) => {
        end()
        this.world.violate('client', String(error))
      })
    })
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => void this.world.time.after(ms, resolve))
  }

  /** One call to one replica; without an answer in time the caller knows nothing. */
  private async ask<T>(call: (requests: Requests) => Promise<T>): Promise<Answered<T>> {
    const alive = this.replicas().filter(({ process }) => process.alive)
    if (alive.length === 0) return { how: 'unclear' }
    const { requests, process } = pick(this.world.dice('clients'), alive)
    const answered = new Promise<Answered<T>>((resolve) => {
      call(requests).then(
        (value) => process.alive && resolve({ how: 'ok', value }),
        (error: unknown) =>
          process.alive &&
          resolve(
            error instanceof Problem ? { how: 'refused', code: error.code } : { how: 'unclear' },
          ),
      )
    })
    const given = this.pause(patienceMs).then((): Answered<T> => ({ how: 'unclear' }))
    return Promise.race([answered, given])
  }

  private async order(deed: OrderDeed): Promise<void> {
    const { name, tenant, keyed } = deed
    const call: Call = { kind: 'submit', order: name, tenant, by: 'ann', outcome: 'open' }
    this.history.push(call)
    const order = {
      item: deed.item.metadata.id,
      fields: { name },
      ...(deed.notBefore !== undefined && {
        not_before: new Date(this.world.start + deed.notBefore).toISOString(),
      }),
    }
    // The same keys in both tenants: a key belongs to its tenant.
    const idempotency = { key: `key-${deed.nth}`, operation: 'POST /requests', answer: answerOf }
    for (;;) {
      const answered = await this.ask((requests) =>
        submit(requests, ann(tenant), order, keyed ? { idempotency } : {}),
      )
      call.outcome = answered.how
      if (answered.how === 'ok') {
        call.id = answered.value.id
        return
      }
      if (answered.how === 'refused')
        return this.world.violate('S1', `${name} was refused: ${answered.code}`)
      if (!keyed) return
      await this.pause(between(this.world.dice('clients'), 100, 1_500))
    }
  }

  /** Under one key until an answer comes. */
  private async control(deed: ControlDeed, n: number): Promise<void> {
    const { kind, order } = deed
    const from = 'from' in deed ? deed.from : undefined
    const found = this.history.find((one) => one.order === order && one.id !== undefined)
    if (found?.id === undefined) return
    const { id, tenant } = found
    const by = `olga-${n}`
    const about = { kind, order, tenant, by, id, ...(from !== undefined && { from }) }
    const call: Call = { ...about, outcome: 'open' }
    this.history.push(call)
    const act = doingOf(deed, { principal: operator(tenant, by), id })
    if (kind === 'rollback') await this.ending(tenant, id)
    for (;;) {
      const answered = await this.ask(act)
      const isBusy = answered.how === 'refused' && answered.code === 'idempotency.in_flight'
      call.outcome = isBusy ? 'unclear' : answered.how
      if (answered.how === 'ok') call.seq = answered.value.seq
      if (answered.how !== 'unclear' && !isBusy) return
      await this.pause(between(this.world.dice('clients'), 100, 1_500))
    }
  }

  /** Nobody asks for a rollback of what is still under way. */
  private async ending(tenant: string, id: string): Promise<void> {
    while (this.world.entryOf(tenant, id)?.request.ended_at === null) await this.pause(2_000)
  }

  /** A sender of webhooks tries until it is told that its news was taken. */
  private async bring(key: string, id: string): Promise<void> {
    const tenant = this.world.tenantOf(key.split('/')[0] ?? '')
    const body = { issue: { key }, webhookEvent: 'changed' }
    for (;;) {
      const answered = await this.ask((requests) => receive(requests, 'jira', { tenant, id, body }))
      if (answered.how !== 'unclear') return
      await this.pause(between(this.world.dice('clients'), 500, 3_000))
    }
  }

  /** One look for each time nobody knows; what was seen of that try is told until it is taken, with or without a key. */
  private async findOut(id: string, action: string): Promise<void> {
    const tenant = this.world.tenantOf(id)
    for (;;) {
      const { fence } = this.unknown(tenant, id, action) ?? {}
      if (fence === undefined) return
      await this.pause(between(this.world.dice('desk'), 6_000, 15_000))
      if (this.unknown(tenant, id, action)?.fence !== fence) continue
      const body = { action, fence, ...this.world.seenOf(tenant, id, action) }
      const key = `${id}-${action.replace(':', '-')}-${fence}`
      const idempotency = { key, operation: 'resolve', answer: answerOf }
      const options: ControlOptions = this.world.dice('keys')() < 0.5 ? { idempotency } : {}
      const wish = { principal: operator(tenant, 'olga'), id, body }
      while (this.unknown(tenant, id, action)?.fence === fence) {
        await this.ask((requests) => resolveEffect(requests, wish, options))
        await this.pause(between(this.world.dice('desk'), 300, 1_500))
      }
    }
  }

  private unknown(tenant: string, id: string, action: string): ActionRun | undefined {
    const { run } = this.world.entryOf(tenant, id)?.request ?? {}
    const found = (JSON.parse(run ?? '{}') as Partial<Run>).actions?.[action]
    return found?.state === 'unknown' ? found : undefined
  }

  private async doByHand(id: string, action: string): Promise<void> {
    const tenant = this.world.tenantOf(id)
    const body = { action, outcome: 'succeeded' as const }
    for (;;) {
      const { run } = this.world.entryOf(tenant, id)?.request ?? {}
      const { endedAt, actions } = JSON.parse(run ?? '{}') as Partial<Run>
      const state = actions?.[action]?.state
      if (endedAt !== undefined || state === undefined || endings.has(state)) return
      await this.ask((requests) =>
        completeManual(requests, { principal: operator(tenant, 'olga'), id, body }),
      )
      await this.pause(between(this.world.dice('desk'), 1_000, 4_000))
    }
  }
}

type Wanting = { principal: Principal; id: string }

/** One use case with all it is told, under the caller's own key. */
function doingOf(deed: ControlDeed, wish: Wanting): (requests: Requests) => Promise<Controlled> {
  const options: ControlOptions = {
    idempotency: { key: wish.principal.id, operation: deed.kind, answer: answerOf },
  }
  if ('action' in deed) return interfering(deed, wish, options)
  const { kind, from, compensate } = deed
  switch (kind) {
    case 'cancel':
      return (on) => cancel(on, { ...wish, body: { ...(compensate && { compensate }) } }, options)
    case 'retry':
      return (on) => retry(on, { ...wish, body: { ...(from !== undefined && { from }) } }, options)
    case 'rollback':
      return (on) => rollBack(on, { ...wish, body: {} }, options)
  }
}

function interfering(
  { kind, action, size, resume }: Interference,
  wish: Wanting,
  options: ControlOptions,
): (requests: Requests) => Promise<Controlled> {
  const reason = 'in the way'
  if (kind === 'skip') return (on) => skipAction(on, { ...wish, body: { action, reason } }, options)
  const body = { action, reason, changes: { '/size': size }, ...(resume && { resume }) }
  return (on) => editInput(on, { ...wish, body }, options)
}

const endings = new Set<string>(['succeeded', 'failed', 'skipped', 'cancelled'])

function ann(tenant: string): Principal {
  return {
    tenant,
    id: 'ann',
    email: 'ann@example.com',
    roles: ['developer'],
    teams: [],
    via: 'session',
  }
}

function operator(tenant: string, id: string): Principal {
  return { tenant, id, email: `${id}@example.com`, roles: ['operator'], teams: [], via: 'session' }
}
