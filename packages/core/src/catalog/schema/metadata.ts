import { Type } from 'typebox'
import type { UnitCost } from '../item.ts'
import {
  amount,
  branch,
  choice,
  closed,
  flag,
  freeMap,
  itemIdPattern,
  maybe,
  semverPattern,
  text,
  words,
} from './parts.ts'

const allOr = (what: string) =>
  Type.Unsafe<'all' | string[]>({
    description: `${what}, or the word all`,
    type: ['string', 'array'],
    ...branch({ type: 'string' }, { enum: ['all'] }, { items: { type: 'string', minLength: 1 } }),
  })

export const visibility = closed(
  {
    environments: maybe(allOr('Environments in which it is offered')),
    teams: maybe(allOr('Teams that see it')),
    roles: maybe(words('Roles that see it')),
    require_approval: maybe(flag('Every order waits for an approval')),
  },
  { description: 'Who sees the item and where' },
)

const reached = {
  contact: maybe(text('How the team is reached')),
  escalation: maybe(text('Who is reached when the team is not')),
}

const owner = closed(
  { team: text('Team that owns the item', { minLength: 1 }), ...reached },
  { description: 'Who answers for the item' },
)

/** v1 names the owning team only. */
const ownerOrTeam = Type.Unsafe<string | { team: string }>({
  description: 'Owning team',
  type: ['string', 'object'],
  ...branch({ type: 'object' }, owner, { minLength: 1 }),
})

const slaKeys = {
  provisioning_time: maybe(text('How long it takes, e.g. "4 hours"')),
  support_level: maybe(text('Level of support')),
  availability: maybe(text('Promised availability, e.g. "99.95%"')),
}
const sla = closed(slaKeys, { description: 'What is promised' })

const metered = closed(
  {
    price: amount('Price of one unit a month', { minimum: 0 }),
    quantity: text('How many units, e.g. {{fields.nodes * fields.disk_gb}}', { minLength: 1 }),
  },
  { description: 'A price and how many of it' },
)

const costKeys = {
  estimate_enabled: maybe(flag('Show an estimate in the form')),
  base_cost: maybe(amount('Cost a month without options', { minimum: 0 })),
  unit_cost: maybe(
    Type.Record(
      Type.String(),
      Type.Unsafe<UnitCost>({ type: ['number', 'object'], ...branch({ type: 'object' }, metered) }),
      { description: 'Cost a month by field or unit' },
    ),
  ),
  currency: maybe(text('ISO 4217 code', { pattern: '^[A-Z]{3}$' })),
}
const cost = closed(costKeys, { description: 'What it costs' })

const complianceKeys = {
  data_classification: maybe(
    choice('Most sensitive data it may hold', ['public', 'internal', 'sensitive', 'restricted']),
  ),
  regulatory_requirements: maybe(words('Rules that apply, e.g. SOC2, HIPAA, PCI, GDPR')),
  audit_logging: maybe(flag('Access is recorded')),
}
const compliance = closed(complianceKeys, { description: 'Rules that apply' })

const free = {
  annotations: maybe(freeMap('Free data for other tools')),
  labels: maybe(Type.Record(Type.String(), Type.String(), { description: 'Free words by key' })),
}

/** What the index may say for items that leave it out; other keys may stand beside it. */
export const metadataDefaults = Type.Object(
  {
    owner: maybe(closed(reached, { description: 'How a team is reached that says nothing' })),
    sla: maybe(sla),
    cost: maybe(cost),
    compliance: maybe(compliance),
    visibility: maybe(visibility),
    ...free,
    ...reached,
    ...slaKeys,
    currency: costKeys.currency,
    ...complianceKeys,
  },
  { description: 'Values that items may leave out' },
)

const described = (least: number) => ({
  id: text('Unique in the catalog', { pattern: itemIdPattern }),
  name: text('Shown name', { minLength: 3, maxLength: 64 }),
  description: text('What one gets', { minLength: least, maxLength: 500 }),
  version: text('Semantic version of the document', { pattern: semverPattern }),
  category: text('A category of catalog/_index.yaml', { minLength: 1 }),
  subcategory: maybe(text('Finer shelf in the category')),
  tags: maybe(words('Words for search')),
  visibility: maybe(visibility),
  sla: maybe(sla),
  cost: maybe(cost),
  compliance: maybe(compliance),
  ...free,
})

/** Identity of a v2 document. */
export const metadata = closed(
  { ...described(50), owner },
  { description: 'Identity, ownership and governance' },
)

/** Identity of a v1 document: the owner may be a team's name, the description may be short. */
export const header = closed(
  { ...described(1), owner: ownerOrTeam, contact: maybe(text('How the owner is reached')) },
  { description: 'Identity, ownership and governance' },
)
