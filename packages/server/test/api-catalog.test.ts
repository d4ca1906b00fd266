import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { item } from './catalog-documents.ts'
import { as, catalogOf, startApi, forAll } from './api-world.ts'

type Page = { items: { id: string }[]; next_cursor: string | null }

describe('the catalog', () => {
  let app: Awaited<ReturnType<typeof startApi>>
  beforeAll(async () => {
    app = await startApi()
  })
  afterAll(() => app.close())

  const ask = (path: string, who: 'dev' | 'oper' | 'root' = 'dev', headers = {}) =>
    app.inject({ url: `/api/v1${path}`, headers: { ...as(who), ...headers } })
  const ids = async (path: string, who?: 'dev' | 'oper' | 'root') =>
    (await ask(path, who)).json<Page>().items.map(({ id }) => id)

  it('shows each caller what it may see', async () => {
    expect(await ids('/catalog')).toEqual(['beta', 'alpha'])
    expect(await ids('/catalog', 'oper')).toEqual(['beta', 'alpha', 'gamma'])
    expect((await ask('/catalog/items/gamma')).statusCode).toBe(404)
    expect((await ask('/catalog/items/gamma/schema')).statusCode).toBe(404)
    expect((await ask('/catalog/items/gamma/versions')).statusCode).toBe(404)
    expect((await ask('/catalog/items/gamma/options/size')).statusCode).toBe(404)
  })

  it.each([
    ['/catalog?category=compute', ['beta']],
    ['/catalog?tag=sql', ['alpha']],
    ['/catalog?owner=dba&sort=-name', ['beta', 'alpha']],
    ['/catalog?q=alpha', ['alpha']],
    ['/catalog?sort=id', ['alpha', 'beta']],
    ['/catalog/databases', ['alpha']],
    ['/catalog/search?q=bet', ['beta']],
  ])('filters by %s', async (path, wanted) => {
    const found = await ids(path)

    expect(found).toEqual(wanted)
  })

  it('does not know a category in which one sees nothing', async () => {
    const answer = await ask('/catalog/nothing')

    expect(answer.statusCode).toBe(404)
    expect(answer.json()).toMatchObject({ code: 'category.not_found' })
  })

  it('gives the whole list once, page by page', async () => {
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page: Page = (
        await ask(`/catalog?limit=1${cursor && `&cursor=${cursor}`}`, 'root')
      ).json()
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.next_cursor
    }

    expect(seen).toEqual(['beta', 'alpha', 'gamma'])
  })

  it.each([
    ['changed', (cursor: string) => `${cursor.slice(0, -2)}AA`],
    ['made up', () => Buffer.from('1 alpha').toString('base64url')],
    ['cut', (cursor: string) => cursor.slice(0, 8)],
    ['padded', (cursor: string) => `${cursor}=`],
  ])('refuses a cursor that was %s', async (_name, change) => {
    const { next_cursor: cursor } = (await ask('/catalog?limit=1')).json<Page>()

    const answer = await ask(`/catalog?limit=1&cursor=${change(cursor ?? '')}`)

    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({ code: 'cursor.invalid' })
  })

  it('refuses a cursor of another list', async () => {
    const { next_cursor: cursor } = (await ask('/catalog?limit=1')).json<Page>()

    const answer = await ask(`/catalog?limit=1&owner=dba&cursor=${cursor}`)

    expect(answer.statusCode).toBe(400)
  })

  it.each([
    '/catalog',
    '/catalog/items/alpha',
    '/catalog/items/alpha/schema',
    '/catalog/categories',
    '/catalog/tags',
  ])('answers 304 for %s to whoever has it', async (path) => {
    const first = await ask(path)
    const etag = String(first.headers['etag'])
    const same = await ask(path, 'dev', { 'if-none-match': `"other", W/${etag}` })
    const other = await ask(path, 'dev', { 'if-none-match': '"other"' })

    expect(first.statusCode).toBe(200)
    expect([same.statusCode, same.body]).toEqual([304, ''])
    expect([other.statusCode, other.body]).toEqual([200, first.body])
  })

  it('refuses a version range that cannot be read', async () => {
    const answer = await ask('/catalog/items/alpha?version=newest')

    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({
      code: 'query.invalid',
      errors: [{ code: 'version.invalid', pointer: '/query/version' }],
    })
  })

  it('gives another tag when the catalog changed', async () => {
    const later = await startApi({
      catalog: forAll(catalogOf([item('alpha', { name: 'Renamed' })])),
    })
    const before = await ask('/catalog')
    const after = await later.inject({ url: '/api/v1/catalog', headers: as('dev') })
    await later.close()

    expect(after.headers['etag']).not.toBe(before.headers['etag'])
  })

  it('shows the form both ways', async () => {
    const answer = await ask('/catalog/items/alpha/schema')

    expect(answer.json()).toMatchObject({ schema: { type: 'object' }, ui_schema: {} })
  })

  it('reads again for operators, once for a key', async () => {
    let reads = 0
    const catalog = catalogOf([])
    const counting = await startApi({
      catalog: forAll({
        ...catalog,
        refresh: async () => {
          reads += 1
          return { changed: true, revision: `r${reads}`, diagnostics: [] }
        },
      }),
    })
    const refresh = () =>
      counting.inject({
        method: 'POST',
        url: '/api/v1/catalog/refresh',
        headers: { ...as('oper'), 'idempotency-key': 'once' },
      })

    const [first, second] = [await refresh(), await refresh()]
    await counting.close()

    expect(reads).toBe(1)
    expect(second.body).toBe(first.body)
    expect(second.headers['idempotency-replayed']).toBe('true')
  })
})

describe('a prepared answer', () => {
  it('is made once for each viewer and question until the catalog changes', async () => {
    const catalog = catalogOf([item('alpha')])
    const asked: unknown[] = []
    let etag = '"one"'
    const app = await startApi({
      catalog: forAll({
        ...catalog,
        get etag() {
          return etag
        },
        list: (filter) => {
          asked.push(filter?.viewer?.roles)
          return catalog.list(filter)
        },
      }),
    })
    const read = (who: 'dev' | 'oper', query = '') =>
      app.inject({ url: `/api/v1/catalog${query}`, headers: as(who) })

    const answers = [await read('dev'), await read('dev'), await read('dev', '?q=alpha')]
    await read('oper')
    etag = '"two"'
    await read('dev')
    const head = await app.inject({ method: 'HEAD', url: '/api/v1/catalog', headers: as('dev') })
    await app.close()

    expect(asked).toEqual([['developer'], ['developer'], ['operator'], ['developer']])
    expect(answers[1]?.body).toBe(answers[0]?.body)
    expect(answers[1]?.headers['etag']).toBe(answers[0]?.headers['etag'])
    expect([head.statusCode, head.body, head.headers['content-length']]).toEqual([
      200,
      '',
      answers[0]?.headers['content-length'],
    ])
  })

  it('is not given to whoever is not signed in', async () => {
    const app = await startApi()
    await app.inject({ url: '/api/v1/catalog', headers: as('dev') })

    const nobody = await app.inject({ url: '/api/v1/catalog' })
    await app.close()

    expect(nobody.statusCode).toBe(401)
  })
})
