import type { SourceFile } from '@pao/core/catalog'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type CatalogDeps, openCatalog } from '../src/catalog/catalog.ts'
import type { Checked } from '../src/catalog/checker.ts'
import { checkKeyOf } from '../src/catalog/check-once.ts'
import { brokenFile, checkLittle, file } from './catalog-documents.ts'
import { openTestDatabase, type TestDatabase } from './database.ts'

const noon = Date.UTC(2026, 0, 1, 12)
let database: TestDatabase
beforeAll(async () => (database = await openTestDatabase()))
afterAll(() => database.close())

const many = (count: number): SourceFile[] =>
  Array.from({ length: count }, (_, n) => file(`item-${n}`))

/** A start of one process: which files were checked, what is served, and what is said of it. */
async function start(files: readonly SourceFile[], more: Partial<CatalogDeps> = {}) {
  const checked: number[] = []
  const catalog = await openCatalog({
    db: database.db,
    tenant: 'default',
    source: {
      read: async () => ({ revision: 'r1', files }),
      forget: () => undefined,
      describe: () => 'x',
    },
    now: () => noon,
    log: { info: () => undefined, warn: () => undefined },
    pollMs: 3_600_000,
    checker: async (given): Promise<Checked> => {
      checked.push(given.length)
      return checkLittle(given)
    },
    checkKey: (given) => checkKeyOf(['1.0'], noon, given),
    options: () => ({
      http: { send: () => Promise.reject(new Error('no http here')) },
      now: () => noon,
      newId: () => 'id',
      random: () => 0,
      scope: { variables: {}, secrets: {}, region: 'r', cluster: 'c' },
    }),
    ...more,
  })
  const { etag, seq } = catalog
  const served = { etag, seq, count: catalog.list().length, said: catalog.validation() }
  const one = await catalog.written(catalog.list()[7]?.hash ?? '')
  await catalog[Symbol.asyncDispose]()
  return { checked, served, one }
}

it('checks a large catalog once, however many processes start with it', async () => {
  const files = many(600)

  const first = await start(files)
  const second = await start(files)
  const newer = await start(files, { checkKey: (given) => checkKeyOf(['1.1'], noon, given) })
  const tomorrow = await start(files, {
    checkKey: (given) => checkKeyOf(['1.1'], noon + 86_400_000, given),
  })

  expect(first.checked).toEqual([600])
  expect(second).toEqual({ ...first, checked: [] })
  expect([newer.checked, tomorrow.checked]).toEqual([[600], [600]])
})

it('checks what changed, and again what lost a document', async () => {
  const files = many(600)
  await start(files)
  const other = [...files.slice(1), file('item-0', { name: 'Another' })]

  const changed = await start(other)
  await database.pool.query(
    `delete from definition d where item_id = 'item-3'; delete from catalog_item where item_id = 'item-3'`,
  )
  const lost = await start(other)

  expect(changed.checked).toEqual([600])
  expect(lost.checked).toEqual([600])
  expect(lost.served.count).toBe(600)
})

it('remembers what is wrong with files, and nothing of a small catalog', async () => {
  const small = [await start(many(20)), await start(many(20))]
  const broken = [...many(600), brokenFile('bad')]
  const [first, second] = [await start(broken), await start(broken)]

  expect(small.map(({ checked }) => checked)).toEqual([[20], [20]])
  expect(first.checked).toEqual([601])
  expect(first.served.said.errors).toBeGreaterThan(0)
  expect(second).toEqual({ ...first, checked: [] })
})
