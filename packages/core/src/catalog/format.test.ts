import { describe, expect, it } from 'vitest'
import { diagnosticRegister } from './diagnostic-register.ts'
import type { Diagnostic } from './diagnostic.ts'
import { formatGithub, formatJson, formatSarif, formatText } from './format.ts'

const one: Diagnostic = {
  code: 'PAO1203',
  severity: 'error',
  file: 'catalog/a-b.yaml',
  line: 2,
  column: 6,
  endLine: 2,
  endColumn: 8,
  path: 'presentation.groups[0].fields[0].validation.min',
  message: 'min 20 is above max 10',
  found: '20',
  expected: 'at most 10',
  mend: 'Exchange or change the two bounds',
}
const warning: Diagnostic = { ...one, code: 'PAO1902', severity: 'warning' }

describe('for people', () => {
  it('shows the line and points at the place', () => {
    const text = formatText([one], { 'catalog/a-b.yaml': 'max: 10\nmin: 20\n' })

    expect(text).toBe(`catalog/a-b.yaml:2:6 error PAO1203 min 20 is above max 10
  at presentation.groups[0].fields[0].validation.min
  2 | min: 20
    |      ^^
  found:    20
  expected: at most 10
  mend:     Exchange or change the two bounds

1 error, 0 warnings
`)
  })

  it('shows no control characters of the source', () => {
    const text = formatText([one], { 'catalog/a-b.yaml': 'a\nb: \u001B[31mred\u202E' })

    expect(text).toContain('b: ?[31mred?')
  })
})

describe('for machines', () => {
  it('is JSON that can be read back', () => {
    expect(JSON.parse(formatJson([one, warning]))).toEqual([one, warning])
  })

  it('is SARIF with a rule for every code', () => {
    const log = JSON.parse(formatSarif([one, warning, one])) as {
      version: string
      runs: {
        tool: { driver: { rules: { id: string; shortDescription: { text: string } }[] } }
        results: { ruleId: string; ruleIndex: number; level: string; locations: unknown[] }[]
      }[]
    }

    const { tool, results } = log.runs[0] ?? { tool: { driver: { rules: [] } }, results: [] }
    expect(log.version).toBe('2.1.0')
    expect(tool.driver.rules.map(({ id }) => id)).toEqual(['PAO1203', 'PAO1902'])
    expect(tool.driver.rules[0]?.shortDescription.text).toBe(diagnosticRegister.PAO1203.title)
    expect(results.map(({ ruleId, ruleIndex, level }) => [ruleId, ruleIndex, level])).toEqual([
      ['PAO1203', 0, 'error'],
      ['PAO1902', 1, 'warning'],
      ['PAO1203', 0, 'error'],
    ])
    expect(results[0]?.locations[0]).toMatchObject({
      physicalLocation: {
        artifactLocation: { uri: 'catalog/a-b.yaml' },
        region: { startLine: 2, startColumn: 6, endLine: 2, endColumn: 8 },
      },
    })
  })
})

describe('for GitHub', () => {
  it('is one annotation a diagnostic', () => {
    expect(formatGithub([one])).toBe(
      '::error file=catalog/a-b.yaml,line=2,col=6,endLine=2,endColumn=8,title=PAO1203::' +
        'min 20 is above max 10 (presentation.groups[0].fields[0].validation.min). ' +
        'Exchange or change the two bounds\n',
    )
  })

  it('lets no text start a command of its own', () => {
    const sly = { ...one, file: 'a,b:c\n.yaml', message: 'x\n::stop-commands::y' }

    const text = formatGithub([sly])

    expect(text.trimEnd().split('\n')).toHaveLength(1)
    expect(text).toContain('file=a%2Cb%3Ac%0A.yaml')
  })
})
