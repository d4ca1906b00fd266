import { describe, expect, it } from 'vitest'
import {
  accept,
  type Document,
  fieldTypes,
  formatText,
  toJsonSchema,
  toUiSchema,
} from '../src/catalog/index.ts'
import { compile } from './ajv.ts'
import {
  checkExamples,
  exampleCatalog,
  exampleDocuments,
  exampleFiles,
  exampleItems,
  yamlFiles,
} from './example-catalog.ts'

const now = Date.UTC(2026, 10, 23)
const domains = [
  'compute',
  'databases',
  'messaging',
  'monitoring',
  'networking',
  'platform-utilities',
  'security',
  'storage',
]

const fields = exampleDocuments.flatMap(({ presentation }) =>
  presentation.groups.flatMap((group) => group.fields),
)

function byId(id: string): Document {
  const found = exampleDocuments.find(({ metadata }) => metadata.id === id)
  if (!found) throw new Error(`no ${id}`)
  return found
}

function modeOf(document: Document): string {
  if (document.kind !== 'CatalogItem') return 'bundle'
  const { strategy, automatic } = document.fulfillment
  return strategy?.mode ?? (automatic ? 'hybrid' : 'manual')
}

describe('the example catalog', () => {
  it('has no error and no warning', () => {
    const sources = Object.fromEntries(exampleFiles.map(({ path, text }) => [path, text]))

    const report = formatText(exampleCatalog.diagnostics, sources)

    expect(report).toBe(formatText([]))
    expect(exampleDocuments.length).toBe(exampleFiles.length - 2)
  })

  it.each(yamlFiles('templates').map((file) => [file.path, file]))(
    'brings a starter that is right once it lies in its folder: %s',
    (_path, { text }) => {
      const category = /category: ([a-z-]+)/.exec(text)?.[1] ?? ''
      const id = /\n {2}id: ([a-z0-9-]+)/.exec(text)?.[1] ?? ''
      const settings = exampleFiles.filter(
        ({ path }) => path === 'catalog/_index.yaml' || path === 'environments.yaml',
      )

      const { diagnostics } = checkExamples([
        ...settings,
        { path: `catalog/${category}/${id}.yaml`, text },
      ])

      expect(diagnostics).toEqual([])
    },
  )

  it('has a starter for each domain', () => {
    const starters = yamlFiles('templates').map(({ path }) =>
      path.replace(/^templates\/|\.yaml$/g, ''),
    )

    expect(starters).toEqual(domains)
  })

  it.each(domains)('has at least two services for %s', (domain) => {
    const shelf = exampleItems.filter(({ metadata }) => metadata.category === domain)

    expect(shelf.length).toBeGreaterThanOrEqual(2)
  })

  it('shows every field type, every way of fulfillment and both schema versions', () => {
    const modes = exampleItems.map(modeOf)
    const count = (mode: string): number => modes.filter((one) => one === mode).length
    const first = exampleFiles.filter(({ text }) => /^header:/m.test(text))

    expect(new Set(fields.map(({ type }) => type))).toEqual(new Set(fieldTypes))
    expect(new Set(fields.map(({ datasource }) => datasource?.type))).toEqual(
      new Set([undefined, 'static', 'reference', 'api']),
    )
    expect(count('manual')).toBeGreaterThanOrEqual(6)
    expect(count('hybrid')).toBeGreaterThanOrEqual(4)
    expect(count('automatic')).toBeGreaterThanOrEqual(5)
    expect(first.length).toBeGreaterThanOrEqual(4)
  })

  it.each([
    ['database-postgresql-standard', { database_name: 'orders_db', environment: 'development' }],
    ['messaging-queue-standard', { queue_name: 'orders', environment: 'development' }],
  ])('takes the order of the tour: %s', (id, answers) => {
    const accepted = accept(byId(id), answers, { now })

    expect(accepted).toMatchObject({ ok: true, value: { fields: answers } })
  })

  it.each(exampleDocuments.map((document) => [document.metadata.id, document] as const))(
    'gives %s a form that standard libraries can read',
    (_id, document) => {
      const schema = toJsonSchema(document, { environment: 'production' })
      const ui = toUiSchema(document)

      expect(() => compile(schema)).not.toThrow()
      expect(ui['ui:order']).toEqual(
        expect.arrayContaining(
          document.presentation.groups.flatMap((group) => group.fields.map(({ id }) => id)),
        ),
      )
    },
  )

  it('reaches the outside only through the address that the operator sets', () => {
    const addresses = exampleFiles.flatMap(({ text }) =>
      [...text.matchAll(/^.*\b(?:url|endpoint): .*$/gm)].map(([line]) => line),
    )
    const fixed = addresses.filter(
      (line) => /https?:\/\//.test(line) && !line.includes('documentation_url'),
    )

    expect(fixed).toEqual([])
  })
})
