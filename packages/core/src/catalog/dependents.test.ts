import { describe, expect, it } from 'vitest'
import { dependentsOf } from './dependents.ts'
import type { Bundle, Field, Item } from './item.ts'

const metadata = {
  id: 'bucket',
  name: 'Bucket',
  description: 'A bucket',
  version: '2.0.0',
  category: 'storage',
  owner: { team: 'storage' },
}

function bucket(fields: readonly Field[], outputs: readonly string[] = []): Item {
  const output = { fields: Object.fromEntries(outputs.map((name) => [name, `$.${name}`])) }
  return {
    version: '2.0',
    kind: 'CatalogItem',
    metadata,
    presentation: { groups: [{ id: 'main', name: 'Main', fields }] },
    fulfillment: { manual: { actions: [{ id: 'make', type: 'manual-task', config: {}, output }] } },
  }
}

const size: Field = { id: 'size', name: 'Size', type: 'integer', validation: { max: 10 } }
const bundle: Bundle = {
  version: '2.0',
  kind: 'CatalogBundle',
  metadata: { ...metadata, id: 'web', name: 'Web' },
  presentation: { groups: [] },
  components: [
    { id: 'store', item: 'bucket', version: '^1.0.0', fields: { size: 20, colour: 'red' } },
    { id: 'cdn', item: 'cdn', fields: { origin: '{{components.store.outputs.url}}' } },
  ],
}
const needing: Item = {
  ...bucket([]),
  metadata: { ...metadata, id: 'site', name: 'Site' },
  fulfillment: {
    manual: {
      actions: [{ id: 'more', type: 'catalog-request', config: { item: 'bucket', fields: {} } }],
    },
    depends_on: [{ item: 'bucket', version: '>=1', bind: { size: '{{fields.size}}' } }],
  },
}

describe('what depends on an item', () => {
  it('says what of a bundle breaks: version, answers and outputs', () => {
    const change = { before: bucket([size], ['url', 'arn']), after: bucket([size], ['arn']) }

    const [component] = dependentsOf(change, [bundle])

    expect(component).toEqual({
      id: 'web',
      name: 'Web',
      kind: 'CatalogBundle',
      as: 'component',
      breaks: [
        'It asks for version ^1.0.0, which 2.0.0 is not',
        expect.stringMatching(/^Its size: .*10/),
        'It answers colour, which is not asked any more',
        'It reads the output url, which is gone',
      ],
    })
  })

  it('does not judge answers that are templates, and misses required ones', () => {
    const owner: Field = { id: 'owner', name: 'Owner', type: 'string', required: true }

    const found = dependentsOf({ after: bucket([size, owner]) }, [needing])

    expect(found.map(({ as, breaks }) => [as, breaks])).toEqual([
      ['dependency', ['It does not answer owner, which is required']],
      ['order', ['It does not answer owner, which is required']],
    ])
  })

  it('leaves out the item itself and whoever does not name it', () => {
    const other = { ...bucket([]), metadata: { ...metadata, id: 'vm' } }

    expect(dependentsOf({ after: bucket([size]) }, [bucket([]), other])).toEqual([])
  })
})
