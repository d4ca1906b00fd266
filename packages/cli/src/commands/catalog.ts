import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { actionSchemas } from '@pao/connectors/schemas'
import {
  checkCatalog,
  checkFile,
  type Diagnostic,
  difference,
  type Document,
  formatGithub,
  formatJson,
  formatSarif,
  formatText,
  hasErrors,
  itemSchema,
  requiredStep,
  type SourceFile,
} from '@pao/core/catalog'
import { checkPrices } from '@pao/core/governance'
import { dump } from 'js-yaml'
import { exitCodes, Stop } from '../exit.ts'
import { itemPage } from '../item-page.ts'
import { count, type OutputForm, print, type Screen, table } from '../print.ts'
import { readNamed, readSources, type Sources } from '../read-catalog.ts'
import { rewrite } from '../rewrite.ts'

/** What every command is handed instead of reaching for the process. */
export type Surroundings = { screen: Screen; cwd: string; now(): number }

/** `table` is what the other commands call the form for people. */
export const validateForms = ['text', 'table', 'json', 'yaml', 'sarif', 'github'] as const
export type ValidateForm = (typeof validateForms)[number]

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

type Checked = {
  files: readonly SourceFile[]
  documents: readonly Document[]
  diagnostics: readonly Diagnostic[]
}

/** Files of different catalogs are checked apart; what is said of them names them as seen from here. */
function check({ cwd, now }: Surroundings, paths: readonly string[], strict: boolean): Checked {
  const parts = readSources(paths, cwd).map((sources): Checked => {
    const { files, seen, asked } = sources
    const { documents, diagnostics } = checkTogether(sources, now(), strict)
    return {
      files: files
        .filter(({ path }) => asked(path))
        .map(({ path, text }) => ({ path: seen(path), text })),
      documents,
      diagnostics: diagnostics
        .filter(({ file }) => asked(file))
        .map((one) => ({ ...one, file: seen(one.file) })),
    }
  })
  return {
    files: parts.flatMap(({ files }) => files),
    documents: parts.flatMap(({ documents }) => documents),
    diagnostics: parts.flatMap(({ diagnostics }) => diagnostics),
  }
}

function checkTogether(
  { files, alone, asked }: Sources,
  now: number,
  strict: boolean,
): Omit<Checked, 'files'> {
  const options = { actionSchemas, now, strict }
  if (!alone) {
    const { documents, diagnostics } = checkCatalog(files, { ...options, sha256 })
    return {
      documents: documents.filter(({ file }) => asked(file)).map(({ document }) => document),
      diagnostics: [...diagnostics, ...checkPrices(files).diagnostics],
    }
  }
  const each = files.map((file) => checkFile(file, options))
  return {
    documents: each.flatMap(({ document }) => (document ? [document] : [])),
    diagnostics: each.flatMap(({ diagnostics }) => diagnostics),
  }
}

/** `pao catalog validate`: every fault of every file at once. Exit 1 when there is an error. */
export function validate(
  around: Surroundings,
  paths: readonly string[],
  options: { output: ValidateForm; strict: boolean },
): void {
  const { files, documents, diagnostics } = check(around, paths, options.strict)
  const text = report(files, diagnostics, options.output).trimEnd()
  if (text !== '') around.screen.out(text)
  if (options.output === 'text' || options.output === 'table')
    around.screen.err(
      `checked ${count(files.length, 'file')}, found ${count(documents.length, 'valid document')}`,
    )
  if (hasErrors(diagnostics)) throw new Stop(exitCodes.no)
}

function report(
  files: readonly SourceFile[],
  diagnostics: readonly Diagnostic[],
  form: ValidateForm,
): string {
  switch (form) {
    case 'text':
    case 'table':
      return formatText(
        diagnostics,
        Object.fromEntries(files.map(({ path, text }) => [path, text])),
      )
    case 'json':
      return formatJson(diagnostics)
    case 'yaml':
      return dump(diagnostics)
    case 'sarif':
      return formatSarif(diagnostics)
    case 'github':
      return formatGithub(diagnostics)
  }
}

