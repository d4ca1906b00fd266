import { afterAll, beforeAll, expect, it } from 'vitest'
import { submit } from '../src/requests/submit.ts'
import { noteResources } from '../src/requests/resources/note.ts'
import { type Direction, relationsOf } from '../src/requests/resources/relations.ts'
import { ann, bob, itemOf, olga, openWorld, orderOf, type World } from './requests-world.ts'

const make = { id: 'make', type: 'make', order: 1, config: {} }
const fields = [{ id: 'name', name: 'Name', type: 'string' as const }]
const names = ['db', 'api', 'web', 'site', 'disk', 'secret', 'beyond'] as const
const made: Record<string, string> = {}

let world: World
beforeAll(async () => {
  const item = itemOf('thing', [make], { fields })
  world = await openWorld({
    items: [
      { ...item, metadata: { ...item.metadata, annotations: { resource: { type: 'machine' } } } },
    ],
    acts: { make: () => ({ kind: 'succeeded', outputs: { id: 'x' } }) },
  })
  await world.replica()
  for (const name of names) {
    const who = name === 'secret' ? bob : ann
    const { id } = await submit(world.requests, who, orderOf('thing', { fields: { name } }))
    await world.until(id, 'request_completed')
    made[name] = id
  }
  await noteResources(world.requests, 0)
  await world.database.pool.query('delete from resource_relation')
  // site > web > api > db, and db refers to web: a circle. The disk is a part of db. Past bob's there is more.
  for (const [from, to, kind] of [
    ['api', 'db', 'depends_on'],
    ['web', 'api', 'refers_to'],
    ['site', 'web', 'depends_on'],
    ['db', 'web', 'refers_to'],
    ['disk', 'db', 'part_of'],
    ['secret', 'db', 'depends_on'],
    ['beyond', 'secret', 'depends_on'],
  ] as const)
    await world.database.pool.query(
      `insert into resource_relation values ('default', $1, $2, $3)`,
      [made[from], made[to], kind],
    )
})
afterAll(() => world.close())

const found = async (
  of: string,
  direction: Direction,
  { steps, who = ann }: { steps?: number; who?: typeof ann } = {},
) => {
  const { nodes, edges, complete } = await relationsOf(world.requests, who, {
    id: made[of] ?? '',
    direction,
    ...(steps !== undefined && { steps }),
  })
  const nameOf = (id: string) => names.find((name) => made[name] === id) ?? id
  const away = Object.fromEntries(nodes.map(({ id, steps: at }) => [nameOf(id), at]))
  return { away, complete, edges: edges.length }
}

it('says what needs a resource, however far off, round a circle once and not past what one may not see', async () => {
  expect(await found('db', 'dependants', { steps: 10 })).toEqual({
    away: { db: 0, api: 1, web: 2, site: 3 },
    complete: true,
    edges: 4,
  })
  expect((await found('db', 'dependants', { steps: 10, who: olga })).away).toEqual({
    db: 0,
    api: 1,
    secret: 1,
    web: 2,
    beyond: 2,
    site: 3,
  })
  expect((await found('disk', 'dependants', { steps: 10 })).away).toMatchObject({ db: 1, api: 2 })
})

it('says what a resource needs, its parts included', async () => {
  expect((await found('site', 'dependencies', { steps: 10 })).away).toEqual({
    site: 0,
    web: 1,
    api: 2,
    db: 3,
    disk: 4,
  })
})

it('goes two steps around unless told, and says when there is more', async () => {
  const [near, one, all] = [
    await found('site', 'around'),
    await found('db', 'dependants', { steps: 1 }),
    await found('site', 'around', { steps: 3 }),
  ]

  expect(near).toMatchObject({ away: { site: 0, web: 1, api: 2, db: 2 }, complete: false })
  expect(one).toMatchObject({ away: { db: 0, api: 1 }, complete: false })
  expect(all).toMatchObject({ away: { disk: 3 }, complete: true })
  await expect(found('secret', 'around')).rejects.toMatchObject({ code: 'resource.not_found' })
})
