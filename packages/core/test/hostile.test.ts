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
