import { describe, expect, it } from 'vitest'
import { settleDocument } from './settle.ts'

const field = (datasource: object) => ({ id: 'size', name: 'Size', type: 'selection', datasource })
const document = (datasource: object, automatic: readonly object[], post: readonly object[]) => ({
  presentation: { groups: [{ id: 'main', name: 'Main', fields: [field(datasource)] }] },
  fulfillment: {
    manual: { actions: [] },
    automatic: { actions: automatic },
    post_fulfillment: post,
  },
})
const list = { type: 'reference', list: 'sizes' }
const config = {}

describe('a settled document', () => {
  it('is the document itself when it has the one form already', () => {
    const value = document(list, [{ id: 'a', type: 'delay', config, parallel_group: '1' }], [])

    expect(settleDocument(value).item).toBe(value)
  })

  it('has the settings of a datasource beside its type and remembers where they stood', () => {
    const value = document({ type: 'reference', config: { list: 'sizes' } }, [], [])
    const path = ['presentation', 'groups', 0, 'fields', 0, 'datasource']

    const { item, origin } = settleDocument(value)

    expect(item.presentation.groups[0]?.fields[0]?.datasource).toEqual(list)
    expect(origin([...path, 'list'])).toEqual([...path, 'config', 'list'])
    expect(origin([...path, 'type'])).toEqual([...path, 'type'])
  })

  it('names what runs after the work, but no other action', () => {
    const nameless = { type: 'usage-tracking', config }
    const value = document(list, [{ ...nameless }], [nameless, { ...nameless, id: 'told' }])

    const { item } = settleDocument(value)

    expect(item.fulfillment.post_fulfillment?.map(({ id }) => id)).toEqual([
      'usage_tracking_1',
      'told',
    ])
    expect(item.fulfillment.automatic?.actions[0]?.id).toBeUndefined()
  })

  it('has texts for groups of actions', () => {
    const value = document(list, [{ id: 'a', type: 'delay', config, parallel_group: 1 }], [])

    expect(settleDocument(value).item.fulfillment.automatic?.actions[0]?.parallel_group).toBe('1')
  })
})
