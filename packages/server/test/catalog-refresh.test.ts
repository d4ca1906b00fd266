import { randomBytes } from 'node:crypto'
import type { SourceFile } from '@pao/core/catalog'
import { checkPrices } from '@pao/core/governance'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Catalog, CatalogDeps } from '#catalog/catalog.ts'
import { openCatalog } from '#catalog/catalog.ts'
import { checkOnce } from '#catalog/check-once.ts'
import type { CatalogSource } from '#catalog/source.ts'
import { SourceFailure } from '#catalog/source.ts'
import { createCipher } from '#store/cipher.ts'
import { brokenFile, checkLittle, file, littleChecker } from './catalog-documents.ts'
import { openTestDatabase, type TestDatabase } from './database.ts'
import { testExchange } from './test-exchange.ts'

const noon = Date.UTC(2026, 10, 23, 12)
let database: TestDatabase
let tenant = ''
let tenants = 0
const open: Catalog[] = []
const exchange = testExchange(createCipher(randomBytes(32)), () => noon)

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => Promise.all([exchange.stop(), database.close()]))
beforeEach(() => {
  tenants += 1
  tenant = `tenant-${tenants}`
})
afterEach(async () => {
  for (const catalog of open.splice(0)) await catalog[Symbol.asyncDispose]()
})

/** A source whose files a test sets; it counts its readings. */
class SetSource implements CatalogSource {
  reads = 0
  failure: Error | undefined
  #files: readonly SourceFile[] = []
  #revision = 0
  #last = -1

  set(...files: readonly SourceFile[]): void {
    this.#files = files
    this.#revision += 1
  }

