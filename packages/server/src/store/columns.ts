import type { ColumnType } from 'kysely'

/** jsonb: read parsed, written as JSON text. */
export type Json<T> = ColumnType<T, string, string>
/** Read as Date, written as Date. */
export type At = ColumnType<Date, Date, Date>
export type MaybeAt = ColumnType<Date | null, Date | null | undefined, Date | null>
/** Written only when there is something; null when read without. */
export type Maybe<T> = ColumnType<T | null, T | null | undefined, T | null>
export type MaybeJson<T> = ColumnType<T | null, string | null | undefined, string | null>
