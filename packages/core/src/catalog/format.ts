import { type DiagnosticEntry, diagnosticRegister } from './diagnostic-register.ts'
import type { Diagnostic } from './diagnostic.ts'

const shownWidth = 120

/** For people: place, code, message, the line with a caret under it, and how to mend it. */
export function formatText(
  diagnostics: readonly Diagnostic[],
  sources: Readonly<Record<string, string>> = {},
): string {
  const blocks = diagnostics.map((one) => block(one, sources))
  return [...blocks, summary(diagnostics)].join('\n')
}

function block(one: Diagnostic, sources: Readonly<Record<string, string>>): string {
  const where = `${one.file}:${one.line}:${one.column}`
  const lines = [`${where} ${one.severity} ${one.code} ${one.message}`]
  if (one.path !== '') lines.push(`  at ${one.path}`)
  const source = Object.hasOwn(sources, one.file) ? sources[one.file] : undefined
  lines.push(...excerpt(one, source))
  if (one.found !== undefined) lines.push(`  found:    ${one.found}`)
  if (one.expected !== undefined) lines.push(`  expected: ${one.expected}`)
  lines.push(`  mend:     ${one.mend}`, '')
  return lines.join('\n')
}

function excerpt(one: Diagnostic, source: string | undefined): string[] {
  const line = source?.replace(/^\uFEFF/, '').split('\n')[one.line - 1]
  if (line === undefined) return []
  const shown = line.slice(0, shownWidth).replaceAll('\t', ' ').replaceAll(/\p{C}/gu, '?')
  if (one.column > shownWidth) return [`  ${one.line} | ${shown}`]
  const sameLine = one.endLine === one.line && one.endColumn !== undefined
  const length = sameLine ? (one.endColumn ?? 0) - one.column : 1
  const carets = '^'.repeat(Math.max(1, Math.min(length, shown.length - one.column + 1)))
  const gutter = ' '.repeat(String(one.line).length)
  return [`  ${one.line} | ${shown}`, `  ${gutter} | ${' '.repeat(one.column - 1)}${carets}`]
}

function summary(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length
  return `${count(errors, 'error')}, ${count(diagnostics.length - errors, 'warning')}\n`
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

/** For programs: the diagnostics as they are. */
export function formatJson(diagnostics: readonly Diagnostic[]): string {
  return `${JSON.stringify(diagnostics, undefined, 2)}\n`
}

/** For code scanning: SARIF 2.1.0 (OASIS). Columns count UTF-16 units. */
export function formatSarif(diagnostics: readonly Diagnostic[]): string {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].toSorted()
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'pao',
            informationUri: 'https://pao.dev',
            rules: codes.map((code) => rule(code)),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: diagnostics.map((one) => result(one, codes.indexOf(one.code))),
      },
    ],
  }
  return `${JSON.stringify(log, undefined, 2)}\n`
}

function rule(code: string): object {
  const register: Readonly<Record<string, DiagnosticEntry>> = diagnosticRegister
  const entry = Object.hasOwn(register, code) ? register[code] : undefined
  return {
    id: code,
    shortDescription: { text: entry?.title ?? 'Fault in a template' },
    help: { text: entry?.mend ?? 'Mend the template' },
    defaultConfiguration: { level: entry?.severity ?? 'error' },
  }
}

function result(one: Diagnostic, ruleIndex: number): object {
  return {
    ruleId: one.code,
    ruleIndex,
    level: one.severity,
    message: { text: `${one.message}. ${one.mend}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodeURI(one.file) },
          region: {
            startLine: one.line,
            startColumn: one.column,
            ...(one.endLine !== undefined && { endLine: one.endLine }),
            ...(one.endColumn !== undefined && { endColumn: one.endColumn }),
          },
        },
        ...(one.path !== '' && { logicalLocations: [{ fullyQualifiedName: one.path }] }),
      },
    ],
  }
}

/** For GitHub Actions: one workflow command a line; values are escaped, so no text can add a command. */
export function formatGithub(diagnostics: readonly Diagnostic[]): string {
  return diagnostics
    .map((one) => {
      const place = [
        `file=${property(one.file)}`,
        `line=${one.line}`,
        `col=${one.column}`,
        ...(one.endLine === undefined ? [] : [`endLine=${one.endLine}`]),
        ...(one.endColumn === undefined ? [] : [`endColumn=${one.endColumn}`]),
        `title=${property(one.code)}`,
      ].join(',')
      const where = one.path === '' ? '' : ` (${one.path})`
      return `::${one.severity} ${place}::${data(`${one.message}${where}. ${one.mend}`)}\n`
    })
    .join('')
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
