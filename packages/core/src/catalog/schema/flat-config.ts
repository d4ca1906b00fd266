import { isRecord, own } from '../path.ts'

/** v1 key of a config to the place of the same setting in v2. */
export type FlatKeys = Readonly<Record<string, readonly string[]>>

/** v1 configs are flat: the same settings under other names. Types missing here are alike in both. */
export const flatKeys: Readonly<Record<string, FlatKeys>> = {
  'jira-ticket': {
    project: ['ticket', 'project'],
    issue_type: ['ticket', 'issue_type'],
    summary_template: ['ticket', 'summary_template'],
    description_template: ['ticket', 'description_template'],
    assignee: ['fields', 'assignee'],
    reporter: ['fields', 'reporter'],
    priority: ['fields', 'priority'],
    labels: ['fields', 'labels'],
    components: ['fields', 'components'],
    fix_versions: ['fields', 'fix_versions'],
    custom_fields: ['fields', 'custom_fields'],
  },
  'rest-api': {
    url: ['endpoint', 'url'],
    method: ['endpoint', 'method'],
    timeout: ['endpoint', 'timeout'],
    headers: ['headers'],
    body_template: ['body', 'content_template'],
    success_codes: ['response', 'expected_status'],
  },
  webhook: {
    url: ['endpoint', 'url'],
    method: ['endpoint', 'method'],
    headers: ['headers'],
    body_template: ['body', 'template'],
    success_codes: ['validation', 'expected_status'],
    timeout: ['delivery', 'timeout'],
  },
  terraform: {
    repository: ['source', 'location'],
    branch: ['source', 'ref'],
    path: ['module', 'path'],
    module: ['module', 'name'],
    variables: ['variables'],
  },
  'github-workflow': {
    repository: ['repository'],
    workflow: ['workflow', 'id'],
    ref: ['workflow', 'ref'],
    branch: ['workflow', 'ref'],
    inputs: ['inputs'],
  },
}

/** Keys that mean something else in v1 than the v2 group of the same name. */
export function isFlatValue(type: string, key: string, value: unknown): boolean {
  const place = own(own(flatKeys, type), key)
  if (!Array.isArray(place)) return false
  return place[0] !== key || place.length === 1 || !isRecord(value)
}

/**
 * The schema of a v1 config: flat keys take the rule of the v2 setting they stand for, grouped keys of
 * v2 are understood as well. What v2 demands is demanded after the upgrade, so nothing is required here.
 */
export function flatConfigSchema(type: string, schema: object): object {
  const keys = own(flatKeys, type) as FlatKeys | undefined
  if (!keys) return schema
  const grouped = own(schema, 'properties')
  const properties: Record<string, unknown> = isRecord(grouped) ? { ...grouped } : {}
  for (const [key, place] of Object.entries(keys)) {
    const flat = ruleAt(schema, place) ?? {}
    properties[key] =
      Object.hasOwn(properties, key) && properties[key] !== flat
        ? { anyOf: [{ type: 'string' }, properties[key]] }
        : flat
  }
  if (type === 'github-workflow') properties.repository = { type: ['string', 'object'] }
  return { type: 'object', properties, additionalProperties: false }
}

function ruleAt(schema: unknown, place: readonly string[]): unknown {
  let rule = schema
  for (const step of place) rule = own(own(rule, 'properties'), step)
  return rule
}
