import { describe, expect, it } from 'vitest'
import { checkCatalog } from './check-catalog.ts'

const noon = Date.UTC(2026, 0, 15, 12)
const options = { actionSchemas: { 'manual-task': { type: 'object' } }, now: noon }

type Change = { metadata?: string; fulfillment?: string; fields?: string; more?: string }

function item(id: string, { metadata = '', fulfillment = '', fields, more = '' }: Change = {}) {
  const text = `version: "2.0"
kind: CatalogItem
metadata:
  id: ${id}
  name: Sample item
  description: A service that exists only so that catalogs have something to hold.
  version: 1.2.0
  category: compute
  owner: { team: platform }
${metadata}presentation:
  groups:
    - id: main
      name: Main
      fields: [${fields ?? '{ id: size, name: Size, type: integer }'}]
fulfillment:
  manual: { actions: [{ id: task, type: manual-task, config: { title: Make it } }] }
${fulfillment}${more}`
  return { path: `catalog/compute/${id}.yaml`, text }
}

const said = (files: readonly { path: string; text: string }[]) =>
  checkCatalog(files, options).diagnostics.map(
    ({ code, file, line, column, path }) => `${code} ${file}:${line}:${column} ${path}`,
  )
const index = (text: string) => ({ path: 'catalog/_index.yaml', text })
const dependsOn = (entry: string) => ({ fulfillment: `  depends_on: [${entry}]\n` })

describe('items of one catalog', () => {
  it('must not share an id, and every sharer is told of the others', () => {
    const one = item('compute-one')
    const other = { ...one, path: 'catalog/compute/compute-other.yaml' }

    expect(said([one, other])).toEqual([
      'PAO1901 catalog/compute/compute-one.yaml:4:7 metadata.id',
      'PAO1901 catalog/compute/compute-other.yaml:4:7 metadata.id',
    ])
  })

  it('depend on items that exist, in a version that exists, by fields that exist', () => {
    const files = [
      item('compute-aaa', dependsOn('{ item: compute-bbx }')),
      item('compute-bbb', dependsOn('{ item: compute-ddd, version: ^2.0.0 }')),
      item('compute-ccc', dependsOn('{ item: compute-ddd, version: ^1.1.0, bind: { sise: 1 } }')),
      item('compute-ddd'),
    ]

    expect(said(files)).toEqual([
      'PAO1306 catalog/compute/compute-aaa.yaml:17:24 fulfillment.depends_on[0].item',
      'PAO1307 catalog/compute/compute-bbb.yaml:17:46 fulfillment.depends_on[0].version',
      'PAO1301 catalog/compute/compute-ccc.yaml:17:62 fulfillment.depends_on[0].bind.sise',
    ])
  })

  it('do not depend on each other in a circle; the circle is printed', () => {
    const files = [
      item('compute-aaa', dependsOn('{ item: compute-bbb }')),
      item('compute-bbb', dependsOn('{ item: compute-ccc }')),
      item('compute-ccc', dependsOn('{ item: compute-aaa }')),
      item('compute-ddd', dependsOn('{ item: compute-ddd }')),
    ]

    const { diagnostics } = checkCatalog(files, options)

    expect(diagnostics.map(({ code, file }) => `${code} ${file}`)).toEqual([
      'PAO1602 catalog/compute/compute-ccc.yaml',
      'PAO1312 catalog/compute/compute-ddd.yaml',
    ])
    expect(diagnostics[0]?.message).toBe(
      'compute-ccc is needed by compute-bbb is needed by compute-aaa is needed by compute-ccc',
    )
  })

  it('are replaced by items that exist', () => {
    const more = 'lifecycle: { deprecation: { replacement_service: compute-new } }\n'

    expect(said([item('compute-old', { more })])).toEqual([
      'PAO1306 catalog/compute/compute-old.yaml:17:50 lifecycle.deprecation.replacement_service',
    ])
  })

  it('count as existing even when they are broken themselves', () => {
    const broken = item('compute-bbb', { more: 'unknown: 1\n' })

    const codes = said([item('compute-aaa', dependsOn('{ item: compute-bbb }')), broken])

    expect(codes).toEqual(['PAO1103 catalog/compute/compute-bbb.yaml:17:1 unknown'])
  })
})

