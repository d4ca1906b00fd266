import { isDeepStrictEqual } from 'node:util'
import { Problem } from '@pao/core'
import type { Database } from '../../src/store/db.ts'
import { diceOf } from './dice.ts'
import {
  type Common,
  type Dump,
  type Ground,
  openModel,
  openServer,
  type Server,
} from './grounds.ts'
import { Player } from './operations.ts'
import type { Act } from './people.ts'
import type { Store } from './store.ts'

export type Difference = { seed: number; after: string; model: unknown; server: unknown }
export type Told = {
  operations: number
  /** How often each kind of operation was played. */
  kinds: Record<string, number>
  differences: Difference[]
}

/** Makes the model do something wrong, to see whether it is noticed. */
type Spoil = (store: Store) => void

const start = Date.UTC(2026, 0, 1, 12)

/** `hasParts`: in one sequence of four actions order parts. */
type Comparing = { first: number; count: number; spoil?: Spoil; hasParts?: boolean }

/** Plays the same operations on the model and on PostgreSQL until they answer or hold something else. */
export async function compare(
  database: Database,
  { first, count, spoil, hasParts = false }: Comparing,
): Promise<Told> {
  const told: Told = { operations: 0, kinds: {}, differences: [] }
  const server = await openServer(database)
  for (let seed = first; seed < first + count && told.differences.length < 3; seed += 1)
    await playBoth(server, { seed, spoil, hasParts }, told)
  await server.close()
  return told
}

type Playing = { seed: number; spoil: Spoil | undefined; hasParts: boolean }

async function playBoth(
  server: Server,
  { seed, spoil, hasParts }: Playing,
  told: Told,
): Promise<void> {
  const dice = diceOf(seed, 'operations')
  const common: Common = { now: start, items: new Map(), isBacklogged: false }
  const model = openModel(common)
  spoil?.(model.store)
  const real = await server.ground(common)
  // By dice of their own, so that every other sequence is as it was before there were rules.
  const ruling = seed % 2 === 0 ? diceOf(seed, 'ruling') : undefined
  const parts = hasParts && seed % 4 === 1 ? diceOf(seed, 'parts') : undefined
  const freezes = seed % 3 === 2 ? diceOf(seed, 'freezing') : undefined
  const player = new Player(dice, common, { store: model.store, ruling, freezes, parts })
  const differ = (after: string, ours: unknown, theirs: unknown): boolean => {
    if (isDeepStrictEqual(ours, theirs)) return false
    told.differences.push({ seed, after, model: ours, server: theirs })
    return true
  }
  await server.setClock(common.now)
  for (let left = 12 + Math.floor(dice() * 14); left > 0; left -= 1) {
    const { kind, act } = player.next()
    await server.setClock(common.now)
    told.operations += 1
    told.kinds[kind] = (told.kinds[kind] ?? 0) + 1
    const [ours, theirs] = [await answer(model, act), await answer(real, act)]
    if (differ(`${kind}: answer`, ours, theirs)) return
  }
  const [ours, theirs] = [ordered(await model.rows()), ordered(await real.rows())]
  for (const table of Object.keys(ours)) if (differ(table, ours[table], theirs[table])) return
}

/** What came of it: a value, or the error as far as callers tell errors apart. */
async function answer(ground: Ground, act: Act): Promise<unknown> {
  try {
    const value = await act(ground).finally(() => ground.rest())
    return value === undefined ? null : (JSON.parse(JSON.stringify(value)) as unknown)
  } catch (error) {
    if (error instanceof Problem) return { problem: error.code }
    if (error instanceof Error && 'code' in error) return { error: error.code }
    return { error: error instanceof Error ? error.message : 'unknown' }
  }
}

/** Rows without their order, numbers and texts as JSON has them. */
function ordered(dump: Dump): Record<string, unknown[]> {
  const plain = JSON.parse(JSON.stringify(dump)) as Record<string, Record<string, unknown>[]>
  const word = (value: unknown): string =>
    typeof value === 'object' && value !== null
      ? Object.entries(value)
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, inner]) => `${name}:${word(inner)}`)
          .join()
      : JSON.stringify(value)
  return Object.fromEntries(
    Object.entries(plain).map(([table, rows]) => [
      table,
      rows.toSorted((a, b) => (word(a) < word(b) ? -1 : 1)),
    ]),
  )
}
