import { readFileSync } from 'node:fs'
import ajvDraft04 from 'ajv-draft-04'
import { type FieldSpec, isRichText } from './fields.ts'
import { issueTypes, type Site } from './site.ts'

export type Version = '2' | '3'
export type FieldErrors = Record<string, string>

const adfFile = new URL('../../contracts/jira/adf-full.schema.json', import.meta.url)
const Ajv = ajvDraft04 as unknown as new (options: object) => {
  compile(schema: unknown): (value: unknown) => boolean
}
let adf: ((value: unknown) => boolean) | undefined

/** True for a valid Atlassian document. */
export function isDocument(value: unknown): boolean {
  adf ??= new Ajv({ strict: false, logger: false }).compile(
    JSON.parse(readFileSync(adfFile, 'utf8')),
  )
  return adf(value)
}

type Judge = (
  value: unknown,
  field: FieldSpec,
  context: { site: Site; version: Version },
) => string | undefined

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown): value is string => typeof value === 'string'

const oneOption: Judge = (value, field) => {
  const chosen = isMap(value) ? (value['value'] ?? value['name'] ?? value['id']) : undefined
  if (!isText(chosen)) return 'Specify a valid value, e.g. {"value": …}'
  if (field.allowed !== undefined && !field.allowed.includes(chosen))
    return `Option value '${chosen}' is not valid`
  return undefined
}

const user: Judge = (value, _field, { site, version }) => {
  if (value === null) return undefined
  if (!isMap(value)) return 'data was not an object'
  const ways = ['accountId', 'name', 'key'].filter((key) => value[key] !== undefined)
  if (ways.length > 1) return 'Specify only one of accountId, name and key'
  const way = version === '3' ? 'accountId' : 'name'
  const wanted = value[way]
  if (!isText(wanted)) return `Specify the user by ${way}`
  if (wanted === '-1') return undefined
  return site.users.some((one) => one[way] === wanted && one.unassignable !== true)
    ? undefined
    : `User '${wanted}' does not exist or cannot be assigned issues.`
}

const text: Judge = (value, field, { version }) => {
  if (isRichText(field) && version === '3')
    return isDocument(value)
      ? undefined
      : 'Operation value must be an Atlassian Document (see the Atlassian Document Format)'
  if (!isText(value)) return 'Operation value must be a string'
  if (!isRichText(field) && value.includes('\n')) return 'The text must be one line'
  if (field.id === 'summary' && (value.trim() === '' || value.length > 255))
    return 'Summary must be between 1 and 255 characters.'
  return undefined
}

const issueKey = /^[A-Z][A-Z0-9_]+-\d+$/

/** Fields of Jira Software, by the end of their kind. */
const agileJudges: Record<string, Judge> = {
  'gh-sprint': (value) =>
    typeof value === 'number' ? undefined : 'Number value expected as the Sprint id.',
  'gh-epic-link': (value) =>
    isText(value) && issueKey.test(value) ? undefined : 'Epic Link must be the key of an issue.',
}

const judges: Record<string, Judge> = {
  issuelink: (value) =>
    isMap(value) && isText(value['key']) ? undefined : 'data was not an object with a key',
  string: text,
  user,
  option: oneOption,
  priority: oneOption,
  'option-with-child': oneOption,
  number: (value) => (typeof value === 'number' ? undefined : 'Specify a valid number'),
  date: (value) =>
    isText(value) && /^\d{4}-\d{2}-\d{2}$/.test(value)
      ? undefined
      : "Error parsing date string, use 'yyyy-MM-dd'",
  datetime: (value) =>
    isText(value) && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}[+-]\d{4}$/.test(value)
      ? undefined
      : "Error parsing time, use 'yyyy-MM-ddTHH:mm:ss.SSSZ'",
}

function judge(
  value: unknown,
  field: FieldSpec,
  context: { site: Site; version: Version },
): string | undefined {
  const { type, items, custom = '' } = field.schema
  const agile = agileJudges[custom.split(':')[1] ?? '']
  if (agile) return agile(value, field, context)
  if (type !== 'array') return judges[type]?.(value, field, context)
  if (!Array.isArray(value)) return 'data was not an array'
  if (items !== 'string')
    return value.map((one) => oneOption(one, field, context)).find((fault) => fault)
  const bad = value.find((one) => !isText(one) || /\s/.test(one))
  return bad === undefined
    ? undefined
    : `The label '${String(bad)}' contains spaces which is invalid.`
}

/** What Jira would say of these field values, by field; empty = fine. */
export function fieldErrors(
  site: Site,
  version: Version,
  values: Record<string, unknown>,
): FieldErrors {
  const errors: FieldErrors = {}
  for (const [id, value] of Object.entries(values)) {
    if (id === 'project' || id === 'issuetype') continue
    const field = site.fields.byId(id)
    const fault = field
      ? judge(value, field, { site, version })
      : `Field '${id}' cannot be set. It is not on the appropriate screen, or unknown.`
    if (fault !== undefined) errors[id] = fault
  }
  return errors
}

/** As `fieldErrors`, and what a create must have. */
export function createErrors(
  site: Site,
  version: Version,
  values: Record<string, unknown>,
): FieldErrors {
  const errors = fieldErrors(site, version, values)
  const project = values['project']
  const type = values['issuetype']
  const key = isMap(project) ? project['key'] : undefined
  if (!isText(key)) errors['project'] = 'Specify a valid project ID or key'
  else if (!site.projects.includes(key)) errors['project'] = 'valid project is required'
  if (!isMap(type) || !isText(type['name'] ?? type['id']))
    errors['issuetype'] = 'Specify an issue type'
  else if (type['name'] !== undefined && !issueTypes.some((one) => one === type['name']))
    errors['issuetype'] = 'Specify a valid issue type'
  if (values['summary'] === undefined)
    errors['summary'] = 'You must specify a summary of the issue.'
  return errors
}
