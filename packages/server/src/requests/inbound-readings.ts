import { findAll } from '@pao/connectors'

/** By which names one remote object may be waited for, and what the connector is told of it. */
export type Reading = { objects: readonly string[]; signal: Readonly<Record<string, unknown>> }

/** Settings of the connection a delivery came by, as far as they tell where its object stands. */
export type ReadingSettings = Readonly<Record<string, unknown>>

type Source = (body: unknown, settings: ReadingSettings) => readonly Reading[]

const longestText = 200
/** Alerts of one delivery that are looked at. */
const mostAlerts = 200
/** Bytes of a generic delivery that its waiter is handed; what is larger is left out. */
const mostHanded = 16_384

/** Senders of webhooks and how their deliveries are read. */
export const sources: Readonly<Record<string, Source>> = {
  github: (body) => [readGithub(body)],
  jira: (body) => [readJira(body)],
  gitlab: (body) => [readGitlab(body)],
  terraform: (body) => [readTerraform(body)],
  monitoring: readAlerts,
  generic: (body, settings) => [readGeneric(body, settings)],
}

function readJira(body: unknown): Reading {
  const issue = member(body, 'issue')
  const key = member(issue, 'key')
  const event = member(body, 'webhookEvent')
  const status = member(member(member(issue, 'fields'), 'status'), 'name')
  return {
    objects: named(key),
    signal: { source: 'jira', ...text('event', event), ...text('status', status) },
  }
}

/** The marks in a run's title, by which an action waits that does not know its run yet. */
const marks = /\bpao-[0-9a-f]{20}\b/g
const mostMarks = 5

/** News of a workflow run; a push to the catalog's repository is news of no remote object. */
function readGithub(body: unknown): Reading {
  const run = member(body, 'workflow_run')
  const id = member(run, 'id')
  const title = member(run, 'display_title')
  const marked = typeof title === 'string' ? (title.slice(0, 1_000).match(marks) ?? []) : []
  const isRun = Number.isSafeInteger(id)
  return {
    objects: isRun ? [String(id), ...marked.slice(0, mostMarks)] : [],
    signal: {
      source: 'github',
      ...(isRun && { run: id }),
      ...text('event', member(body, 'action')),
      ...text('status', member(run, 'status')),
      ...text('conclusion', member(run, 'conclusion')),
    },
  }
}

/** News of a pipeline, or of one of its jobs; a push is news of no remote object. */
function readGitlab(body: unknown): Reading {
  const kind = member(body, 'object_kind')
  const facts = member(body, 'object_attributes')
  const isJob = kind === 'build'
  const id = isJob ? member(body, 'pipeline_id') : member(facts, 'id')
  const status = member(facts, 'status')
  return {
    objects: isJob || kind === 'pipeline' ? numbered(id) : [],
    signal: {
      source: 'gitlab',
      ...text('event', kind),
      ...text('status', isJob ? undefined : status),
    },
  }
}

/** HCP Terraform's notification of a run; its verification call names none. */
function readTerraform(body: unknown): Reading {
  const id = member(body, 'run_id')
  const [newest] = list(member(body, 'notifications'))
  return {
    objects: named(id),
    signal: {
      source: 'terraform',
      ...text('event', member(newest, 'trigger')),
      ...text('status', member(newest, 'run_status')),
    },
  }
}

/** Alerts as Alertmanager (webhook version 4) and Grafana send them, by the value of one label. */
function readAlerts(body: unknown, settings: ReadingSettings): readonly Reading[] {
  const label = typeof settings['label'] === 'string' ? settings['label'] : 'pao'
  const readings = new Map<string, Reading>()
  for (const alert of list(member(body, 'alerts')).slice(0, mostAlerts)) {
    const labels = member(alert, 'labels')
    const object = member(labels, label)
    if (typeof object !== 'string' || object === '') continue
    // One that still fires outweighs those that are over.
    if (readings.get(object)?.signal['status'] === 'firing') continue
    const signal = {
      source: 'monitoring',
      ...text('status', member(alert, 'status')),
      ...text('event', member(labels, 'alertname')),
    }
    readings.set(object, { objects: named(object), signal })
  }
  return [...readings.values()]
}

function readGeneric(body: unknown, { correlation }: ReadingSettings): Reading {
  const path = typeof correlation === 'string' ? correlation : '$.correlation_id'
  const found = findAll(path, body).find(
    (one): one is string | number => typeof one === 'string' || typeof one === 'number',
  )
  const isShort = JSON.stringify(body).length <= mostHanded
  return {
    objects: found === undefined ? [] : named(String(found)),
    signal: { source: 'generic', ...(isShort ? { data: body } : { left_out: true }) },
  }
}

function numbered(id: unknown): readonly string[] {
  return Number.isSafeInteger(id) ? [String(id)] : []
}

function named(object: unknown): readonly string[] {
  return typeof object === 'string' ? [object.slice(0, longestText)] : []
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function text(name: string, value: unknown): Record<string, string> {
  return typeof value === 'string' ? { [name]: value.slice(0, longestText) } : {}
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined
}
