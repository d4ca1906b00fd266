/** Form of a field's value, in the words of Jira's own field schema. */
type FieldSchema = {
  type: string
  items?: string
  custom?: string
  customId?: number
  system?: string
}
export type FieldSpec = {
  id: string
  name: string
  schema: FieldSchema
  required?: boolean
  allowed?: readonly string[]
  /** Filled in by whoever resolves the ticket; shown as inputs on its page. */
  result?: boolean
}

const kind = (name: string) => `com.atlassian.jira.plugin.system.customfieldtypes:${name}`

const agile = (name: string) => `com.pyxis.greenhopper.jira:gh-${name}`

function custom(number: number, name: string, schema: FieldSchema, more: Partial<FieldSpec> = {}) {
  return { id: `customfield_${number}`, name, schema: { ...schema, customId: number }, ...more }
}

const systemFields: readonly FieldSpec[] = [
  {
    id: 'project',
    name: 'Project',
    schema: { type: 'project', system: 'project' },
    required: true,
  },
  {
    id: 'issuetype',
    name: 'Issue Type',
    schema: { type: 'issuetype', system: 'issuetype' },
    required: true,
  },
  { id: 'summary', name: 'Summary', schema: { type: 'string', system: 'summary' }, required: true },
  { id: 'description', name: 'Description', schema: { type: 'string', system: 'description' } },
  { id: 'assignee', name: 'Assignee', schema: { type: 'user', system: 'assignee' } },
  { id: 'reporter', name: 'Reporter', schema: { type: 'user', system: 'reporter' } },
  {
    id: 'priority',
    name: 'Priority',
    schema: { type: 'priority', system: 'priority' },
    allowed: ['Highest', 'High', 'Medium', 'Low', 'Lowest'],
  },
  { id: 'labels', name: 'Labels', schema: { type: 'array', items: 'string', system: 'labels' } },
  {
    id: 'components',
    name: 'Components',
    schema: { type: 'array', items: 'component', system: 'components' },
  },
  {
    id: 'fixVersions',
    name: 'Fix versions',
    schema: { type: 'array', items: 'version', system: 'fixVersions' },
  },
  {
    id: 'versions',
    name: 'Affects versions',
    schema: { type: 'array', items: 'version', system: 'versions' },
  },
  { id: 'parent', name: 'Parent', schema: { type: 'issuelink', system: 'parent' } },
  { id: 'duedate', name: 'Due date', schema: { type: 'date', system: 'duedate' } },
]

const environments = ['development', 'dev', 'test', 'staging', 'production', 'prod']

/** Custom fields of the fake's site; more can be given at start. */
const siteFields: readonly FieldSpec[] = [
  custom(10_010, 'Cost Center', { type: 'string', custom: kind('textfield') }),
  custom(
    10_011,
    'Environment Name',
    { type: 'option', custom: kind('select') },
    { allowed: environments },
  ),
  custom(10_012, 'Business Justification', { type: 'string', custom: kind('textarea') }),
  custom(10_013, 'Request ID', { type: 'string', custom: kind('textfield') }),
  custom(10_014, 'Needed By', { type: 'date', custom: kind('datepicker') }),
  custom(10_015, 'Estimated Cost', { type: 'number', custom: kind('float') }),
  custom(
    10_016,
    'Platforms',
    { type: 'array', items: 'option', custom: kind('multiselect') },
    {
      allowed: ['Linux', 'Windows', 'Kubernetes'],
    },
  ),
  custom(10_017, 'Approver', { type: 'user', custom: kind('userpicker') }),
  custom(10_018, 'Go Live', { type: 'datetime', custom: kind('datetime') }),
  custom(10_019, 'Location', { type: 'option-with-child', custom: kind('cascadingselect') }),
  custom(10_020, 'Sprint', { type: 'array', items: 'json', custom: agile('sprint') }),
  custom(10_021, 'Epic Link', { type: 'any', custom: agile('epic-link') }),
  custom(10_030, 'Endpoint', { type: 'string', custom: kind('textfield') }, { result: true }),
  custom(10_031, 'Port', { type: 'number', custom: kind('float') }, { result: true }),
  custom(10_032, 'Connection URL', { type: 'string', custom: kind('url') }, { result: true }),
  custom(10_033, 'Secret Path', { type: 'string', custom: kind('textfield') }, { result: true }),
  custom(10_034, 'Resource ID', { type: 'string', custom: kind('textfield') }, { result: true }),
]

export type FieldShelf = {
  all(): readonly FieldSpec[]
  byId(id: string): FieldSpec | undefined
  byName(name: string): FieldSpec | undefined
}

/** Fields of one site. `open` accepts any customfield_NNNNN as one line of text. */
export function fieldShelf(extra: readonly FieldSpec[] = [], open = false): FieldShelf {
  const all = [...systemFields, ...siteFields, ...extra]
  const invented = (id: string): FieldSpec | undefined => {
    const number = /^customfield_(\d{5})$/.exec(id)?.[1]
    if (!open || number === undefined) return undefined
    return custom(Number(number), `Field ${number}`, { type: 'string', custom: kind('textfield') })
  }
  return {
    all: () => all,
    byId: (id) => all.find((field) => field.id === id) ?? invented(id),
    byName: (name) => all.find((field) => field.name.toLowerCase() === name.toLowerCase()),
  }
}

/** True for fields whose text is a document in API v3. */
export function isRichText({ schema }: FieldSpec): boolean {
  return schema.system === 'description' || (schema.custom ?? '').endsWith(':textarea')
}
