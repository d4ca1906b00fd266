import { describe, expect, it } from 'vitest'
import { difference, requiredStep } from './difference.ts'
import type { Field, Item } from './item.ts'

function item(...fields: Field[]): Item {
  return {
    version: '2.0',
    kind: 'CatalogItem',
    metadata: {
      id: 'storage-bucket',
      name: 'Bucket',
      description: 'A bucket',
      version: '1.0.0',
      category: 'storage',
      owner: { team: 'storage' },
    },
    presentation: { groups: [{ id: 'main', name: 'Main', fields }] },
    fulfillment: { manual: { actions: [{ id: 'ticket', type: 'jira-ticket', config: {} }] } },
  }
}

const choice = (...values: string[]): Field => ({
  id: 'tier',
  name: 'Tier',
  type: 'selection',
  validation: { enum: values },
})

const size: Field = { id: 'size', name: 'Size', type: 'integer', validation: { min: 1, max: 10 } }

describe('difference', () => {
  it('finds nothing between equal documents', () => {
    expect(difference(item(size), item(size))).toEqual([])
    expect(requiredStep([])).toBeUndefined()
  })

  it('calls a narrower bound breaking and a wider one a feature', () => {
    const narrower = difference(item(size), item({ ...size, validation: { min: 1, max: 5 } }))
    const wider = difference(item(size), item({ ...size, validation: { min: 1, max: 50 } }))

    expect(requiredStep(narrower)).toBe('major')
    expect(requiredStep(wider)).toBe('minor')
  })

  it('calls a field that is gone, or new and demanded, breaking', () => {
    const gone = difference(item(size), item())
    const demanded = difference(item(), item({ ...size, required: true }))
    const offered = difference(item(), item(size))

    expect(gone).toMatchObject([{ impact: 'breaking', path: 'presentation.fields.size' }])
    expect(requiredStep(demanded)).toBe('major')
    expect(requiredStep(offered)).toBe('minor')
  })

  it('names the choices that went and came', () => {
    const found = difference(item(choice('a', 'b')), item(choice('b', 'c')))

    expect(found.map(({ message }) => message)).toEqual(['no longer offers a', 'also offers c'])
  })

  it('asks only for a patch when just words differ', () => {
    const found = difference(item(size), item({ ...size, name: 'How big' }))

    expect(requiredStep(found)).toBe('patch')
  })

  it('reports an action that works differently', () => {
    const after = item(size)
    const changed: Item = {
      ...after,
      fulfillment: {
        manual: { actions: [{ id: 'ticket', type: 'jira-ticket', config: { a: 1 } }] },
      },
    }

    expect(difference(item(size), changed)).toMatchObject([{ path: 'fulfillment.actions.ticket' }])
  })
})
