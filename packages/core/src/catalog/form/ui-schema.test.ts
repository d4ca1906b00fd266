import { describe, expect, it } from 'vitest'
import { sampleItem } from '../../../test/documents.ts'
import type { Item } from '../item.ts'
import { fieldTypes } from '../item.ts'
import { toUiSchema } from './ui-schema.ts'

const document: Item = {
  ...sampleItem([
    {
      id: 'late',
      name: 'Late',
      order: 2,
      collapsible: true,
      collapsed_default: true,
      fields: [{ id: 'notes', name: 'Notes', type: 'text' }],
    },
    {
      id: 'early',
      name: 'Early',
      order: 1,
      description: 'First things',
      fields: [
        {
          id: 'size',
          name: 'Size',
          type: 'integer',
          order: 2,
          readonly: true,
          ui_hints: { width: 'half', advanced: true },
        },
        {
          id: 'name',
          name: 'Name',
          type: 'string',
          order: 1,
          placeholder: 'orders',
          tooltip: 'Short',
        },
        { id: 'key', name: 'Key', type: 'file' },
        { id: 'tags', name: 'Tags', type: 'multi-selection', validation: { enum: ['a', 'b'] } },
      ],
    },
  ]),
}

describe('toUiSchema', () => {
  it('orders, groups and hints as the document says', () => {
    const wizard: Item = {
      ...document,
      presentation: {
        ...document.presentation,
        form: { layout: 'wizard', submit_text: 'Order it', confirmation_required: true },
      },
    }

    const ui = toUiSchema(wizard)

    expect(ui).toEqual({
      'ui:order': ['name', 'size', 'key', 'tags', 'notes'],
      'ui:layout': 'wizard',
      'ui:groups': [
        {
          id: 'early',
          title: 'Early',
          description: 'First things',
          collapsible: false,
          collapsed: false,
          fields: ['name', 'size', 'key', 'tags'],
        },
        { id: 'late', title: 'Late', collapsible: true, collapsed: true, fields: ['notes'] },
      ],
      'ui:submitButtonOptions': { submitText: 'Order it' },
      'ui:options': { confirm: true },
      name: { 'ui:placeholder': 'orders', 'ui:help': 'Short' },
      size: {
        'ui:widget': 'updown',
        'ui:readonly': true,
        'ui:options': { width: 'half', advanced: true },
      },
      key: { 'ui:field': 'pao-file' },
      tags: { 'ui:widget': 'checkboxes' },
      notes: { 'ui:widget': 'textarea', 'ui:options': { rows: 5 } },
    })
  })

  it('names only widgets that every RJSF theme has', () => {
    const standard = [
      'textarea',
      'password',
      'date',
      'date-time',
      'email',
      'uri',
      'select',
      'updown',
      'checkbox',
      'checkboxes',
    ]
    const fields = fieldTypes.map((type, n) => ({ id: `f${n}`, name: type, type }))

    const ui = toUiSchema(sampleItem([{ id: 'all', name: 'All', fields }]))

    const widgets = fields.map(({ id }) => JSON.stringify(ui[id])).join()
    const used = [...widgets.matchAll(/"ui:widget":"([^"]+)"/g)].map((found) => found[1] ?? '')
    expect(used.filter((widget) => !standard.includes(widget))).toEqual([])
    expect(used.length).toBeGreaterThan(8)
  })
})
