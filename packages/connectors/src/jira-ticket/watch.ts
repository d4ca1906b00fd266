import type { AskedResult } from '../kit/context.ts'
import type { ExternalRef, Outcome } from '../kit/outcome.ts'
import { comment, tellProgress } from './comments.ts'
import type { JiraTicketConfig } from './config.ts'
import { fieldBy, plainValue, readFields } from './fields.ts'
import { type Issue, readIssue } from './issue.ts'
import type { Jira } from './remote.ts'
import { takeNamed } from './transitions.ts'

/** First pause between two looks, and the longest; a webhook usually comes sooner. */
const firstLookMs = 30_000
const longestLookMs = 300_000

const failures = [
  "Won't Do",
  "Won't Fix",
  'Declined',
  'Rejected',
  'Cancelled',
  'Canceled',
  'Duplicate',
  'Cannot Reproduce',
  'Incomplete',
  'Abandoned',
]

type Watched = {
  key: string
  warnings: readonly string[]
  looks: number
  /** Actions whose end stands on the issue. */
  told: readonly string[]
}

export function refOf(jira: Jira, key: string): ExternalRef {
  return { kind: 'jira', id: key, url: `${jira.site}/browse/${key}` }
}

/** Waits on: the webhook finds it by `jira:<connection>:<key>`, the poll by time. */
export function nextLook(jira: Jira, { key, warnings, looks, told }: Watched): Outcome {
  const pause = Math.min(firstLookMs * 1.5 ** looks, longestLookMs)
  return {
    kind: 'waiting',
    until: jira.context.now + Math.round(pause),
    waitingFor: 'remote',
    key: `jira:${jira.connection.name}:${key}`,
    memo: { phase: 'watching', key, warnings, looks: looks + 1, told },
    ref: refOf(jira, key),
  }
}

/** What the issue's status means; waits on while it is open. */
export async function watched(
  jira: Jira,
  config: JiraTicketConfig,
  before: Watched,
): Promise<Outcome> {
  const results = await resultFields(jira, config.workflow?.result_fields ?? {})
  const issue = await readIssue(jira, before.key, Object.values(results))
  const watch = { ...before, key: issue.key }
  if (issue.fields.status?.statusCategory?.key !== 'done') return stillOpen(jira, config, watch)
  const verdict = failedBy(issue, config)
  if (verdict !== undefined) return resolvedBadly(jira, config, { key: issue.key, verdict })
  const read = valuesOf(jira, issue, results)
  const missing = missingOf(jira, read)
  if (missing.length > 0) return sendBack(jira, watch, { missing, results })
  const fault = await takeNamed(jira, issue.key, config.workflow?.transition_on_success)
  const warnings = fault === undefined ? watch.warnings : [...watch.warnings, fault]
  return succeeded(jira, issue, { read, warnings })
}

async function stillOpen(
  jira: Jira,
  { workflow }: JiraTicketConfig,
  watch: Watched,
): Promise<Outcome> {
  if (workflow?.comment_on_progress !== true) return nextLook(jira, watch)
  const told = await tellProgress(jira, watch.key, watch.told)
  return nextLook(jira, { ...watch, told })
}

async function resolvedBadly(
  jira: Jira,
  { workflow }: JiraTicketConfig,
  { key, verdict }: { key: string; verdict: string },
): Promise<Outcome> {
  const fault = await takeNamed(jira, key, workflow?.transition_on_failure)
  if (fault !== undefined) jira.context.log(fault)
  return {
    kind: 'failed',
    retryable: false,
    class: 'rejected',
    code: 'jira.resolved_as_failure',
    message: `${key} was resolved as "${verdict}"`,
    ref: refOf(jira, key),
  }
}

/** The end of an action that only makes the issue. */
export async function madeOnly(
  jira: Jira,
  key: string,
  warnings: readonly string[],
): Promise<Outcome> {
  return succeeded(jira, await readIssue(jira, key), { read: {}, warnings })
}

/** Output name to field id. */
type Results = Readonly<Record<string, string>>

async function resultFields(
  jira: Jira,
  wanted: Readonly<Record<string, string>>,
): Promise<Results> {
  const pairs = Object.entries(wanted)
  if (pairs.length === 0) return {}
  const known = await readFields(jira)
  return Object.fromEntries(pairs.map(([output, name]) => [output, fieldBy(known, name).id]))
}

type Values = Readonly<Record<string, unknown>>

function valuesOf(jira: Jira, { fields }: Issue, results: Results): Values {
  return Object.fromEntries(
    Object.entries(results).map(([output, field]) => [output, plainValue(jira, fields[field])]),
  )
}

/** The results that must be there and are not. The issue's own outputs (key, url …) count as there. */
function missingOf(jira: Jira, read: Values): readonly AskedResult[] {
  return (jira.context.action.asks ?? []).filter(({ name, required }) => {
    const value = read[name]
    const isEmpty = value === undefined || value === null || value === ''
    return required && isEmpty && !ownOutputs.has(name)
  })
}
const ownOutputs: ReadonlySet<string> = new Set(['key', 'id', 'url', 'status', 'warnings'])

type Lacking = { missing: readonly AskedResult[]; results: Results }

/** Resolved without what the request goes on with: a comment says so, and the wait goes on. */
async function sendBack(
  jira: Jira,
  watch: Watched,
  { missing, results }: Lacking,
): Promise<Outcome> {
  const { key } = watch
  const unread = missing.find(({ name }) => !Object.hasOwn(results, name))
  if (unread)
    return {
      kind: 'failed',
      retryable: false,
      class: 'rejected',
      code: 'jira.result_unmapped',
      message: `${key} is resolved, but result_fields names no field for ${unread.name}`,
      ref: refOf(jira, key),
    }
  const names = missing.map(({ name, description }) => `${name} (${description})`).join('; ')
  const { request } = jira.context
  const mark = `Request ${request.id} still needs ${missing.map(({ name }) => name).join(', ')}`
  const text = `${mark}. Please fill in: ${names}. The request waits until then. ${request.url}`
  const fault = await comment(jira, key, { mark, text })
  if (fault !== undefined) jira.context.log(fault)
  return nextLook(jira, watch)
}

function succeeded(
  jira: Jira,
  { id, key, fields }: Issue,
  { read, warnings }: { read: Values; warnings: readonly string[] },
): Outcome {
  const ref = refOf(jira, key)
  const status = fields.status?.name ?? null
  const resolution = fields.resolution?.name ?? null
  const own = { key, id, url: ref.url, status, resolution, warnings }
  return { kind: 'succeeded', outputs: { ...read, ...own }, ref }
}

const isIn = (list: readonly string[], word: string) =>
  list.some((one) => one.toLowerCase() === word.toLowerCase())

/** The word that makes a done issue a failure; undefined = success. Some workflows resolve by status only. */
function failedBy({ fields }: Issue, { workflow = {} }: JiraTicketConfig): string | undefined {
  const { success_resolutions: good = [], failure_resolutions: bad = failures } = workflow
  const words = [fields.resolution?.name, fields.status?.name].filter((one) => one !== undefined)
  if (good.length > 0)
    return words.some((word) => isIn(good, word)) ? undefined : (words[0] ?? 'unresolved')
  return words.find((word) => isIn(bad, word))
}
