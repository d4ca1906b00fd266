import type { Document, Metadata } from './item.ts'

/** What decides whether somebody sees an item. */
export type Viewer = { roles: readonly string[]; teams: readonly string[] }

function named(list: 'all' | readonly string[] | undefined): readonly string[] | undefined {
  return list === undefined || list === 'all' || list.includes('all') ? undefined : list
}

/** The visibility that counts in an environment: the item's own, then what the environment overrides. */
function visibilityIn(document: Document, environment: string | undefined): Metadata['visibility'] {
  const own = document.metadata.visibility
  if (environment === undefined || document.kind !== 'CatalogItem') return own
  const overrides = document.fulfillment.environments
  const override =
    overrides && Object.hasOwn(overrides, environment) ? overrides[environment] : undefined
  return { ...own, ...override?.visibility }
}

/** Roles that see every item. */
const allSeeing = ['admin', 'operator', 'auditor']

function seesAll(viewer: Viewer): boolean {
  return viewer.roles.some((role) => allSeeing.includes(role))
}

/**
 * Whether the document exists for this viewer. The team that owns it, operators and auditors see it
 * always; without an environment the question is whether it can be seen in any.
 */
export function maySee(document: Document, viewer: Viewer, environment?: string): boolean {
  const visibility = visibilityIn(document, environment)
  const environments = named(visibility?.environments)
  if (environment !== undefined && environments && !environments.includes(environment)) return false
  if (seesAll(viewer) || viewer.teams.includes(document.metadata.owner.team)) return true
  const teams = named(visibility?.teams)
  if (teams && !teams.some((team) => viewer.teams.includes(team))) return false
  const roles = named(visibility?.roles)
  return !roles || roles.some((role) => viewer.roles.includes(role))
}

/** Equal for viewers who see the same catalog, so that they can share what was prepared. */
export function viewerKey(viewer: Viewer | undefined): string {
  if (!viewer) return '*'
  if (seesAll(viewer)) return 'all'
  return JSON.stringify([viewer.roles.toSorted(), viewer.teams.toSorted()])
}
