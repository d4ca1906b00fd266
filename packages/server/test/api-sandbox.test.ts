import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actionSchemas } from '@pao/connectors/schemas'
import type { Item } from '@pao/core/catalog'
import { createChecks } from '../src/api/check-calls.ts'
import { as, catalogOf, startApi, forAll } from './api-world.ts'
import { item } from './catalog-documents.ts'

/** A small document without an error, asking for a name. */
function bucket(id: string, more: Partial<Item['metadata']> = {}): Item {
  const small = item(id, {
    category: 'storage',
    description: 'A bucket for the files of one team, made by the storage team within a day.',
    ...more,
  })
  const config = { title: 'Make {{fields.name}}', instructions: 'As usual', team: 'dba' }
  return {
    ...small,
    presentation: {
      groups: [
        { id: 'main', name: 'Main', fields: [{ id: 'name', name: 'Name', type: 'string' }] },
      ],
    },
    fulfillment: { manual: { actions: [{ id: 'make', type: 'manual-task', config }] } },
  }
}

const yaml = (document: Item) => JSON.stringify(document, undefined, 2)

const written = async () => ({ source: '# mine\n' })

describe('the sandbox over the API', () => {
  let app: Awaited<ReturnType<typeof startApi>>
  beforeAll(async () => {
    app = await startApi({
      catalog: forAll(catalogOf([bucket('storage-bucket')])),
      checks: createChecks({
        actionSchemas,
        now: () => 0,
        newId: () => 'an-id',
        random: () => 0.5,
        variables: {},
        secretNames: () => [],
      }),
    })
  })
  afterAll(() => app.close())

  const post = async (path: string, body: object) => {
    const answer = await app.inject({
      method: 'POST',
      url: `/api/v1${path}`,
      headers: as('dev'),
      payload: body,
    })
    return { status: answer.statusCode, body: answer.json() }
  }
  const newer = bucket('storage-bucket', { name: 'Other', version: '1.0.1' })

  it('plays a document step by step, times counted from its order', async () => {
    const { status, body } = await post('/simulate/document', { document: newer, fields: {} })

    expect(status).toBe(200)
    expect(body).toMatchObject({
      state: 'completed',
      after_ms: 0,
      steps: [{ after_ms: 0, event: 'submitted', sentences: ['Work began.'] }],
      tries: [{ action: 'ticket', source: 'invented', outcome: 'succeeded' }],
    })
  })

  it('refuses a document with errors, and says where', async () => {
    const { status, body } = await post('/simulate/document', { document: 'kind: X', fields: {} })

    expect(status).toBe(422)
    expect(body.code).toBe('document.invalid')
    expect(body.errors.length).toBeGreaterThan(0)
  })

  it('sets a document beside what is served, with what is under way and a patch', async () => {
    const { status, body } = await post('/compare/document', { document: yaml(newer) })

    expect(status).toBe(200)
    expect(body).toMatchObject({
      item: { id: 'storage-bucket' },
      step: 'minor',
      least_version: '1.1.0',
      raised_enough: false,
      path: 'catalog/databases/storage-bucket.yaml',
      served: { version: '1.0.0' },
      under_way: [{ version: '1.0.0', open: 2, resources: 3 }],
      dependents: [],
    })
  })

  it('knows a new item, and gives its file as a patch', async () => {
    const { body } = await post('/compare/document', { document: yaml(bucket('storage-new')) })

    expect(body).toMatchObject({ step: 'none', raised_enough: true, under_way: [] })
    expect(body).not.toHaveProperty('served')
    expect(body.patch).toContain('new file mode 100644')
    expect(body.patch).toContain(`+++ b/${body.path}`)
  })

  it('gives the file of an item as it was written, to whom may see the item', async () => {
    const own = await startApi({
      catalog: forAll({ ...catalogOf([bucket('storage-bucket')]), written }),
    })
    const ask = (id: string) =>
      own.inject({ url: `/api/v1/catalog/items/${id}/source`, headers: as('dev') })

    expect((await ask('storage-bucket')).json()).toEqual({
      source: '# mine\n',
      path: 'catalog/databases/storage-bucket.yaml',
    })
    expect((await ask('storage-other')).statusCode).toBe(404)
    await own.close()
  })
})
