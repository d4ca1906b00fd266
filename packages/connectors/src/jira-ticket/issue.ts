import { createHash } from 'node:crypto'
import { Type, type Static } from 'typebox'
import type { Answer } from '../kit/context.ts'
import { Ended } from '../kit/ended.ts'
import type { JiraTicketConfig } from './config.ts'
import { fieldBy, fieldValue, label, readFields } from './fields.ts'
import { findPerson, routedText } from './people.ts'
import { type Jira, jsonOf, refusal, refusedFields } from './remote.ts'

const Named = Type.Object({ name: Type.String() })
export const Issue = Type.Object({
  id: Type.String(),
  key: Type.String(),
  fields: Type.Intersect([
    Type.Object({
      status: Type.Optional(
        Type.Object({
          name: Type.String(),
          statusCategory: Type.Optional(Type.Object({ key: Type.String() })),
        }),
      ),
      resolution: Type.Optional(Type.Union([Named, Type.Null()])),
      attachment: Type.Optional(Type.Array(Type.Object({ filename: Type.String() }))),
      issuelinks: Type.Optional(
        Type.Array(
          Type.Object({
            type: Type.Optional(Type.Object({ name: Type.String() })),
            inwardIssue: Type.Optional(Type.Object({ key: Type.String() })),
            outwardIssue: Type.Optional(Type.Object({ key: Type.String() })),
          }),
        ),
      ),
    }),
    Type.Record(Type.String(), Type.Unknown()),
  ]),
})
export type Issue = Static<typeof Issue>

const Found = Type.Object({
  issues: Type.Array(Type.Object({ id: Type.String(), key: Type.Optional(Type.String()) })),
})
const Property = Type.Object({ value: Type.Object({ key: Type.String() }) })

const propertyKey = 'pao'
const longestSummary = 255

/** The label that finds the issue again: labels take no slash and should be short. */
function ownLabel(idempotencyKey: string): string {
  return `pao-${createHash('sha256').update(idempotencyKey).digest('hex').slice(0, 20)}`
}

const quoted = (text: string) => `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`

/**
 * Key of the issue an earlier try made: the label finds it, the property proves it (a clone carries the label,
 * never the property). Undefined = none that the index knows.
 */
export async function findOwn(jira: Jira): Promise<string | undefined> {
  const { idempotencyKey } = jira.context
  const jql = `labels = ${quoted(ownLabel(idempotencyKey))} ORDER BY created ASC`
  const path = jira.cloud ? '/search/jql' : '/search'
  const body = { jql, maxResults: 5, fields: ['status'] }
  const { issues } = await jira.read(Found, 'POST', path, body)
  for (const { id, key } of issues) {
    const proof = `/issue/${encodeURIComponent(id)}/properties/${propertyKey}`
    const answer = await jira.send('GET', proof)
    // Only "not there" says that it is another's; anything else says nothing, and one more would be made.
    if (answer.status !== 200 && answer.status !== 404)
      throw new Ended(refusal(answer, jira.context.now, jira.connection.name))
    if (answer.status === 200 && isProof(jsonOf(answer), idempotencyKey)) return key ?? id
  }
  return undefined
}

function isProof(property: unknown, key: string): boolean {
  const { value } = (property ?? {}) as Partial<Static<typeof Property>>
  return value?.key === key
}

/** The issue as it is now; reading one by key is never behind. */
export function readIssue(jira: Jira, key: string, more: readonly string[] = []): Promise<Issue> {
  const fields = ['status', 'resolution', ...more].join(',')
  return jira.read(
    Issue,
    'GET',
    `/issue/${encodeURIComponent(key)}?fields=${encodeURIComponent(fields)}`,
  )
}

/** Sends the create; label and property go with it, so that it can never exist without them. */
function sendCreate(jira: Jira, fields: Record<string, unknown>): Promise<Answer> {
  const { idempotencyKey, request, action } = jira.context
  const value = {
    key: idempotencyKey,
    request: request.id,
    action: action.id,
    item: request.item.id,
  }
  return jira.send('POST', '/issue', { fields, properties: [{ key: propertyKey, value }] })
}

/**
 * Sends the create; a person the project does not take (not assignable, or the field is not on its screen) does not
 * stop a ticket: nothing was made yet, so it is sent once more without.
 */
export async function sendFitting(jira: Jira, fields: Record<string, unknown>): Promise<Answer> {
  const answer = await sendCreate(jira, fields)
  const refused = refusedFields(answer)
  const onlyPeople = refused.every((name) => roles.has(name) && Object.hasOwn(fields, name))
  if (refused.length === 0 || !onlyPeople) return answer
  jira.context.log(
    `Jira does not take the ${refused.join(' and the ')}; the ticket is made without`,
  )
  const rest = Object.entries(fields).filter(([name]) => !refused.includes(name))
  return sendCreate(jira, Object.fromEntries(rest))
}
const roles: ReadonlySet<string> = new Set(['assignee', 'reporter'])

/** Everything the create sends, names turned into what Jira takes. `warn` hears what was left out. */
export async function createFields(
  jira: Jira,
  { ticket, fields = {} }: JiraTicketConfig,
  warn: (line: string) => void,
): Promise<Record<string, unknown>> {
  const { priority, labels = [], custom_fields = {}, parent } = fields
  const description = jira.rich(ticket.description_template ?? '')
  const own = ownLabel(jira.context.idempotencyKey)
  return {
    project: { key: ticket.project },
    issuetype: { name: ticket.issue_type ?? 'Task' },
    summary: oneLine(ticket.summary_template),
    ...(description !== undefined && { description }),
    labels: [...new Set([...labels.map((text) => label(text)).filter((text) => text !== ''), own])],
    ...(priority && { priority: { name: priority } }),
    ...(parent && { parent: { key: parent } }),
    ...byName('components', fields.components),
    ...byName('fixVersions', fields.fix_versions),
    ...byName('versions', fields.affects_versions),
    ...(await people(jira, fields, warn)),
    ...(await customFields(jira, custom_fields)),
  }
}

/** A list of things that have a name; nothing where none is given. */
function byName(field: string, names: readonly string[] = []): Record<string, { name: string }[]> {
  const given = names.filter((name) => name !== '')
  return given.length === 0 ? {} : { [field]: given.map((name) => ({ name })) }
}

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length > longestSummary ? `${line.slice(0, longestSummary - 1)}…` : line
}

/** A person nobody knows does not stop a ticket: it is made without, and the log says so. */
async function people(
  jira: Jira,
  { assignee, reporter, components = [] }: NonNullable<JiraTicketConfig['fields']>,
  warn: (line: string) => void,
): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {}
  const wanted = { assignee: assignee || routedText(jira, components), reporter }
  for (const [role, text] of Object.entries(wanted)) {
    if (!text) continue
    const person = await findPerson(jira, text)
    if (person) found[role] = person
    else
      warn(
        `No Jira user fits the ${role}; the ticket is made without. Map it in the connection's users or routing.`,
      )
  }
  return found
}

async function customFields(
  jira: Jira,
  wanted: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  const given = Object.entries(wanted).filter(
    ([, value]) => value !== null && value !== undefined && value !== '',
  )
  if (given.length === 0) return {}
  const known = await readFields(jira)
  const values: Record<string, unknown> = {}
  for (const [name, value] of given) {
    const field = fieldBy(known, name)
    values[field.id] = await fieldValue(jira, value, field)
  }
  return values
}
