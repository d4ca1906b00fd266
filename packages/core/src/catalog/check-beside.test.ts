import { describe, expect, it } from 'vitest'
import { exampleItems } from '../../test/example-catalog.ts'
import { checkBeside } from './check-beside.ts'
import { indexOf } from './index-values.ts'
import type { Item } from './item.ts'

const beside = { documents: exampleItems, index: indexOf(undefined), environments: [] }
const base = exampleItems.find(({ metadata }) => metadata.id === 'messaging-queue-standard')
if (!base) throw new Error('the example is gone')

/** What is said of an item that needs others, beside the example catalog. */
function said(depends_on: Item['fulfillment']['depends_on'], id = 'messaging-fresh') {
  const document = {
    ...base,
    metadata: { ...base?.metadata, id },
    fulfillment: { ...base?.fulfillment, depends_on },
  }
  const file = { path: 'fresh.yaml', text: JSON.stringify(document, undefined, 2) }
  const { diagnostics } = checkBeside(file, { actionSchemas: {} }, beside)
  return diagnostics
    .filter(({ code }) => /^PAO1(3|6|9)/.test(code))
    .map(({ code, path, mend }) => [code, path, mend])
}

describe('a file beside a catalog', () => {
  it('is told of items that are not there, with one that may be meant, at its own place', () => {
    const found = said([{ item: 'compute-vm-linx' }])

    expect(found).toEqual([
      ['PAO1306', 'fulfillment.depends_on[0].item', 'Did you mean compute-vm-linux?'],
    ])
  })

  it('is told of versions and fields that an item does not have', () => {
    const found = said([{ item: 'compute-vm-linux', version: '^99.0.0', bind: { nowhere: 1 } }])

    expect(found.map(([code]) => code)).toEqual(['PAO1307', 'PAO1301'])
  })

  it('takes the place of the document with its id, and may name others freely', () => {
    expect(said([{ item: 'compute-vm-linux' }], 'messaging-queue-standard')).toEqual([])
  })

  it('is told that it needs itself over others', () => {
    const needing: Item = {
      ...base,
      metadata: { ...base.metadata, id: 'needing' },
      fulfillment: { ...base.fulfillment, depends_on: [{ item: 'messaging-fresh' }] },
    }
    const document = {
      ...base,
      metadata: { ...base?.metadata, id: 'messaging-fresh' },
      fulfillment: { ...base?.fulfillment, depends_on: [{ item: 'needing' }] },
    }
    const file = { path: 'fresh.yaml', text: JSON.stringify(document, undefined, 2) }

    const { diagnostics } = checkBeside(
      file,
      { actionSchemas: {} },
      { ...beside, documents: [needing] },
    )

    expect(diagnostics.map(({ code }) => code)).toContain('PAO1602')
  })

  it('says of a text that is no document only that', () => {
    const { diagnostics } = checkBeside(
      { path: 'x.yaml', text: '[' },
      { actionSchemas: {} },
      beside,
    )

    expect(diagnostics.length).toBeGreaterThan(0)
  })
})
