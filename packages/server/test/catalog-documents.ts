import type { CheckedDocument, Diagnostic, Item, SourceFile } from '@pao/core/catalog'
import { indexOf } from '@pao/core/catalog'
import type { Checked, Checker } from '#catalog/checker.ts'
import type { ServedDocument } from '#catalog/served.ts'
import { served } from '#catalog/served.ts'

/** A small item; what a test is about is given, the rest is usual. */
export function item(id: string, metadata: Partial<Item['metadata']> = {}): Item {
  return {
    version: '2.0',
    kind: 'CatalogItem',
    metadata: {
      id,
      name: id,
      description: `About ${id}`,
      version: '1.0.0',
      category: 'databases',
      owner: { team: 'dba' },
      ...metadata,
    },
    presentation: { groups: [] },
    fulfillment: { manual: { actions: [] } },
  }
}

/** A served entry of that item. */
export function entry(document: Item): ServedDocument {
  const { id } = document.metadata
  return served({ document, hash: `hash-of-${id}`, path: `catalog/databases/${id}.yaml` })
}

/** A file of the tests' own little catalog language, which `checkLittle` reads. */
export function file(
  id: string,
  facts: { name?: string; needs?: string; team?: string } = {},
): SourceFile {
  return { path: `${id}.yaml`, text: `\n  id: ${id}\n${JSON.stringify({ id, ...facts })}` }
}

/** A file that names its item and cannot be read. */
export function brokenFile(id: string, path = `${id}.yaml`): SourceFile {
  return { path, text: `metadata:\n  id: ${id}\n  name: [` }
}

function fault(path: string, message: string): Diagnostic {
  const place = { line: 1, column: 1, path: '', mend: 'mend it' }
  return { code: 'PAO1001', severity: 'error', file: path, message, ...place }
}

interface LittleDocument extends CheckedDocument {
  needs?: string
}

/**
 * A checker for `file`: one JSON object in the last line, `needs` must be an item of the catalog, only people of `team`
 * see it.
 */
export function checkLittle(files: readonly SourceFile[]): Checked {
  const diagnostics: Diagnostic[] = []
  const documents: LittleDocument[] = []
  for (const { path, text } of files)
    try {
      const facts = JSON.parse(text.split('\n').at(-1) ?? '') as Record<string, string>
      const { team } = facts
      const document = item(facts['id'] ?? '', {
        name: facts['name'] ?? 'plain',
        ...(team !== undefined && { visibility: { teams: [team] } }),
      })
      const hash = `${facts['id']}:${facts['name'] ?? 'plain'}:${facts['needs'] ?? ''}`
      const needs = facts['needs'] === undefined ? {} : { needs: facts['needs'] }
      documents.push({ document, hash, file: path, source: text, diagnostics: [], ...needs })
    } catch {
      diagnostics.push(fault(path, 'cannot be read'))
    }
  const ids = new Set(documents.map((one) => one.document.metadata.id))
  const good = documents.filter(({ needs }) => needs === undefined || ids.has(needs))
  for (const one of documents)
    if (!good.includes(one)) diagnostics.push(fault(one.file, `needs ${one.needs}`))
  return {
    documents: good,
    diagnostics,
    index: { ...indexOf(undefined), lists: { zones: ['a', 'b'] } },
    environments: [],
    bad: files.filter(({ text }) => !text.endsWith('}')).map(({ path }) => path),
  }
}

/** `checkLittle` as the catalog takes it. */
export const littleChecker: Checker = async (files) => checkLittle(files)
