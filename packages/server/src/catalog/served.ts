import type { Instant } from '@pao/core'
import type { CatalogIndex, Diagnostic, Document, Environments } from '@pao/core/catalog'
import type { NamedPrices } from '@pao/core/governance'

/** One document as it is served: the newest good version, and what is wrong with a newer one. */
export type ServedDocument = {
  document: Document
  /** SHA-256 of the canonical document; requests pin it. */
  hash: string
  /** Entity tag for HTTP, quotes included. */
  etag: string
  path: string
  /** Source revision this version was first served from. */
  revision?: string
  stale?: { since: Instant; diagnostics: readonly Diagnostic[] }
}

/** What surrounds the documents: categories, named lists, owners, environments, prices. */
export type Frame = {
  index: CatalogIndex
  environments: Environments
  /** Left out = there are none. */
  prices?: readonly NamedPrices[]
}

/** Builds a served entry; the tag changes with everything a reader can see. */
export function served(entry: Omit<ServedDocument, 'etag'>): ServedDocument {
  const stale = entry.stale ? `-${entry.stale.since.toString(36)}` : ''
  return { ...entry, etag: `"${entry.hash.slice(0, 32)}${stale}"` }
}
