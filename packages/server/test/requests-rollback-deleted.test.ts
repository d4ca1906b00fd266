import { indexOf, type Item } from '@pao/core/catalog'
import { afterEach, describe, expect, it } from 'vitest'
import { type Catalog, openCatalog } from '../src/catalog/catalog.ts'
import { rollBack } from '../src/requests/control.ts'
import { submit } from '../src/requests/submit.ts'
import { openTestDatabase } from './database.ts'
import { ann, openWorld, orderOf, type World } from './requests-world.ts'
import { diamond, newRemote } from './rollback-remote.ts'

const remote = newRemote()
let world: World
let catalog: Catalog
afterEach(async () => {
  await catalog[Symbol.asyncDispose]()
  await world.close()
})

describe('a rollback', () => {
  it('works when the item has been deleted from the catalog since', async () => {
    const database = await openTestDatabase()
    const source = oneItem(diamond('gone', false))
    catalog = await openCatalog({ db: database.db, tenant: 'default', ...source })
    const served = catalog
    world = await openWorld(
      {
        items: [],
        acts: remote.acts,
        catalog: {
          findItem: (principal, id, range) => served.get(id, range, principal),
          definition: (_tenant, hash) => served.at(hash),
        },
      },
      database,
    )
    await world.replica()
    const { id } = await submit(world.requests, ann, orderOf('gone'))
    await world.until(id, 'request_completed')
    source.remove()
    await catalog.refresh()

    await rollBack(world.requests, { principal: ann, id, body: {} })

    await world.until(id, 'request_rolled_back')
    expect(served.get('gone')).toBeUndefined()
    expect(remote.effects.at(-1)).toBe(`${id}/net:rollback/0`)
  })
})

/** A catalog source of one item, until it is removed. */
function oneItem(document: Item) {
  let files = [{ path: 'gone.yaml', text: 'id: gone' }]
  return {
    source: {
      read: async () => ({ revision: `with ${files.length}`, files }),
      forget: () => undefined,
      describe: () => 'the test',
    },
    now: Date.now,
    log: { info: () => undefined, warn: () => undefined },
    pollMs: 3_600_000,
    checker: async (read: readonly { path: string; text: string }[]) => ({
      documents: read.map(({ path, text }) => ({
        document,
        hash: 'hash-of-gone',
        file: path,
        source: text,
        diagnostics: [],
      })),
      diagnostics: [],
      index: indexOf(undefined),
      environments: [],
      bad: [],
    }),
    options: () => ({
      http: { send: () => Promise.reject(new Error('no http here')) },
      now: Date.now,
      newId: () => 'id',
      random: () => 0,
      scope: { variables: {}, secrets: {}, region: 'r', cluster: 'c' },
    }),
    remove: () => {
      files = []
    },
  }
}