/**
 * `pao catalog upgrade`: rewrites v1.0 documents as v2.0, comments kept; prints the text unless `write`,
 * several as a stream of YAML documents. Exit 1 when a file cannot be rewritten.
 */
export function upgradeFiles(
  { screen, cwd }: Surroundings,
  paths: readonly string[],
  options: { write: boolean },
): void {
  const results = readNamed(paths, cwd).map(({ path, text }) => ({ path, ...rewrite(text) }))
  const upgraded = results.flatMap(({ path, text }) => (text === undefined ? [] : [{ path, text }]))
  for (const { path, text } of upgraded) {
    if (options.write) {
      writeFileSync(resolve(cwd, path), text)
      screen.err(`${path}: upgraded`)
    } else screen.out(upgraded.length > 1 ? `--- # ${path}\n${text.trimEnd()}` : text.trimEnd())
  }
  const refused = results.filter(({ faults }) => faults !== undefined)
  for (const { path, faults = [] } of refused)
    for (const fault of faults) screen.err(`${path}: ${fault}`)
  if (upgraded.length === 0 && refused.length === 0) screen.err('nothing to upgrade: no v1.0 here')
  if (refused.length > 0) throw new Stop(exitCodes.no)
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
  if (documents.length > 1)
    throw new Stop(exitCodes.unasked, `${path} holds ${documents.length} documents; name one file`)
  const [document] = documents
  if (document) return document
  const fault = diagnostics.find(({ severity }) => severity === 'error')
  const why = fault ? `: line ${fault.line}: ${fault.message}` : ''
  throw new Stop(exitCodes.unasked, `${path} holds no valid document${why}`)
}

/** `pao catalog diff`: what a change means for those who order. Exit 1 when it is breaking. */
export function diff(
  around: Surroundings,
  [before, after]: readonly [string, string],
  output: OutputForm,
): void {
  const found = difference(onlyDocument(around, before), onlyDocument(around, after))
  const step = requiredStep(found)
  print(around.screen, output, { step: step ?? 'none', differences: found }, () =>
    step === undefined
      ? 'no difference'
      : `${table(
          found,
          [
            { title: 'IMPACT', of: (one) => one.impact },
            { title: 'PATH', of: (one) => one.path },
            { title: 'WHAT', of: (one) => one.message },
          ],
          around.screen.width,
        )}\n\nraise the version by at least a ${step} step`,
  )
  if (step === 'major') throw new Stop(exitCodes.no)
}

/** `pao catalog docs`: one Markdown page per valid document, to standard output or into a folder. */
export function docs(around: Surroundings, paths: readonly string[], folder?: string): void {
  const { documents, diagnostics } = check(around, paths, false)
  const faults = diagnostics.filter(({ severity }) => severity === 'error')
  for (const { file, line, message } of faults)
    around.screen.err(`left out: ${file}:${line} ${message}`)
  if (documents.length === 0) throw new Stop(exitCodes.no, 'no valid document found')
  const pages = documents.map((document) => ({
    name: `${document.metadata.id}.md`,
    page: itemPage(document),
  }))
  if (folder === undefined) around.screen.out(pages.map(({ page }) => page.trimEnd()).join('\n\n'))
  else {
    const place = resolve(around.cwd, folder)
    mkdirSync(place, { recursive: true })
    for (const { name, page } of pages) writeFileSync(join(place, name), page)
    around.screen.err(`wrote ${count(pages.length, 'page')} into ${folder}`)
  }
  if (faults.length > 0) throw new Stop(exitCodes.no)
}

/** Reads one text file or standard input (`-`); `name` is what people are told. */
export function readText(path: string, name = path): string {
  try {
    return readFileSync(path === '-' ? 0 : path, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'
    throw new Stop(
      exitCodes.unasked,
      code === 'ENOENT' ? `${name} does not exist` : `${name} cannot be read: ${code}`,
    )
  }
}
