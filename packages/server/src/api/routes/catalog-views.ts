import type { Item } from '@pao/core/catalog'
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
    ...('fulfillment' in document && { automation: modeOf(document.fulfillment) }),
    ...environmentsOf(document.metadata.visibility),
    ...(deprecation?.deprecated === true && { deprecation }),
    hash,
    ...(stale && { stale: { since: iso(stale.since) } }),
  }
}

/** Left out where it may be ordered in every one. */
function environmentsOf(visibility: Item['metadata']['visibility']) {
  const environments = visibility?.environments
  return Array.isArray(environments) ? { environments } : {}
}

/** Who does the work: what only one side has work for is done by that side, whatever the document says. */
function modeOf({ strategy, manual, automatic }: Item['fulfillment']): string {
  if ((automatic?.actions ?? []).length === 0) return 'manual'
  return manual.actions.length === 0 ? 'automatic' : (strategy?.mode ?? 'hybrid')
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
