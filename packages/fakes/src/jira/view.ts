import type { FieldSpec } from './fields.ts'
import type { Version } from './rules.ts'
import { type Issue, type Site, statuses, type User } from './site.ts'

type Where = { version: Version; origin: string }

/** An issue as the API shows it. */
export function issueView(site: Site, issue: Issue, where: Where): Record<string, unknown> {
  const api = `${where.origin}/rest/api/${where.version}`
  const shown: Record<string, unknown> = {}
  for (const [id, value] of Object.entries(issue.fields)) {
    const field = site.fields.byId(id)
    shown[id] = field?.schema.type === 'user' ? userOf(site, value, where) : value
  }
  const { id, category } = statuses[issue.status]
  return {
    id: issue.id,
    key: issue.key,
    self: `${api}/issue/${issue.id}`,
    fields: {
      ...shown,
      project: { key: issue.key.split('-')[0] },
      status: { id, name: issue.status, self: `${api}/status/${id}`, statusCategory: category },
      resolution: issue.resolution === undefined ? null : { name: issue.resolution },
      created: issue.created,
      updated: issue.updated,
      attachment: issue.attachments.map(({ id: file, filename, size }) => ({
        id: file,
        filename,
        size,
      })),
      issuelinks: issue.links.map((link) => ({
        id: link.id,
        type: { name: link.type },
        ...(link.inward !== undefined && { inwardIssue: { key: link.inward } }),
        ...(link.outward !== undefined && { outwardIssue: { key: link.outward } }),
      })),
    },
  }
}

function userOf(site: Site, value: unknown, where: Where): unknown {
  const wanted = value as { accountId?: string; name?: string } | null
  const user = site.users.find(
    ({ accountId, name }) => accountId === wanted?.accountId || name === wanted?.name,
  )
  return user === undefined ? null : userView(user, where)
}

/** A user: account id on Cloud, name on Data Center. */
export function userView(user: User, { version }: Where): Record<string, unknown> {
  const { accountId, name, emailAddress, displayName } = user
  const who = version === '3' ? { accountId, accountType: 'atlassian' } : { name, key: name }
  return { ...who, emailAddress, displayName, active: true }
}

/** A field as `GET /field` lists it. */
export function fieldView({ id, name, schema }: FieldSpec): Record<string, unknown> {
  const custom = schema.customId !== undefined
  return {
    id,
    key: id,
    name,
    custom,
    orderable: true,
    navigable: true,
    searchable: true,
    clauseNames: custom ? [`cf[${schema.customId}]`, name] : [id],
    schema,
  }
}

/** A field as the create screen lists it. */
export function createFieldView(field: FieldSpec): Record<string, unknown> {
  return {
    fieldId: field.id,
    key: field.id,
    name: field.name,
    required: field.required === true,
    hasDefaultValue: false,
    operations: ['set'],
    schema: field.schema,
    ...(field.allowed !== undefined && {
      allowedValues: field.allowed.map((value, at) => ({
        id: String(10_100 + at),
        value,
        name: value,
      })),
    }),
  }
}