describe('an index', () => {
  it('decides on the categories', () => {
    const files = [index('categories: [machines, { id: data, name: Data }]'), item('compute-aaa')]

    const { index: read, diagnostics } = checkCatalog(files, options)

    expect(read.categories).toEqual([
      { id: 'machines', name: 'Machines' },
      { id: 'data', name: 'Data' },
    ])
    expect(diagnostics.map(({ code }) => code)).toEqual(['PAO1904'])
  })

  it('knows the teams and the lists that items name', () => {
    const fields =
      '{ id: size, name: S, type: selection, datasource: { type: reference, list: regons } }'
    const files = [
      index('owners: [data]\nlists: { regions: [eu, us] }'),
      item('compute-aaa', { fields }),
    ]

    const { diagnostics } = checkCatalog(files, options)

    expect(diagnostics.map(({ code, severity, mend }) => [code, severity, mend])).toEqual([
      ['PAO1905', 'warning', 'Name a team of catalog/_index.yaml'],
      ['PAO1311', 'error', 'Did you mean regions?'],
    ])
  })

  it('that is wrong is reported and costs no item', () => {
    const files = [index('categorys: []'), item('compute-aaa')]

    const { documents, diagnostics } = checkCatalog(files, options)

    expect(diagnostics.map(({ code, file, mend }) => [code, file, mend])).toEqual([
      ['PAO1103', 'catalog/_index.yaml', 'Did you mean categories?'],
    ])
    expect(documents).toHaveLength(1)
  })
})

describe('environments', () => {
  const environments = {
    path: 'environments.yaml',
    text: 'environments: [{ id: prod, order: 2 }, { id: dev, order: 1, values: { region: eu } }]',
  }

  it('are sorted and known to the items', () => {
    const files = [
      environments,
      item('compute-aaa', {
        metadata: '  visibility: { environments: [dev, tst] }\n',
        fulfillment: '  environments: { dve: {} }\n  promotion: { path: [dev, prd] }\n',
      }),
    ]

    const { environments: read, diagnostics } = checkCatalog(files, options)

    expect(read.map(({ id, production }) => [id, production])).toEqual([
      ['dev', false],
      ['prod', true],
    ])
    expect(diagnostics.map(({ code, path, mend }) => [code, path, mend])).toEqual([
      [
        'PAO1310',
        'metadata.visibility.environments[1]',
        'Name an environment of environments.yaml',
      ],
      ['PAO1310', 'fulfillment.environments.dve', 'Did you mean dev?'],
      ['PAO1310', 'fulfillment.promotion.path[1]', 'Did you mean prod?'],
    ])
  })
})

describe('a file', () => {
  it.each(['../outside-it.yaml', '/etc/pass-wd.yaml', 'catalog/.git/con-fig.yaml', 'a\\b-c.yaml'])(
    'at %s is refused',
    (path) => {
      const { documents, diagnostics } = checkCatalog([{ ...item('compute-aaa'), path }], options)

      expect(documents).toEqual([])
      expect(diagnostics.map(({ code }) => code)).toEqual(['PAO1908'])
    },
  )

  it('is named and placed after what it holds, or there is a warning', () => {
    const file = { ...item('compute-aaa'), path: 'catalog/storage/Compute.yaml' }

    expect(said([file])).toEqual([
      'PAO1902 catalog/storage/Compute.yaml:4:7 metadata.id',
      'PAO1903 catalog/storage/Compute.yaml:8:13 metadata.category',
    ])
  })

  it('with warnings is refused where warnings are errors, but only by the code asked for', () => {
    const file = { ...item('compute-aaa'), path: 'catalog/storage/Compute.yaml' }
    const count = (strict: boolean | Record<string, 'error' | 'warning' | 'off'>) =>
      checkCatalog([file], { ...options, strict }).documents.length

    expect(count(false)).toBe(1)
    expect(count(true)).toBe(0)
    expect(count({ PAO1902: 'error' })).toBe(0)
    expect(count({ PAO1902: 'off' })).toBe(1)
  })

  it('cannot talk an error down', () => {
    const file = item('compute-aaa', dependsOn('{ item: compute-bbb }'))

    const { documents } = checkCatalog([file], { ...options, strict: { PAO1306: 'off' } })

    expect(documents).toEqual([])
  })
})

describe('a hash', () => {
  it('is that of the meaning, not of the text', () => {
    const hashOf = (text: string) =>
      checkCatalog([{ ...item('compute-aaa'), text }], options).documents[0]?.hash
    const { text } = item('compute-aaa')

    expect(hashOf(`# a remark\n${text}`)).toBe(hashOf(text))
    expect(hashOf(text.replace('Sample item', 'Sample Item'))).not.toBe(hashOf(text))
    expect(hashOf(text)).toMatch(/^[0-9a-f]{64}$/)
  })
})
