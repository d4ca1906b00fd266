import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { actionSchemas } from '@pao/connectors/schemas'
import {
  checkCatalog,
  type CheckedDocument,
  type Diagnostic,
  difference,
  type Document,
  formatGithub,
  formatJson,
  formatSarif,
  formatText,
  itemSchema,
  requiredStep,
  type SourceFile,
  upgradeText,
} from '@pao/core/catalog'
import { dump } from 'js-yaml'
import { exitCodes, Stop } from '../exit.ts'
import { itemPage } from '../item-page.ts'
import { print, type Screen, table } from '../print.ts'
import { readSources } from '../read-catalog.ts'

/** What every command is handed instead of reaching for the process. */
export type Surroundings = { screen: Screen; cwd: string; now(): number }

export const validateForms = ['text', 'json', 'yaml', 'sarif', 'github'] as const
export type ValidateForm = (typeof validateForms)[number]

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

type Checked = {
  files: readonly SourceFile[]
  documents: readonly CheckedDocument[]
  diagnostics: readonly Diagnostic[]
}

/** Files of different catalogs are checked apart; what is said of them names them as seen from here. */
function check({ cwd, now }: Surroundings, paths: readonly string[], strict: boolean): Checked {
  const parts = readSources(paths, cwd).map(({ files, prefix }) => {
    const { documents, diagnostics } = checkCatalog(files, {
      actionSchemas,
      now: now(),
      sha256,
      strict,
    })
    return {
      files: files.map(({ path, text }) => ({ path: `${prefix}${path}`, text })),
      documents,
      diagnostics: diagnostics.map((one) => ({ ...one, file: `${prefix}${one.file}` })),
    }
  })
  return {
    files: parts.flatMap(({ files }) => files),
    documents: parts.flatMap(({ documents }) => documents),
    diagnostics: parts.flatMap(({ diagnostics }) => diagnostics),
  }
}

/** `pao catalog validate`: every fault of every file at once. Exit 1 when there is an error. */
export function validate(
  around: Surroundings,
  paths: readonly string[],
  options: { output: ValidateForm; strict: boolean },
): void {
  const { files, documents, diagnostics } = check(around, paths, options.strict)
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length
  around.screen.out(report(files, diagnostics, options.output))
  if (options.output === 'text') {
    const warnings = diagnostics.length - errors
    around.screen.err(
      `${files.length} files, ${documents.length} good documents, ${errors} errors, ${warnings} warnings`,
    )
  }
  if (errors > 0) throw new Stop(exitCodes.no)
}

function report(
  files: readonly SourceFile[],
  diagnostics: readonly Diagnostic[],
  form: ValidateForm,
): string {
  const sources = Object.fromEntries(files.map(({ path, text }) => [path, text]))
  switch (form) {
    case 'text':
      return formatText(diagnostics, sources)
    case 'json':
      return formatJson(diagnostics)
    case 'yaml':
      return dump(diagnostics).trimEnd()
    case 'sarif':
      return formatSarif(diagnostics)
    case 'github':
      return formatGithub(diagnostics)
  }
}

/** `pao catalog upgrade`: rewrites v1.0 files as v2.0, comments kept; prints the text unless `write`. */
export function upgradeFiles(
  { screen, cwd }: Surroundings,
  paths: readonly string[],
  options: { write: boolean },
): void {
  let refused = 0
  const files = readSources(paths, cwd).flatMap((part) =>
    part.files.map(({ path, text }) => ({ path: `${part.prefix}${path}`, text })),
  )
  for (const { path, text } of files) {
    const upgraded = upgradeText(text)
    if (!upgraded.ok) {
      refused += 1
      for (const { message, hint } of upgraded.faults)
        screen.err(`${path}: ${message}${hint === undefined ? '' : ` (${hint})`}`)
    } else if (!options.write) screen.out(upgraded.value)
    else if (upgraded.value === text) screen.err(`${path}: already v2.0`)
    else {
      writeFileSync(`${cwd}/${path}`, upgraded.value)
      screen.err(`${path}: upgraded`)
    }
  }
  if (refused > 0) throw new Stop(exitCodes.no)
}

/** `pao catalog schema`: the published JSON Schema, for editors and other tools. */
export function schema(
  { screen }: Surroundings,
  version: '1.0' | '2.0' | 'bundle',
  draft: '2020-12' | 'draft-07',
): void {
  screen.out(JSON.stringify(itemSchema(actionSchemas, version, draft), null, 2))
}

function onlyDocument(around: Surroundings, path: string): Document {
  const { documents, diagnostics } = check(around, [path], false)
  const [first] = documents
  if (first) return first.document
  const [fault] = diagnostics
  throw new Stop(
    exitCodes.no,
    `${path} holds no valid document${fault ? `: ${fault.message}` : ''}`,
  )
}

/** `pao catalog diff`: what a change means for those who order. Exit 1 when it is breaking. */
export function diff(
  around: Surroundings,
  [before, after]: readonly [string, string],
  output: 'table' | 'json' | 'yaml',
): void {
  const found = difference(onlyDocument(around, before), onlyDocument(around, after))
  const step = requiredStep(found)
  print(around.screen, output, { step: step ?? 'none', differences: found }, () =>
    found.length === 0
      ? 'no difference'
      : `${table(
          found,
          [
            { title: 'IMPACT', of: (one) => one.impact },
            { title: 'PATH', of: (one) => one.path },
            { title: 'WHAT', of: (one) => one.message },
          ],
          around.screen.width,
        )}\n\nraise the version by at least a ${String(step)} step`,
  )
  if (step === 'major') throw new Stop(exitCodes.no)
}

/** `pao catalog docs`: one Markdown page per document, to standard output or into a folder. */
export function docs(
  around: Surroundings,
  paths: readonly string[],
  write: ((name: string, text: string) => void) | undefined,
): void {
  const { documents } = check(around, paths, false)
  if (documents.length === 0) throw new Stop(exitCodes.no, 'no valid document found')
  for (const { document } of documents) {
    const page = itemPage(document)
    if (write) write(`${document.metadata.id}.md`, page)
    else around.screen.out(page)
  }
}

/** Reads one text file or standard input (`-`). */
export function readText(path: string): string {
  return readFileSync(path === '-' ? 0 : path, 'utf8')
}