  async read() {
    this.reads += 1
    await Promise.resolve()
    if (this.failure) throw this.failure
    if (this.#last === this.#revision) return 'unchanged' as const
    this.#last = this.#revision
    return { revision: `r${this.#revision}`, files: this.#files }
  }

  forget(): void {
    this.#last = -1
  }

  describe(): string {
    return 'the test'
  }
}

function sourceOf(...files: readonly SourceFile[]): SetSource {
  const source = new SetSource()
  source.set(...files)
  return source
}

async function start(source: CatalogSource, more: Partial<CatalogDeps> = {}): Promise<Catalog> {
  const catalog = await openCatalog({
    db: database.db,
    tenant,
    source,
    now: () => noon,
    log: { info: () => undefined, warn: () => undefined },
    pollMs: 3_600_000,
    checker: checkOnce({
      checker: littleChecker,
      cache: exchange.cache,
      now: () => noon,
      surroundings: () => tenant,
      seconds: 60,
    }),
    options: () => ({
      http: { send: () => Promise.reject(new Error('no http here')) },
      now: () => noon,
      newId: () => 'id',
      random: () => 0,
      scope: { variables: {}, secrets: {}, region: 'r', cluster: 'c' },
    }),
    ...more,
  })
  open.push(catalog)
  return catalog
}

const viewer = (team: string) => ({ teams: [team], roles: ['developer'] })
const ids = (catalog: Catalog) => catalog.list().map((entry) => entry.document.metadata.id)
const nameOf = (catalog: Catalog, id: string) => catalog.get(id)?.document.metadata.name

async function changes() {
  const rows = await database.db
    .selectFrom('catalog_change')
    .where('tenant', '=', tenant)
    .orderBy('seq')
    .selectAll()
    .execute()
  return rows.map((row) => ({ seq: row.seq, ...(row.changes as object) }))
}

const pricesFile = (name: string) => ({
  path: 'prices/own.yaml',
  text: `kind: PriceList\nname: ${name}\nprovider: custom\ncurrency: EUR\nprices: [{ resource: vm, unit: hour, price: 1 }]`,
})
const priced = async (files: readonly SourceFile[]) => {
  const found = checkPrices(files)
  const little = checkLittle(files.filter(({ path }) => !path.startsWith('prices/')))
  return { ...little, ...found, diagnostics: [...little.diagnostics, ...found.diagnostics] }
}

describe('a refresh', () => {
  it('serves what the source holds and records the change', async () => {
    const catalog = await start(sourceOf(file('one'), file('two')))

    expect(ids(catalog)).toEqual(['one', 'two'])
    expect(catalog.health()).toMatchObject({ status: 'ok', revision: 'r1', lastReadAt: noon })
    expect(await changes()).toEqual([
      expect.objectContaining({ seq: 1, added: ['one', 'two'], removed: [], updated: [] }),
    ])
  })

  it('checks nothing while the revision is the same', async () => {
    let checks = 0
    const checker = async (files: readonly SourceFile[]) => {
      checks += 1
      return checkLittle(files)
    }
    const catalog = await start(sourceOf(file('one')), { checker })

    const again = await catalog.refresh()

    expect(again.changed).toBe(false)
    expect(checks).toBe(1)
    expect(await changes()).toHaveLength(1)
  })

  it('keeps the last good prices of a file that broke, until it is gone', async () => {
    const item = { ...file('one'), path: 'catalog/one.yaml' }
    const source = sourceOf(item, pricesFile('own'))
    const catalog = await start(source, { checker: priced })
    const before = catalog.prices()

    source.set(item, { ...pricesFile('own'), text: 'kind: PriceList\nname: 7' })
    await catalog.refresh()
    const kept = catalog.prices()
    const { diagnostics } = catalog.validation()
    source.set(item)
    await catalog.refresh()

    expect(before).toMatchObject([{ path: 'prices/own.yaml', content: { list: { name: 'own' } } }])
    expect(kept).toEqual(before)
    expect(diagnostics[0]).toMatchObject({ code: 'PAO1913', file: 'prices/own.yaml' })
    expect(catalog.prices()).toEqual([])
  })

  it('leaves a broken item at its last good version, marked, and updates the others', async () => {
    const source = sourceOf(file('one'), file('two'))
    const catalog = await start(source)

    source.set(brokenFile('one'), file('two', { name: 'newer' }))
    await catalog.refresh()

    expect([nameOf(catalog, 'one'), nameOf(catalog, 'two')]).toEqual(['plain', 'newer'])
    expect(catalog.get('one')?.stale).toMatchObject({
      since: noon,
      diagnostics: [{ message: 'cannot be read' }],
    })
    expect(catalog.get('two')?.stale).toBeUndefined()
    expect(catalog.validation('one')).toMatchObject({ errors: 1, stale: [{ id: 'one' }] })
    expect((await changes()).at(-1)).toMatchObject({ stale: ['one'], updated: ['two'] })
  })

  it('keeps the last good version when the broken file was also renamed', async () => {
    const source = sourceOf(file('one'))
    const catalog = await start(source)

    source.set(brokenFile('one', 'elsewhere.yaml'))
    await catalog.refresh()

    expect(catalog.get('one')?.stale).toBeDefined()
  })

  it('serves the mended file again without the mark', async () => {
    const source = sourceOf(file('one'))
    const catalog = await start(source)
    source.set(brokenFile('one'))
    await catalog.refresh()
    const staleTag = catalog.get('one')?.etag

    source.set(file('one'))
    await catalog.refresh()

    expect(catalog.get('one')?.stale).toBeUndefined()
    expect(catalog.get('one')?.etag).not.toBe(staleTag)
    expect((await changes()).at(-1)).toMatchObject({ recovered: ['one'] })
  })

  it('does not break the items that need a broken one', async () => {
    const source = sourceOf(file('one'), file('two', { needs: 'one' }))
    const catalog = await start(source)

    source.set(brokenFile('one'), file('two', { needs: 'one', name: 'newer' }))
    await catalog.refresh()

    expect(catalog.get('one')?.stale).toBeDefined()
    expect(catalog.get('two')).toMatchObject({ document: { metadata: { name: 'newer' } } })
  })

  it('remembers across a restart since when an item is stale', async () => {
    const source = sourceOf(file('one'))
    const before = await start(source)
    source.set(brokenFile('one'))
    await before.refresh()

    const after = await start(sourceOf(brokenFile('one')), { now: () => noon + 86_400_000 })

    expect(nameOf(after, 'one')).toBe('plain')
    expect(after.get('one')?.stale?.since).toBe(noon)
  })

  it('takes a removed item off the shelf and keeps its versions for requests that pin them', async () => {
    const source = sourceOf(file('one'), file('two'))
    const catalog = await start(source)
    source.set(file('one', { name: 'newer' }), file('two'))
    await catalog.refresh()

    source.set(file('two'))
    await catalog.refresh()

    expect(ids(catalog)).toEqual(['two'])
    expect((await catalog.at('one:plain:'))?.metadata.name).toBe('plain')
    expect((await catalog.versions('one')).map((version) => version.hash).toSorted()).toEqual([
      'one:newer:',
      'one:plain:',
    ])
    expect((await changes()).at(-1)).toMatchObject({ removed: ['one'] })
  })

  it('keeps everything as it was when the database refuses half of it', async () => {
    const source = sourceOf(file('one'))
    const catalog = await start(source)
    const etag = catalog.etag
    const unfit = checkLittle([file('two'), file('one', { name: 'newer' })])
    const [first] = unfit.documents
    Object.assign(first?.document.metadata ?? {}, { version: null })
    const failing = await start(sourceOf(file('x')), {
      checker: async () => unfit,
    })

    const state = failing.health()

    expect(state).toMatchObject({ status: 'degraded' })
    expect([ids(failing), failing.etag]).toEqual([['one'], etag])
    expect(await changes()).toHaveLength(1)
    expect(await catalog.at('one:newer:')).toBeUndefined()
  })
})

describe('a source that fails', () => {
  it('leaves the catalog as it was, says so, and is read again later', async () => {
    const source = sourceOf(file('one'))
    const catalog = await start(source)
    source.failure = new SourceFailure('the host is away')

    await expect(catalog.refresh()).rejects.toThrow('the host is away')
    const during = [ids(catalog), catalog.health().status, catalog.health().error]
    source.failure = undefined
    await catalog.refresh()

    expect(during).toEqual([['one'], 'degraded', 'the host is away'])
    expect(catalog.health()).toMatchObject({ status: 'ok' })
    expect(catalog.health().error).toBeUndefined()
  })

  it('does not stop a start: what was recorded last is served, lists included', async () => {
    await start(sourceOf(file('one')))
    const source = sourceOf()
    source.failure = new SourceFailure('the host is away')

    const catalog = await start(source)

    expect(ids(catalog)).toEqual(['one'])
    expect(catalog.index()).toMatchObject({ lists: { zones: ['a', 'b'] } })
    expect(catalog.health().status).toBe('degraded')
  })

  it('makes a catalog that was never read unavailable, not empty', async () => {
    const source = sourceOf()
    source.failure = new SourceFailure('the host is away')

    const catalog = await start(source)

    expect(() => catalog.list()).toThrow(expect.objectContaining({ code: 'catalog.unavailable' }))
    expect(catalog.health().status).toBe('down')
  })
})

describe('a reading that was not taken', () => {
  it('is taken the next time, although the source did not change since', async () => {
    let isAway = true
    const checker = async (files: readonly SourceFile[]) => {
      if (isAway) throw new Error('the database is away')
      return checkLittle(files)
    }
    const catalog = await start(sourceOf(file('one')), { checker })

    isAway = false
    await catalog.refresh()

    expect(ids(catalog)).toEqual(['one'])
  })
})

describe('several at once', () => {
  it('refreshes one after the other, and no more often than asked needs', async () => {
    const source = sourceOf(file('one'))
    const catalog = await start(source)
    const before = source.reads
    source.set(file('one', { name: 'newer' }))

    await Promise.all(Array.from({ length: 20 }, () => catalog.refresh()))

    expect(source.reads - before).toBeLessThanOrEqual(2)
    expect(nameOf(catalog, 'one')).toBe('newer')
  })

  it('records and announces a change once, whichever replica reads it first', async () => {
    const announced: number[] = []
    const size = 6
    let waiting = 0
    const { promise: allAreThere, resolve: release } = Promise.withResolvers<void>()
    const checker = async (files: readonly SourceFile[]) => {
      waiting += 1
      if (waiting === size) release()
      await allAreThere
      return checkLittle(files)
    }

    const replicas = await Promise.all(
      Array.from({ length: size }, () =>
        start(sourceOf(file('one')), { checker, announce: (seq) => announced.push(seq) }),
      ),
    )

    const first = replicas[0]
    for (const replica of replicas)
      expect([replica.seq, replica.etag, replica.health().status]).toEqual([1, first?.etag, 'ok'])
    expect(announced).toEqual([1])
    expect(await changes()).toHaveLength(1)
  })

  it('tells followers of each change, and those who were away what they missed', async () => {
    const source = sourceOf(file('one'))
    const catalog = await start(source)
    const seen: number[] = []
    const stop = catalog.onChange(({ seq }) => seen.push(seq))

    source.set(file('one', { name: 'b' }))
    await catalog.refresh()
    stop()
    source.set(file('one', { name: 'c' }))
    await catalog.refresh()

    expect(seen).toEqual([2])
    const missed = await catalog.changesAfter(viewer('all'), 1, 10)
    expect(missed.map(({ seq }) => seq)).toEqual([2, 3])
  })

  it('tells followers only of items they may see, also of those that are gone', async () => {
    const source = sourceOf(file('one'), file('two', { team: 'red' }))
    const catalog = await start(source)
    source.set(file('one'))
    await catalog.refresh()

    const [red, blue] = await Promise.all(
      ['red', 'blue'].map((team) => catalog.changesAfter(viewer(team), 0, 10)),
    )

    expect(red?.map(({ changes: told }) => [told.added, told.removed])).toEqual([
      [['one'], []],
      [[], ['two']],
    ])
    expect(blue?.map(({ changes: told }) => [told.added, told.removed])).toEqual([
      [['one'], []],
      [[], []],
    ])
  })
})
