import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { dump, load } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { actionSchemas } from '../../connectors/src/schemas.ts'
import { checkCatalog, checkFile, formatText, upgrade, upgradeText } from '../src/catalog/index.ts'

const options = { actionSchemas, now: Date.UTC(2026, 0, 15, 12) }
const good = [
  'database-mysql-managed.yaml',
  'v1-storage-bucket.yaml',
  'bundle-web-application.yaml',
]
const originals = good.map(
  (name) => load(readFileSync(new URL(`good/${name}`, import.meta.url), 'utf8')) as object,
)

type Node = { parent: Record<string, unknown> | unknown[]; key: string | number }

function nodesOf(value: unknown, nodes: Node[] = []): Node[] {
  if (typeof value !== 'object' || value === null) return nodes
  const list = Array.isArray(value)
  for (const key of Object.keys(value)) {
    nodes.push({ parent: value as Record<string, unknown>, key: list ? Number(key) : key })
    nodesOf((value as Record<string, unknown>)[key], nodes)
  }
  return nodes
}

const junk = fc.oneof(
  fc.constantFrom(null, true, 0, -1, '', '{{', '{{x', '{{output.a.b}}', [], {}, [null], {
    a: null,
  }),
  fc.constantFrom('all', 'eq', 'json', 'terraform', 'hidden', '${X}', '{{response.x.outputs.y}}'),
  fc.json({ maxDepth: 2 }).map((text) => JSON.parse(text) as unknown),
)

/** A good document with a few of its parts replaced by something else, or removed. */
const damaged = fc
  .tuple(
    fc.constantFrom(...originals),
    fc.array(fc.tuple(fc.nat(), fc.option(junk, { nil: undefined })), {
      minLength: 1,
      maxLength: 4,
    }),
  )
  .map(([document, changes]) => {
    const copy = structuredClone(document)
    for (const [index, value] of changes) {
      const nodes = nodesOf(copy)
      const node = nodes[index % Math.max(nodes.length, 1)]
      if (!node) continue
      if (value !== undefined) Object.assign(node.parent, { [node.key]: structuredClone(value) })
      else if (Array.isArray(node.parent)) node.parent.splice(Number(node.key), 1)
      else delete node.parent[node.key]
    }
    return copy
  })

describe('whatever text comes', () => {
  it('is answered with diagnostics that have a place in it', () => {
    const outcome = fc.check(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const { diagnostics } = checkFile({ path: 'a.yaml', text }, options)

        const lines = text.split('\n').length
        return diagnostics.length > 0 && diagnostics.every(({ line }) => line >= 1 && line <= lines)
      }),
      { numRuns: 500 },
    )

    expect(outcome.counterexample).toBeNull()
  })

  it('never makes the checker fail when parts of a good document are other than expected', () => {
    const outcome = fc.check(
      fc.property(damaged, (document) => {
        const text = dump(document, { lineWidth: -1 })

        const { document: accepted, diagnostics } = checkFile({ path: 'a.yaml', text }, options)

        const errors = diagnostics.filter(({ severity }) => severity === 'error')
        return (accepted === undefined) === errors.length > 0 && formatText(diagnostics) !== ''
      }),
      { numRuns: 400 },
    )

    expect(outcome.counterexample).toBeNull()
  }, 60_000)

  it('never makes the upgrade fail', () => {
    const outcome = fc.check(
      fc.property(damaged, (document) => {
        upgrade(document)
        const rewritten = upgradeText(dump(document))

        return rewritten.ok || rewritten.faults.length > 0
      }),
      { numRuns: 200 },
    )

    expect(outcome.counterexample).toBeNull()
  }, 60_000)
})

const head = `version: "2.0"
kind: CatalogItem
metadata:
  id: sample-item
  name: Sample
  description: A service that exists only so that it can be slow to check, if it can.
  version: 1.0.0
  category: compute
  owner: { team: platform }
`
const many = (count: number, make: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => make(n))
const form = (fields: readonly string[], group = '') =>
  `${head}presentation: { groups: [{ id: g, name: G, fields: [${fields.join(',')}]${group} }] }\nfulfillment: { manual: { actions: [] } }\n`
const flow = (actions: readonly string[]) =>
  `${head}presentation: { groups: [] }\nfulfillment: { manual: { actions: [${actions.join(',')}] } }\n`
const task = (title: string) => `{ id: a, type: manual-task, config: { title: "${title}" } }`
const long = (n: number) => `a${String(n).padStart(50, 'x')}`

const slow: readonly (readonly [string, string])[] = [
  [
    '900 fields that name 900 unknown ones',
    form(
      many(
        900,
        (n) =>
          `{ id: ${long(n)}, name: a, type: string, conditional: { field: ${long(n + 5000)}, operator: eq, value: 1 } }`,
      ),
    ),
  ],
  [
    'a group of 900 fields that leans on all of them',
    form(
      many(900, (n) => `{ id: f${n}, name: a, type: boolean }`),
      `, conditional: { all: [${many(900, (n) => `{ field: f${n}, operator: eq, value: true }`).join(',')}] }`,
    ),
  ],
  ['18,000 unknown names in one template', flow([task('{{fields.x}}'.repeat(18_000))])],
  ['a text full of beginnings of tokens', flow([task('-eyJ'.repeat(50_000))])],
  ['a text full of beginnings of templates', flow([task('{{'.repeat(80_000))])],
  [
    '1,000 actions that read the first and the last one',
    flow(
      many(
        1000,
        (n) =>
          `{ id: a${n}, type: delay, config: { reason: "{{output.a0.x}}{{output.a${Math.max(0, n - 1)}.x}}" } }`,
      ),
    ),
  ],
  [
    '600 actions in a tangle',
    flow(
      many(600, (n) => {
        const next = many(8, (k) => `a${(n + k + 1) % 600}`).join(',')
        return `{ id: a${n}, type: delay, config: {}, dependencies: { wait_for: [${next}] } }`
      }),
    ),
  ],
  ['9,000 unknown keys', `${head}${many(9000, (n) => `k${n}: 1`).join('\n')}`],
]

describe('a document made to be slow', () => {
  it.each(slow)('is answered all the same: %s', (_what, text) => {
    const start = performance.now()

    const { document, diagnostics } = checkFile({ path: 'a.yaml', text }, options)

    expect(performance.now() - start).toBeLessThan(10_000)
    expect(diagnostics.length).toBeLessThan(500)
    expect(document === undefined).toBe(diagnostics.some(({ severity }) => severity === 'error'))
  })

  it('is refused when warnings alone are too many to show', () => {
    const fields = many(250, (n) => `{ id: f${n}, name: a, type: string, readonly: true }`)

    const { document, diagnostics } = checkFile({ path: 'a.yaml', text: form(fields) }, options)

    expect(document).toBeUndefined()
    expect(new Set(diagnostics.map(({ code }) => code))).toEqual(new Set(['PAO1216', 'PAO1015']))
  })
})

describe('a catalog', () => {
  it('loses only the document that is broken', () => {
    const text = readFileSync(new URL('good/database-mysql-managed.yaml', import.meta.url), 'utf8')
    const files = [
      { path: 'catalog/databases/database-mysql-managed.yaml', text },
      { path: 'catalog/databases/database-broken-one.yaml', text: '['.repeat(1000) },
    ]

    const { documents, diagnostics } = checkCatalog(files, options)

    expect(documents.map(({ file }) => file)).toEqual([files[0]?.path])
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toMatchObject([
      { code: 'PAO1003', file: files[1]?.path },
    ])
  })
})
