import type { CompiledQuery, QueryResult } from 'kysely'
import type { Db } from '../../src/store/db.ts'
import { between } from './dice.ts'
import { openModelDb, resultOf } from './model-db.ts'
import { Locked, StoreError, type TxState } from './store-rows.ts'
import type { Being } from './time.ts'
import type { World } from './world.ts'

const statementMs = 30_000

/** A process that may be killed or frozen on its way to the database. */
export type Mortal = Being & { kill(): void; freeze(ms: number): void }

/** The way of one process to the database: it takes time, may be cut, and may cost the process's life. */
export class Door {
  readonly db: Db
  private readonly open = new Set<TxState>()
  private readonly world: World
  private readonly process: Mortal

  constructor(world: World, process: Mortal) {
    this.world = world
    this.process = process
    this.db = openModelDb(this)
  }

  begin(): TxState {
    const tx = this.world.store.begin()
    this.open.add(tx)
    return tx
  }

  run({ sql, parameters }: CompiledQuery, tx?: TxState): Promise<QueryResult<unknown>> {
    const { store } = this.world
    const name = store.name(sql)
    // Worlds without quotas go on as they did before there were any.
    if (name === 'quota_rules') return Promise.resolve(resultOf(store.execute(sql, parameters, tx)))
    return this.ask(name, tx, () => resultOf(store.execute(sql, parameters, tx)))
  }

  end(tx: TxState, how: 'commit' | 'rollback'): Promise<void> {
    return this.ask(how, tx, () => this.close(tx, how))
  }

  private close(tx: TxState, how: 'commit' | 'rollback'): void {
    if (!this.open.delete(tx)) return
    this.world.store[how](tx)
  }

  /** What the server does when the process or the network is gone. */
  cut(): void {
    for (const tx of this.open) this.close(tx, 'rollback')
  }

  /** One round trip; `act` takes effect as a whole at the moment the database does it. */
  ask<T>(what: string, tx: TxState | undefined, act: () => T): Promise<T> {
    const { world, process } = this
    const dice = world.dice('latency')
    const dies = world.strikes('crash') ? (dice() < 0.5 ? 'before' : 'after') : undefined
    if (world.strikes('pause')) process.freeze(between(dice, 5_000, 30_000))
    return new Promise((resolve, reject) => {
      if (dies === 'before') return process.kill()
      const answer = (say: () => void): void =>
        void world.time.after(between(dice, 0.1, 1.5), say, process)
      const refuse = (error: Error): void => answer(() => reject(error))
      const take = (result: T): void => {
        world.time.note(`${process.name} ${what}`)
        if (dies) process.kill()
        else if (world.strikes('ackLost')) {
          if (tx) this.close(tx, 'rollback')
          refuse(terminated())
        } else answer(() => resolve(result))
      }
      const wayMs = between(dice, 0.1, 1.5) + (world.strikes('lag') ? dice() * 400 : 0)
      world.time.after(wayMs, () =>
        this.arrive({ tx, act, take, refuse, ...patienceOf(what, world.time.now) }),
      )
    })
  }

  /** At the database: done, refused, or waiting for what another transaction holds. */
  private arrive<T>(asked: Asked<T>): void {
    const { world } = this
    const { tx, act, take, refuse, until, code } = asked
    if (world.isAway() || (tx && !this.open.has(tx))) return refuse(terminated())
    let result: T
    try {
      result = act()
    } catch (error) {
      if (!(error instanceof Locked)) return refuse(error as Error)
      if (tx && world.store.isDeadlocked(tx, error.message))
        return refuse(new StoreError('40P01', 'deadlock detected'))
      if (world.time.now >= until) return refuse(new StoreError(code, 'waited for too long'))
      let isWaiting = true
      const again = (): void => {
        if (isWaiting) this.arrive(asked)
        isWaiting = false
      }
      world.time.at(until, again)
      return world.store.onRelease(() => void world.time.after(0.01, again))
    }
    take(result)
  }
}

type Asked<T> = {
  tx: TxState | undefined
  act: () => T
  take: (result: T) => void
  refuse: (error: Error) => void
  until: number
  code: string
}

/** How long a statement waits for a lock, and the error it ends with. */
function patienceOf(what: string, now: number): { until: number; code: string } {
  if (what === 'key_claim') return { until: now + 2_000, code: '55P03' }
  return { until: now + statementMs, code: '57014' }
}

function terminated(): Error {
  return new Error('Connection terminated unexpectedly')
}
