import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { actionSchemas } from '../../connectors/src/schemas.ts'
import { checkFile, diagnosticRegister } from '../src/catalog/index.ts'

const folder = new URL('wrong/', import.meta.url)
const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
const noon = Date.UTC(2026, 0, 15, 12)

/** `# expect PAO1203 12:15 presentation.groups[0].fields[0].validation.min` in the first lines. */
function expected(text: string): string[] {
  const lines = text.split('\n')
  const end = lines.findIndex((line) => !line.startsWith('# expect '))
  return lines.slice(0, end).map((line) => line.slice('# expect '.length))
}

function found(name: string, text: string) {
  const { diagnostics } = checkFile(
    { path: name, text },
    { actionSchemas, now: noon, env: ['REGION'] },
  )
  return diagnostics.map(({ code, line, column, path }) =>
    `${code} ${line}:${column} ${path}`.trim(),
  )
}

describe('a wrong document', () => {
  it.each(names)('%s is told exactly what is wrong and where', (name) => {
    const text = readFileSync(new URL(name, folder), 'utf8')

    const said = found(name, text)

    expect(said.toSorted()).toEqual(expected(text).toSorted())
  })

  it('comes in at least 60 kinds', () => {
    expect(names.length).toBeGreaterThanOrEqual(60)
  })

  it('only uses codes of the register', () => {
    const codes = names.flatMap((name) =>
      expected(readFileSync(new URL(name, folder), 'utf8')).map((line) => line.slice(0, 7)),
    )

    expect(codes.filter((code) => !Object.hasOwn(diagnosticRegister, code))).toEqual([])
  })
})
