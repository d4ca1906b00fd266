import { describe, expect, it } from 'vitest'
import { checkCatalog } from './check-catalog.ts'
import { layoutOf } from './layout.ts'

const item = (id: string) => `version: "2.0"
kind: CatalogItem
metadata:
  id: ${id}
  name: A bucket
  description: A private bucket with versioning and lifecycle rules for one application.
  version: 1.0.0
  category: storage
  owner: { team: storage }
presentation:
  groups:
    - { id: main, name: Main, order: 1, fields: [{ id: name, name: Name, type: string, order: 1 }] }
fulfillment:
  manual:
    description: By hand
    actions:
      - { id: task, type: manual-task, order: 1, config: { title: Make it } }
`
const options = { actionSchemas: { 'manual-task': { type: 'object' } }, now: 0 }

describe('layoutOf', () => {
  it('reads items that lie directly in a folder', () => {
    const files = [{ path: 'storage-bucket.yaml', text: item('storage-bucket') }]

    const { documents, diagnostics } = checkCatalog(files, options)

    expect(diagnostics).toEqual([])
    expect(documents.map(({ document }) => document.metadata.id)).toEqual(['storage-bucket'])
  })

  it('reads category folders without the folder catalog above them', () => {
    const files = [
      { path: 'storage/storage-bucket.yaml', text: item('storage-bucket') },
      { path: 'compute/storage-share.yaml', text: item('storage-share') },
    ]

    const { documents, diagnostics } = checkCatalog(files, options)

    expect(documents).toHaveLength(2)
    expect(diagnostics.map(({ code, file }) => [code, file])).toEqual([
      ['PAO1903', 'compute/storage-share.yaml'],
    ])
  })

  it('leaves everything beside catalog/ and bundles/ of a repository alone', () => {
    const layout = layoutOf(['catalog/a/a-b.yaml', 'ci/pipeline.yaml'])

    expect(layout.isDocument('ci/pipeline.yaml')).toBe(false)
    expect(layout.isDocument('bundles/a-b.yaml')).toBe(true)
    expect(layout.isDocument(layout.index)).toBe(false)
  })

  it('never takes starters or hidden files for items', () => {
    const layout = layoutOf(['a-b.yaml'])

    expect(layout.isDocument('templates/a-b.yaml')).toBe(false)
    expect(layout.isDocument('.github/workflows/a-b.yaml')).toBe(false)
    expect(layout.isDocument('environments.yaml')).toBe(false)
  })
})
