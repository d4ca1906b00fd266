import type { Requests } from '#requests/deps.ts'
import type { Reads } from '#store/reads.ts'

/** Has the room read where reading is done, which may be a replica of its database. */
export type Reading = <T>(room: Requests, read: (there: Requests) => Promise<T>) => Promise<T>

/** Readings of one tenant. */
export function readingOf(reads: Reads, tenant: string): Reading {
  return (room, read) => reads.run(tenant, (db) => read({ ...room, db }))
}

/** Reads where the room writes. */
export const readingHere: Reading = (room, read) => read(room)
