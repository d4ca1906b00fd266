import {
  changedValues,
  compareVersions,
  dependentsOf,
  difference,
  type Document,
  raised,
  requiredStep,
  unifiedDiff,
} from '@pao/core/catalog'
import type { ServedDocument } from '#catalog/served.ts'
import type { UnderWay } from '#requests/rehearsal/under-way.ts'

type Comparing = {
  document: Document
  /** As it is written; unset = it was given as an object. */
  text: string | undefined
  served: ServedDocument | undefined
  /** The text that is served; unset = it is not known any more. */
  written: string | undefined
  others: readonly ServedDocument[]
  underWay: readonly UnderWay[]
}

/** A document beside the version that is served: what differs, what breaks by it, and the change as a patch. */
export function comparisonOf(comparing: Comparing) {
  const { document, text, served, written, others, underWay } = comparing
  const { id, name, version } = document.metadata
  const path = served?.path ?? newPath(document, others)
  const isKnown = served === undefined || written !== undefined
  return {
    item: { id, name, version },
    path,
    ...(served && { served: { version: served.document.metadata.version, hash: served.hash } }),
    ...stepOf(document, served?.document),
    differences: served ? difference(served.document, document) : [],
    values: served ? changedValues(served.document, document) : [],
    dependents: dependentsOf(
      { before: served?.document, after: document },
      others.map((one) => one.document),
    ),
    under_way: underWay.map((one) => ({ ...one, served: one.hash === served?.hash })),
    ...(text !== undefined && isKnown && { patch: unifiedDiff(path, written, text) }),
  }
}

/** How far the version has to be raised, and whether it is. */
function stepOf(document: Document, served: Document | undefined) {
  const step = served && requiredStep(difference(served, document))
  if (!served || !step) return { step: 'none' as const, raised_enough: true }
  const least = raised(served.metadata.version, step)
  const enough = compareVersions(document.metadata.version, least) >= 0
  return { step, least_version: least, raised_enough: enough }
}

/** Where others lie in folders of a repository, it does too. */
function newPath({ kind, metadata }: Document, others: readonly ServedDocument[]): string {
  const isRepository = others.some(({ path }) => /^(?:catalog|bundles)\//.test(path))
  if (kind === 'CatalogBundle') return `bundles/${metadata.id}.yaml`
  return `${isRepository ? 'catalog/' : ''}${metadata.category}/${metadata.id}.yaml`
}
