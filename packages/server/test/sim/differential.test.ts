import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../database.ts'
import { wrap } from './checks-store.ts'
import { compare } from './differential.ts'
import type { Handler, Store } from './store.ts'

const sequences = Number(process.env['PAO_SIM_SEQUENCES'] ?? 150)
const first = Number(process.env['PAO_SIM_FIRST'] ?? 1)
const longMs = 600_000

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

test(
  `the model does what PostgreSQL does, in ${sequences} sequences of operations`,
  async () => {
    const told = await compare(database, { first, count: sequences, hasParts: true })

    expect(told.differences, 'PAO_SIM_SEQUENCES=1000 plays more of them').toEqual([])
    expect(told.operations).toBeGreaterThan(sequences * 10)
    expect(Object.keys(told.kinds)).toHaveLength(24)
    expect(Math.min(...Object.values(told.kinds))).toBeGreaterThan(sequences / 20)
  },
  longMs,
)

test('an edited action is still the same set of actions in a later version (seed 301)', async () => {
  const told = await compare(database, { first: 301, count: 1 })

  expect(told.differences).toEqual([])
})

const unseen: Handler = () => ({ rows: [], count: 0 })
const forgetting = (store: Store): void => wrap(store, 'child_orphans', () => unseen)

const wrongs: readonly (readonly [string, (store: Store) => void])[] = [
  [
    'a write that forgets to look at the number',
    (store) =>
      wrap(store, 'request_save', (inner) => (on, values, tx) => {
        const seq = on.see(`${String(values[0])} ${String(values[1])}`, tx)?.request.seq
        return inner(on, [values[0], values[1], seq, ...values.slice(3)], tx)
      }),
  ],
  [
    'a heartbeat that renews nothing',
    (store) =>
      wrap(store, 'lease_renew', (inner) => (on, values, tx) => {
        const rows = [...on.entries.values()].flatMap(({ actions }) => [...actions.values()])
        const kept = rows.map(({ lease_until }) => lease_until)
        const result = inner(on, values, tx)
        rows.forEach((row, n) => Object.assign(row, { lease_until: kept[n] }))
        return result
      }),
  ],
  [
    'a request that goes on as the version it was ordered as',
    (store) =>
      wrap(store, 'request_save', (inner) => (on, values, tx) => {
        const slots = values.findIndex((value) => Array.isArray(value)) + 1
        return inner(on, values.slice(0, slots || 16 + (values.length % 2)), tx)
      }),
  ],
  [
    'a slot that is not given back',
    (store) =>
      wrap(store, 'request_save', (inner) => (on, values, tx) => {
        const given = values.findIndex((value) => Array.isArray(value))
        const spoilt = values.map((value, n) => (n === given ? [] : value))
        return inner(on, spoilt, tx)
      }),
  ],
  [
    'a line that calls nobody',
    (store) => {
      store.passesOver = (table) => table === 'lines'
    },
  ],
  [
    'a key that may be used twice',
    (store) =>
      wrap(store, 'request_take_in', (inner) => (on, values, tx) => {
        const spoilt = values.map((value, n) => (n === 2 ? '[]' : value))
        return inner(on, spoilt, tx)
      }),
  ],
]

test.each(wrongs)(
  'the comparison notices %s',
  async (_what, spoil) => {
    const told = await compare(database, { first: 1, count: 60, spoil })

    expect(told.differences.length).toBeGreaterThan(0)
  },
  longMs,
)

test(
  'the comparison notices forgotten parts that nobody stops',
  async () => {
    const told = await compare(database, {
      first: 1,
      count: 160,
      spoil: forgetting,
      hasParts: true,
    })

    expect(told.differences.length).toBeGreaterThan(0)
  },
  longMs,
)
