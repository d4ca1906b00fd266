import type { components, paths } from '@pao/sdk'

type Schemas = components['schemas']

export type Me = Schemas['Me']
export type ApiKey = Schemas['ApiKey']
export type ServiceAccount = Schemas['ServiceAccount']
export type Issuer = Schemas['IssuerView']
export type RequestSummary = Schemas['RequestSummary']
export type Request = Schemas['Request']
export type RequestAction = Schemas['RequestAction']
export type Freeze = Schemas['Freeze']
export type Closure = Schemas['Closure']
export type WaitingOrder = Schemas['WaitingOrder']
export type Explanation = Schemas['Explanation']
export type Attempt = Schemas['Attempt']
export type Tenant = Schemas['Tenant']
export type TenantDetails = Schemas['TenantDetails']
export type Orphan = Schemas['Orphan']
export type Resource = Schemas['Resource']
export type ResourceWhole = Schemas['ResourceWhole']
export type Promotion =
  paths['/api/v1/requests/{id}/promotion']['get']['responses']['200']['content']['application/json']
export type TerraformState =
  paths['/api/v1/terraform/states']['get']['responses']['200']['content']['application/json']['items'][number]
export type ItemTimes = Schemas['ItemTimes']
export type UsageFigures = Schemas['UsageFigures']
export type PerformanceFigures = Schemas['PerformanceFigures']
export type Diagnostic = Schemas['Diagnostic']

/** One line of the catalog with what its `owner`, `sla` and `display` hold. */
export type CatalogEntry = {
  id: string
  name: string
  kind: 'CatalogItem' | 'CatalogBundle'
  description: string
  version: string
  category: string
  subcategory?: string
  owner: { team: string; contact?: string; escalation?: string }
  tags: readonly string[]
  sla?: { provisioning_time?: string; support_level?: string; availability?: string }
  cost?: { base_cost?: number; unit_cost?: Readonly<Record<string, number>>; currency?: string }
  display?: { icon?: string; color?: string; documentation_url?: string }
  deprecation?: { deprecated?: boolean; sunset_date?: string; replacement_service?: string }
  /** How an item is done; a bundle has none. */
  automation?: 'automatic' | 'manual' | 'hybrid'
  /** Where it may be ordered; unset = in every environment. */
  environments?: readonly string[]
  stale?: { since: string }
}

/** A document as it is served; only what the portal shows of it. */
export type CatalogDocument = {
  version: string
  kind: string
  metadata: Omit<CatalogEntry, 'kind' | 'display' | 'deprecation' | 'stale'> & {
    compliance?: { data_classification?: string; regulatory_requirements?: readonly string[] }
    visibility?: { environments?: 'all' | readonly string[] }
    annotations?: { resource?: string | { update?: string } }
  }
  presentation: { display?: CatalogEntry['display'] }
  fulfillment?: {
    strategy?: { mode?: string }
    promotion?: { path?: readonly string[] }
  }
  lifecycle?: { deprecation?: CatalogEntry['deprecation'] }
  components?: readonly { id: string; item?: string; required?: boolean }[]
  hash: string
  stale?: { since: string; diagnostics: readonly Diagnostic[] }
}

export type ItemVersion = { version: string; hash: string; first_seen_at: string; served: boolean }

/** One field's rules as the API serves them. */
export type Property = {
  type?: string | readonly string[]
  title?: string
  description?: string
  default?: unknown
  enum?: readonly unknown[]
  oneOf?: readonly { const: unknown; title?: string }[]
  items?: Property
  format?: string
  readOnly?: boolean
  writeOnly?: boolean
  'x-pao-type'?: string
  'x-pao-required'?: boolean
  'x-pao-datasource'?: { type: string }
  'x-pao-dependencies'?: { triggers?: readonly string[]; updates?: readonly string[] }
  'x-pao-default-template'?: string
  'x-pao-messages'?: Readonly<Record<string, string>>
} & Readonly<Record<string, unknown>>

