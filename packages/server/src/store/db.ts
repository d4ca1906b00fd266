import type { Kysely, Transaction } from 'kysely'
import type { Tables } from './tables.ts'

export type Db = Kysely<Tables>
/** A function that asks for a Tx says: call me inside a transaction. */
export type Tx = Transaction<Tables>
