/**
 * A CatalogItem as everything behind ingest knows it: schema v2.0, checked, defaults left as written.
 * A v1.0 document is upgraded to this shape first. Source of every key: docs/author/catalog-item.md.
 */
export type Item = {
  version: '2.0'
  kind: 'CatalogItem'
  metadata: Metadata
  presentation: Presentation
  fulfillment: Fulfillment
  lifecycle?: Lifecycle
  monitoring?: Readonly<Record<string, unknown>>
}

export type Metadata = {
  id: string
  name: string
  description: string
  version: string
  category: string
  subcategory?: string
  owner: { team: string; contact?: string; escalation?: string }
  tags?: readonly string[]
  visibility?: {
    environments?: 'all' | readonly string[]
    teams?: 'all' | readonly string[]
    roles?: readonly string[]
    require_approval?: boolean
  }
  sla?: { provisioning_time?: string; support_level?: string; availability?: string }
  cost?: {
    estimate_enabled?: boolean
    base_cost?: number
    unit_cost?: Readonly<Record<string, UnitCost>>
    currency?: string
  }
  compliance?: {
    data_classification?: 'public' | 'internal' | 'sensitive' | 'restricted'
    regulatory_requirements?: readonly string[]
    audit_logging?: boolean
  }
  annotations?: Readonly<Record<string, unknown>>
  labels?: Readonly<Record<string, string>>
}

/** A price times the answer it is named after, or times a quantity of its own (a template over `fields`). */
export type UnitCost = number | { price: number; quantity: string }

export type Presentation = {
  display?: { icon?: string; color?: string; preview_image?: string; documentation_url?: string }
  form?: {
    layout?: 'single-page' | 'wizard' | 'tabbed'
    submit_text?: string
    confirmation_required?: boolean
  }
  groups: readonly Group[]
}

export type Group = {
  id: string
  name: string
  description?: string
  icon?: string
  order?: number
  collapsible?: boolean
  collapsed_default?: boolean
  conditional?: Condition
  fields: readonly Field[]
}

export const fieldTypes = [
  'string',
  'text',
  'integer',
  'number',
  'boolean',
  'selection',
  'multi-selection',
  'date',
  'datetime',
  'email',
  'url',
  'password',
  'file',
  'json',
  'yaml',
] as const
export type FieldType = (typeof fieldTypes)[number]

export type Scalar = string | number | boolean
export type Choice = Scalar | { value: Scalar; label: string }

export type Validation = {
  /** RE2 syntax; the whole value must match. */
  pattern?: string
  /** A number's range, a string's length, a list's count, or a date's bound (ISO 8601 text). */
  min?: number | string
  max?: number | string
  enum?: readonly Choice[]
  /** Name of a registered validator. */
  custom?: string
  messages?: Partial<
    Record<'required' | 'pattern' | 'min' | 'max' | 'enum' | 'custom' | 'type', string>
  >
}

export type Datasource =
  | { type: 'static'; options: readonly Choice[] }
  | {
      type: 'reference'
      /** A named list of the catalog's `_index.yaml`, or `item` whose fulfilled instances are offered. */
      list?: string
      item?: string
      value_field?: string
      label_field?: string
    }
  | {
      type: 'api'
      endpoint: string
      headers?: Readonly<Record<string, string>>
      items_path?: string
      value_field?: string
      label_field?: string
      /** Seconds. */
      cache_ttl?: number
    }

export type Field = {
  id: string
  name: string
  description?: string
  tooltip?: string
  placeholder?: string
  type: FieldType
  order?: number
  required?: boolean
  readonly?: boolean
  default?: unknown
  validation?: Validation
  conditional?: Condition
  datasource?: Datasource
  dependencies?: { triggers?: readonly string[]; updates?: readonly string[] }
  ui_hints?: { width?: 'full' | 'half' | 'third'; advanced?: boolean; emphasis?: boolean | string }
}

export const operators = ['eq', 'ne', 'gt', 'lt', 'gte', 'lte', 'in', 'not_in', 'contains'] as const
export type Operator = (typeof operators)[number]

export type Condition =
  | { field: string; operator: Operator; value: unknown }
  | { all: readonly Condition[] }
  | { any: readonly Condition[] }
  | { not: Condition }

