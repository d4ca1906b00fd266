import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import type { Db } from '../../src/store/db.ts'
import type { Tables } from '../../src/store/tables.ts'
import type { Result, TxState } from './store-rows.ts'

/** What stands behind a database handle of the model. */
export type ModelPort = {
  begin(): TxState
  run(query: CompiledQuery, tx?: TxState): Promise<QueryResult<unknown>>
  end(tx: TxState, how: 'commit' | 'rollback'): Promise<void>
  /** A place for one session, given back by what it resolves to; unset = there is always one. */
  enter?(): Promise<() => void>
}

/** A handle as the rooms know it; what the query builder writes and what is written by hand go one way. */
export function openModelDb(port: ModelPort): Db {
  const opened = new Kysely<Tables>({ dialect: dialectOf(port) })
  const db: { executeQuery: unknown } = opened
  // Without the builder's layers, which would make up most of the time of a simulation.
  db.executeQuery = (query: CompiledQuery): Promise<QueryResult<unknown>> => port.run(query)
  return opened
}

export function resultOf({ rows, count }: Result): QueryResult<unknown> {
  return { rows: [...rows], numAffectedRows: BigInt(count) }
}

type Session = DatabaseConnection & { tx?: TxState | undefined; leave?: (() => void) | undefined }

function dialectOf(door: ModelPort): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => driverOf(door),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createIntrospector: (db) => new PostgresIntrospector(db),
  }
}

function driverOf(door: ModelPort): Driver {
  const finish = async (session: Session, how: 'commit' | 'rollback'): Promise<void> => {
    const { tx } = session
    session.tx = undefined
    if (tx) await door.end(tx, how)
  }
  return {
    init: async () => undefined,
    async acquireConnection() {
      const leave = await door.enter?.()
      const session: Session = {
        leave,
        executeQuery: <R>(query: CompiledQuery) =>
          door.run(query, session.tx) as Promise<QueryResult<R>>,
        streamQuery: () => {
          throw new Error('The room does not stream')
        },
      }
      return session
    },
    beginTransaction: async (session: Session) => {
      session.tx = door.begin()
    },
    commitTransaction: (session) => finish(session, 'commit'),
    rollbackTransaction: (session) => finish(session, 'rollback'),
    releaseConnection: async (session: Session) => session.leave?.(),
    destroy: async () => undefined,
  }
}
