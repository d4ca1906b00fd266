import type { Document, Field, Item } from '@pao/core/catalog'
import { describe, expect, it } from 'vitest'
import { itemPage } from './item-page.ts'

const name: Field = { id: 'name', name: 'Name', type: 'string', order: 1, required: true }

function itemWith(fields: readonly Field[], change: Partial<Item> = {}): Document {
  return {
    version: '2.0',
    kind: 'CatalogItem',
    metadata: {
      id: 'messaging-queue',
      name: 'Queue',
      description: 'A queue\nbetween applications',
      version: '1.0.0',
      category: 'messaging',
      owner: { team: 'messaging' },
    },
    presentation: { groups: [{ id: 'g', name: 'Basics', order: 1, fields }] },
    fulfillment: {
      strategy: { mode: 'manual' },
      manual: { actions: [{ id: 'ticket', type: 'jira-ticket', config: {} }] },
    },
    ...change,
  } as unknown as Document
}

const rowOf = (page: string, id: string) =>
  page.split('\n').find((line) => line.startsWith(`| \`${id}\``))

describe('itemPage', () => {
  it('says what the item is, what it asks and what happens', () => {
    const page = itemPage(itemWith([name]))

    expect(page).toMatch(/^# Queue\n\nA queue between applications\n/)
    expect(page).toContain('| id | `messaging-queue` |')
    expect(page).toContain('### Basics')
    expect(rowOf(page, 'name')).toBe('| `name` | string | yes |  |  | Name |')
    expect(page).toMatch(/Mode: \*\*manual\*\*\.\n\nBy people:\n\n1\. ticket \(`jira-ticket`\)\n$/)
  })

  it('tells the limits of a field in words', () => {
    const size: Field = {
      ...name,
      id: 'size',
      type: 'integer',
      required: false,
      default: 20,
      description: 'In GB',
      validation: { min: 10, max: 100 },
      conditional: { field: 'name', operator: 'eq', value: 'x' },
    }
    const tier = {
      ...name,
      id: 'tier',
      type: 'selection',
      readonly: true,
      validation: { enum: [{ value: 's', label: 'Small' }, 'large'] },
    } as unknown as Field

    const page = itemPage(itemWith([name, size, tier]))

    expect(rowOf(page, 'size')).toBe(
      '| `size` | integer |  | `20` | at least 10; at most 100; shown under a condition | In GB |',
    )
    expect(rowOf(page, 'tier')).toContain('| Small, large; fixed |')
  })

  it('keeps a text in its cell and shows it as text', () => {
    const field: Field = { ...name, name: 'a | b\n<script>', validation: { pattern: 'x|y' } }

    const row = rowOf(itemPage(itemWith([field])), 'name')

    expect(row).toContain('a \\| b &lt;script>')
    expect(row).toContain('matches `x\\|y`')
  })

  it('never shows the default of a password', () => {
    const secret = { ...name, id: 'secret', type: 'password', default: 'hunter2' } as Field

    expect(itemPage(itemWith([secret]))).not.toContain('hunter2')
  })

  it('lists the parts of a bundle', () => {
    const bundle = {
      ...itemWith([name]),
      kind: 'CatalogBundle',
      components: [
        { id: 'db', item: 'database-postgresql', version: '^1.0.0' },
        { id: 'queue', item: 'messaging-queue' },
      ],
    } as unknown as Document

    const page = itemPage(bundle)

    expect(page).toContain(
      '- db: orders `database-postgresql` ^1.0.0\n- queue: orders `messaging-queue`\n',
    )
  })
})
