import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { exampleOf, tryExample } from '../contract/example-item.ts'
import { undescribed, unmarkedAddresses } from '../contract/schema-walk.ts'
import { connectors } from '../src/index.ts'
import { withTable } from '../src/kit/settings-table.ts'
import { effectOf } from '../src/kit/repeat.ts'
import { actionSchemas, connectionSchemas, effectOfAction, runnableTypes } from '../src/schemas.ts'

const source = new URL('../src/', import.meta.url)
const folders = readdirSync(source, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'kit')
  .map(({ name }) => name)
const readme = (type: string) => readFileSync(new URL(`${type}/README.md`, source), 'utf8')

describe('the shelf is what lies in the folders', () => {
  it('has a schema for every folder and a folder for every schema', () => {
    expect(Object.keys(actionSchemas).toSorted()).toEqual(folders.toSorted())
  })

  it('runs exactly the types that have a connector', () => {
    const withConnector = folders.filter((type) =>
      existsSync(new URL(`${type}/connector.ts`, source)),
    )

    expect([...runnableTypes].toSorted()).toEqual(withConnector.toSorted())
    expect([...connectors.keys()].toSorted()).toEqual(withConnector.toSorted())
  })

  it.each([...connectors])(
    '%s stands under its own name, with its own schema, and is put through the suite of all',
    (type, connector) => {
      expect(connector.type).toBe(type)
      expect(connector.config).toBe(actionSchemas[type])
      expect(effectOfAction(type, {})).toEqual(effectOf(connector, {}))
      const flagged = Reflect.get(actionSchemas[type] ?? {}, 'x-pao-compensates') === true
      expect(flagged).toBe(connector.compensate !== undefined)
      expect(connector.undoBegun !== undefined && !flagged).toBe(false)
      const test = readFileSync(new URL(`${type}/connector.test.ts`, source), 'utf8')
      // Connectors of service desks come to the suite through their site.
      expect(test).toMatch(/^(const .* = useDesk|exerciseConnector)\(\w+, \{/m)
    },
  )
})

/** A failure code as code names it, whatever its first word; recorded answers hold none, and a file is none. */
const namedCode = /'([a-z][a-z0-9-]*\.(?!tfstate')[a-z][a-z0-9_]*)'/g

describe('the pages agree with the code', () => {
  it.each(Object.entries(actionSchemas))('%s shows its settings as they are', (type, schema) => {
    expect(readme(type)).toBe(withTable(readme(type), schema))
  })

  it.each([...connectors])('%s names its outputs and its failure codes', (type, { outputs }) => {
    const page = readme(type)
    const files = readdirSync(new URL(type, source)).filter((name) =>
      /^(?!.*test|recorded).*\.ts$/.test(name),
    )
    const code = files
      .map((name) => readFileSync(new URL(`${type}/${name}`, source), 'utf8'))
      .join('')
    const codes = [...code.matchAll(namedCode)].map(([, found = '']) => found)

    const told = [...Object.keys(outputs), ...codes]
    expect(told.filter((word) => !page.includes(word))).toEqual([])
  })

  it.each([...connectors])(
    '%s shows an example that the catalog takes, and that can be tried dry',
    async (type, connector) => {
      const { diagnostics, dry } = await tryExample(connector, readme(type))

      expect(exampleOf(readme(type))).toContain(`type: ${type}`)
      expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
      expect(dry?.outcome.kind).toBeOneOf(['would_succeed', 'would_wait_for_person'])
    },
  )

  it.each(Object.entries({ ...actionSchemas, ...connectionSchemas }))(
    '%s describes every setting',
    (_type, schema) => {
      expect(undescribed(schema)).toEqual([])
    },
  )
})

/** The memory itself, an invented key, and what JSONPath knows of functions. */
const memories: ReadonlySet<string> = new Set(['memory.ts', 'placeholders.ts', 'json-path.ts'])

describe('what the code may not do', () => {
  it.each([...connectors.keys(), 'kit'])(
    '%s keeps nothing between calls but in a memory',
    (type) => {
      const files = readdirSync(new URL(type, source)).filter(
        (name) => !name.includes('.test.') && !memories.has(name),
      )
      const code = files.map((name) => readFileSync(new URL(`${type}/${name}`, source), 'utf8'))

      const kept = code.flatMap((text) => text.match(stateOfFile) ?? [])

      expect(kept).toEqual([])
    },
  )
})

describe('what an author writes', () => {
  it.each(Object.entries(actionSchemas))(
    '%s says of each address that its values are encoded',
    (_type, schema) => {
      expect(unmarkedAddresses(schema)).toEqual([])
    },
  )
})

/** What a file would remember by itself: `let`, or a collection that begins empty. */
const stateOfFile = /^(let |(export )?const \w+(: [^=]+)? = new \w+(<.*>)?\(\)$).*/gm
