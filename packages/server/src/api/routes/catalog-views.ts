import type { ServedDocument } from '#catalog/served.ts'
import { iso } from './request-views.ts'

type Stale = NonNullable<ServedDocument['stale']>

/** One line of the catalog. */
function entryView({ document, hash, stale }: ServedDocument) {
  const { id, name, description, version, category, subcategory, owner, tags, sla, cost } =
    document.metadata
  const { deprecation } = ('lifecycle' in document && document.lifecycle) || {}
  return {
    id,
    name,
    kind: document.kind,
    description,
    version,
    category,
    ...(subcategory !== undefined && { subcategory }),
    owner,
    tags: tags ?? [],
    ...(sla && { sla }),
    ...(cost && { cost }),
    ...(document.presentation.display && { display: document.presentation.display }),
    ...(deprecation?.deprecated === true && { deprecation }),
    hash,
    ...(stale && { stale: { since: iso(stale.since) } }),
  }
}

function documentView({ document, hash, path, revision, stale }: ServedDocument) {
  return {
    ...document,
    hash,
    path,
    ...(revision !== undefined && { revision }),
    ...(stale && { stale: staleView(stale) }),
  }
}

function staleView({ since, diagnostics }: Stale) {
  return { since: iso(since), diagnostics }
}

/** How the catalog looks in answers. */
export const catalogViews = { item: documentView, summary: entryView }
