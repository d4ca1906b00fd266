import type { Report } from './diagnostic.ts'
import type { CatalogIndex } from './index-values.ts'
import type { Document } from './item.ts'
import { isRecord, own } from './path.ts'

/** The parts of `metadata` that the index may fill in, and those of their keys that it may name alone. */
const partKeys = {
  owner: ['contact', 'escalation'],
  sla: ['provisioning_time', 'support_level', 'availability'],
  cost: ['currency'],
  compliance: ['data_classification', 'regulatory_requirements', 'audit_logging'],
  visibility: [],
  labels: [],
  annotations: [],
} as const satisfies Partial<Record<keyof Document['metadata'], readonly string[]>>

type Part = keyof typeof partKeys
const parts = Object.keys(partKeys) as Part[]

/**
 * The document with what it leaves out filled in from `catalog/_index.yaml`, key by key: how its team is
 * reached by `owners`, everything else by `defaults`. What it says itself stands.
 */
export function withDefaults<D extends Document>(document: D, index: CatalogIndex): D {
  const { metadata } = document
  const filled = parts.flatMap((part) => {
    const written = metadata[part]
    const given = givenFor(part, metadata.owner.team, index)
    const lacking = Object.entries(given).filter(
      ([key]) => !written || !Object.hasOwn(written, key),
    )
    if (lacking.length === 0 || isOnlyCurrency(part, metadata.cost, given)) return []
    return [[part, { ...Object.fromEntries(lacking), ...written }] as const]
  })
  if (filled.length === 0) return document
  return { ...document, metadata: { ...metadata, ...Object.fromEntries(filled) } }
}

/** Warns of a default that no item will ever see. */
export function checkDefaults(index: unknown, report: Report): void {
  const defaults = own(index, 'defaults')
  if (!isRecord(defaults)) return
  const known = [...parts, ...parts.flatMap((part) => partKeys[part])]
  for (const key of Object.keys(defaults)) {
    if (known.includes(key as Part)) continue
    report('PAO1910', ['defaults', key], `no item has anything called ${key}`, {
      found: key,
      side: 'key',
      near: { word: key, among: known },
    })
  }
}

function givenFor(part: Part, team: string, { defaults, owners }: CatalogIndex): object {
  const alone = Object.entries(defaults).filter(([key]) =>
    (partKeys[part] as readonly string[]).includes(key),
  )
  const together = own(defaults, part)
  const ofTeam = part === 'owner' && owners ? own(owners, team) : undefined
  const { contact, escalation } = isRecord(ofTeam) ? ofTeam : {}
  return {
    ...Object.fromEntries(alone),
    ...(isRecord(together) && together),
    ...(contact !== undefined && { contact }),
    ...(escalation !== undefined && { escalation }),
  }
}

/** A currency says nothing about an item that costs nothing. */
function isOnlyCurrency(part: Part, cost: object | undefined, given: object): boolean {
  const isNew = part === 'cost' && cost === undefined
  return isNew && Object.keys(given).every((key) => key === 'currency')
}
