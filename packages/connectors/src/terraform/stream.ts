import type { Diagnostic } from './diagnostics.ts'

export type Counts = { add: number; change: number; destroy: number }

/** One resource of a plan. `action`: create, update, delete, replace, read, move, import, forget. */
export type PlannedChange = { address: string; action: string }

/** What a `-json` run said, gathered line by line. */
export type Told = {
  /** Version of the stream's format; undefined = it named none. */
  ui: string | undefined
  errors: Diagnostic[]
  warnings: string[]
  counts: Counts
  changes: PlannedChange[]
  /** Outputs that a plan would change, without their values. */
  outputs: string[]
}

/** Resources kept of a plan; more are counted only. */
const mostChanges = 1_000

/** Messages that tell of progress and hold no values. */
const progress: ReadonlySet<unknown> = new Set([
  'apply_start',
  'apply_complete',
  'apply_errored',
  'change_summary',
])

/** An empty account of a run. */
export function nothingTold(): Told {
  return {
    ui: undefined,
    errors: [],
    warnings: [],
    counts: { add: 0, change: 0, destroy: 0 },
    changes: [],
    outputs: [],
  }
}

/**
 * Takes one line in: one JSON object each, but providers and wrappers may write others, which are passed over, as
 * unknown types and keys are. Gives what may be shown as progress.
 */
export function take(told: Told, line: string): string | undefined {
  const message = parsed(line)
  const type = message?.['type']
  if (!message || typeof type !== 'string') return undefined
  if (type === 'version') told.ui = textOf(message['ui'])
  else if (type === 'diagnostic') takeDiagnostic(told, mapOf(message['diagnostic']))
  else if (type === 'planned_change') takeChange(told, mapOf(message['change']))
  else if (type === 'change_summary') told.counts = countsOf(mapOf(message['changes']))
  else if (type === 'outputs') told.outputs = changedOutputs(mapOf(message['outputs']))
  return progress.has(type) ? textOf(message['@message']) : undefined
}

function parsed(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith('{')) return undefined
  try {
    return mapOf(JSON.parse(line))
  } catch {
    return undefined
  }
}

function mapOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function takeDiagnostic(told: Told, diagnostic: Record<string, unknown>): void {
  const summary = (textOf(diagnostic['summary']) ?? 'unknown').slice(0, 500)
  if (diagnostic['severity'] !== 'error') return void told.warnings.push(summary)
  const range = mapOf(diagnostic['range'])
  const file = textOf(range['filename'])
  const line = mapOf(range['start'])['line']
  const at = textOf(diagnostic['address']) ?? (file && `${file}:${String(line)}`)
  told.errors.push({
    summary,
    detail: (textOf(diagnostic['detail']) ?? '').slice(0, 2_000),
    ...(at !== undefined && { at }),
  })
}

function takeChange(told: Told, change: Record<string, unknown>): void {
  const address = textOf(mapOf(change['resource'])['addr'])
  const action = textOf(change['action']) ?? 'unknown'
  if (address !== undefined && action !== 'noop' && told.changes.length < mostChanges)
    told.changes.push({ address, action })
}

function countsOf(changes: Record<string, unknown>): Counts {
  const count = (name: string) => (typeof changes[name] === 'number' ? changes[name] : 0)
  return { add: count('add'), change: count('change'), destroy: count('remove') }
}

function changedOutputs(outputs: Record<string, unknown>): string[] {
  return Object.entries(outputs)
    .filter(([, output]) => !['noop', undefined].includes(textOf(mapOf(output)['action'])))
    .map(([name]) => name)
}