export type Fulfillment = {
  strategy?: Strategy
  prerequisites?: readonly Prerequisite[]
  manual: {
    description?: string
    instructions?: string
    estimated_time?: string
    actions: readonly Action[]
  }
  automatic?: {
    /** False runs actions one after another whatever their groups say; default true. */
    parallel_execution?: boolean
    state_management?: { enabled?: boolean; backend?: string; encryption?: boolean }
    actions: readonly Action[]
  }
  notifications?: Partial<
    Record<'on_start' | 'on_success' | 'on_failure' | 'on_approval_required', Notification>
  >
  post_fulfillment?: readonly Action[]
  depends_on?: readonly Dependency[]
  environments?: Readonly<Record<string, EnvironmentOverride>>
  promotion?: { path: readonly string[]; gates?: readonly unknown[] }
}

export type Strategy = {
  mode?: 'manual' | 'automatic' | 'hybrid'
  /** Hybrid only: run ticket and automation side by side. */
  parallel?: boolean
  priority?: 'low' | 'normal' | 'high' | 'critical'
  queue?: string
  /** Seconds, the whole request. */
  timeout?: number
  /** Actions of one request that may be ready or running at once, 1 to 500; default 10. */
  concurrency?: number
  /** Actions of this item that may be under way at once over all requests; an operator's rule wins. */
  max_parallel_actions?: number
}

export type Prerequisite = {
  type: string
  name?: string
  description?: string
  config?: Readonly<Record<string, unknown>>
  required?: boolean
}

export type Notification = {
  enabled?: boolean
  channels?: readonly unknown[]
  template?: string
  escalation_after?: number
  approvers?: readonly string[]
}

export type Dependency = {
  item: string
  version?: string
  when?: string | Condition
  bind?: Readonly<Record<string, unknown>>
}

export type EnvironmentOverride = {
  defaults?: Readonly<Record<string, unknown>>
  visibility?: Metadata['visibility']
  strategy?: Strategy
  approvals?: unknown
}

export type Action = {
  id: string
  name?: string
  description?: string
  type: string
  order?: number
  parallel_group?: string
  config: Readonly<Record<string, unknown>>
  /** One condition or a list that must all hold. */
  conditions?: Condition | readonly Condition[]
  dependencies?: { wait_for?: readonly string[]; require_success?: boolean }
  retry?: Retry
  /** Seconds for one action, all its attempts of waiting included; default 300 for automation. */
  timeout?: number
  circuit_breaker?: {
    enabled?: boolean
    failure_threshold?: number
    success_threshold?: number
    timeout?: number
  }
  error_handling?: {
    strategy?: 'fail' | 'continue' | 'retry' | 'fallback'
    fallback_action?: string
    /** Seconds behind an open circuit breaker before the fallback is called; default 300, 0 = at once. */
    fallback_after?: number
    notification?: unknown
    escalation_after?: number
  }
  rollback?: {
    enabled?: boolean
    action?: string | Omit<Action, 'id'>
    automatic?: boolean
    preserve_state?: boolean
  }
  output?: {
    capture?: boolean
    fields?: Readonly<Record<string, string>>
    store_in_state?: boolean
    ttl?: number
    sensitive?: readonly string[]
    reveal?: readonly string[]
  }
}

export type Retry = {
  enabled?: boolean
  attempts?: number
  /** Seconds. */
  delay?: number
  backoff?: 'linear' | 'exponential' | 'fibonacci'
  /** Seconds. */
  max_delay?: number
  retry_on?: readonly string[]
}

export type Lifecycle = {
  deprecation?: {
    deprecated?: boolean
    sunset_date?: string
    migration_path?: string
    replacement_service?: string
  }
  maintenance?: { windows?: readonly Readonly<Record<string, unknown>>[]; notifications?: unknown }
  versioning?: { strategy?: string; compatibility?: string; migration_required?: boolean }
}

/** Several items ordered as one. Ordering makes a parent request with child requests. */
export type Bundle = {
  version: '2.0'
  kind: 'CatalogBundle'
  metadata: Metadata
  presentation: Presentation
  components: readonly Component[]
}

export type Component = {
  id: string
  item: string
  version?: string
  required?: boolean
  default_enabled?: boolean
  fields?: Readonly<Record<string, unknown>>
  depends_on?: readonly string[]
  /** Whether and when the component's request is rolled back; possible, but only when asked for, if left out. */
  rollback?: { enabled?: boolean; automatic?: boolean }
}

export type Document = Item | Bundle