/** The form of an item: fields that always show, and branches for those with conditions. */
export type FormSchema = {
  title?: string
  description?: string
  properties?: Readonly<Record<string, Property>>
  required?: readonly string[]
  allOf?: readonly FormBranch[]
  $defs?: Readonly<Record<string, unknown>>
}
export type FormBranch = {
  if: unknown
  then: { properties: Readonly<Record<string, Property>>; required?: readonly string[] }
}

export type FormGroup = {
  id: string
  title: string
  description?: string
  collapsible: boolean
  collapsed: boolean
  fields: readonly string[]
}
export type UiSchema = {
  'ui:order'?: readonly string[]
  'ui:layout'?: 'single-page' | 'wizard' | 'tabbed'
  'ui:groups'?: readonly FormGroup[]
  'ui:submitButtonOptions'?: { submitText?: string }
  'ui:options'?: { confirm?: boolean; icon?: string; color?: string }
} & Readonly<Record<string, unknown>>
export type ItemForm = { schema: FormSchema; ui_schema: UiSchema }

export type PlanNode = {
  id: string
  name: string
  type: string
  lane: string
  role: string
  on?: string
  undoes?: string
  conditions: 'holds' | 'fails' | 'later'
  available: boolean
  attempts: number
  timeout_ms?: number
  repeat?: string
}
export type Plan = {
  mode: string
  nodes: readonly PlanNode[]
  edges: readonly { from: string; to: string }[]
  compensation: readonly { action: string; by: string; automatic: boolean }[]
  cannot_undo: readonly string[]
  approvals: readonly {
    action: string
    name: string
    gate: boolean
    stages: readonly { name: string; approvers: Approvers; conditional: boolean }[]
  }[]
}
/** How one action would end, as far as recorded answers tell. */
export type DryRun = {
  outcome: { kind: string; code?: string; message?: string }
  calls: readonly { method?: string; target: string; body?: unknown; times?: number }[]
  notes: readonly string[]
}
export type Cost = {
  currency: string
  monthly: number
  low: number
  high: number
  one_off: number
  complete: boolean
}
/** What an order means to a quota or budget of its team. */
export type PlanQuota = {
  environment: string
  resource: string
  limit: number
  unit?: string
  enforcement: string
  note?: string
  used: number
  adds: number
  exceeded: boolean
  refused: boolean
}
export type PlanPreview = Plan & {
  cost?: Cost
  quotas: readonly PlanQuota[]
  item: { id: string; name: string; version: string }
  warnings: readonly string[]
  sla?: string
  estimated_time?: string
  not_before?: string
  earliest_start?: string
  /** What of the calendar keeps it from beginning now. */
  closed?: { kind: string; name: string; reason?: string; until: string; unsure?: boolean }
  actions: readonly (PlanNode & {
    after: readonly string[]
    input?: unknown
    faults?: readonly { at: string; message: string }[]
    dry_run?: DryRun
  })[]
}

/** What is sent to order an item. */
export type Order = {
  item: string
  fields: Record<string, unknown>
  environment?: string
  reason?: string
  on_behalf_of?: string
  team?: string
  not_before?: string
}

/** Whom a stage of an approval asks, and how many of them must agree. */
export type Approvers = {
  type: string
  list: readonly string[]
  holding?: readonly string[]
  minimum: number
}

/** One line of the approvals inbox. */
export type ApprovalSummary = {
  id: string
  request: {
    id: string
    item: { id: string; name: string; version: string }
    environment?: string | null
  } & {
    requester?: { email?: string; name?: string }
  }
  action: { id: string; name: string }
  title: string
  state: string
  digest: string
  asked_at: string
  may_decide: boolean
  stage?: string
  voice?: string
  why: string
}
export type Approval = ApprovalSummary & {
  summary: string
  bound: {
    fields: Readonly<Record<string, unknown>>
    price: unknown
    edits: Readonly<Record<string, unknown>>
  }
  may_delegate: boolean
  stages: readonly {
    name: string
    state: string
    approvers: Approvers
    added?: readonly string[]
    handed?: readonly { from: string; to: string }[]
    missing: number
    due_at?: string
    due_means?: string
    sla_at?: string
    skipped?: string
    votes: readonly {
      decision: string
      by: string
      voice?: string
      how?: string
      comment?: string
      at: string
    }[]
  }[]
}
