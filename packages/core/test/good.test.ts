import { readdirSync, readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { Ajv } from 'ajv'
import { load } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { actionSchemas } from '../../connectors/src/schemas.ts'
import {
  checkCatalog,
  checkFile,
  itemSchema,
  upgrade,
  upgradeText,
  versionOf,
} from '../src/catalog/index.ts'

const folder = new URL('good/', import.meta.url)
const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
const noon = Date.UTC(2026, 0, 15, 12)
const textOf = (name: string) => readFileSync(new URL(name, folder), 'utf8')
const v1 = names.filter((name) => name.startsWith('v1-'))
const options = { actionSchemas, now: noon }

/** `# expect PAO1113 path` in the first lines: warnings a good document has all the same. */
function expected(text: string): string[] {
  const lines = text.split('\n').filter((line) => line.startsWith('# expect '))
  return lines.map((line) => line.slice('# expect '.length))
}

describe('a good document', () => {
  it.each(names)('%s is accepted with the warnings it deserves', (name) => {
    const text = textOf(name)

    const { document, diagnostics } = checkFile({ path: name, text }, options)

    expect(diagnostics.map(({ code, path }) => `${code} ${path}`)).toEqual(expected(text))
    expect(document).toBeDefined()
  })

  it.each(names)('%s fits the published schema of both drafts', (name) => {
    const value = load(textOf(name))
    const version = versionOf(value) ?? '2.0'

    const modern = new Ajv2020({ strict: false }).compile(itemSchema(actionSchemas, version))
    const old = new Ajv({ strict: false }).compile(itemSchema(actionSchemas, version, 'draft-07'))

    expect(modern(value) ? [] : modern.errors).toEqual([])
    expect(old(value) ? [] : old.errors).toEqual([])
  })
})

describe('a v1 document rewritten as v2', () => {
  it.each(v1)('%s means what the upgraded value means', (name) => {
    const text = textOf(name)

    const rewritten = upgradeText(text)

    expect(rewritten.ok && load(rewritten.value)).toEqual(upgrade(load(text)))
  })

  it.each(v1)('%s keeps every comment', (name) => {
    const text = textOf(name)
    const comments = [...text.matchAll(/(?:^|\s)# (.*)$/gm)].map((found) => found[1] ?? '')

    const rewritten = upgradeText(text)

    const kept = rewritten.ok ? rewritten.value : ''
    expect(comments.filter((comment) => !kept.includes(`# ${comment}`))).toEqual([])
    expect(comments.length).toBeGreaterThan(5)
  })

  it.each(v1)('%s is accepted as v2 but for the length of its description', (name) => {
    const rewritten = upgradeText(textOf(name))

    const text = rewritten.ok ? rewritten.value : ''
    const { diagnostics } = checkFile({ path: name, text }, options)

    const errors = diagnostics.filter(({ severity }) => severity === 'error')
    expect(errors.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'PAO1107 metadata.description',
    ])
  })
})

describe('a catalog of good documents', () => {
  it('knows each item by the others', () => {
    const places = ['bundles/', 'catalog/compute/', 'catalog/databases/', 'catalog/storage/']
    const files = names.toSorted().map((name, n) => ({
      path: `${places[n] ?? ''}${name}`,
      text: textOf(name),
    }))

    const { documents, diagnostics } = checkCatalog(files, options)

    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(documents).toHaveLength(4)
  })
})
