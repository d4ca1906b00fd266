import { randomUUID } from 'node:crypto'
import { type ApiClient, type StreamedEvent, streamEvents } from '@pao/sdk'
import { load } from 'js-yaml'
import type { CliConfig } from '../config.ts'
import { exitCodes, Stop } from '../exit.ts'
import { fieldValues } from '../field-values.ts'
import { type OutputForm, pairs, plain, print, type Screen, table } from '../print.ts'
import { answerOf, connect } from '../remote.ts'
import { readText } from './catalog.ts'

export type Remote = {
  config: CliConfig
  screen: Screen
  output: OutputForm
  pause(ms: number): Promise<void>
}

export type OrderOptions = {
  field: readonly string[]
  fieldsFile?: string
  environment?: string
  itemVersion?: string
  reason?: string
  onBehalfOf?: string
  notBefore?: string
}

const endStates = new Set([
  'completed',
  'failed',
  'cancelled',
  'rejected',
  'rolled_back',
  'rollback_failed',
])

/** The order as the API wants it, fields read by the meaning the item's schema gives them. */
async function orderOf(remote: Remote, item: string, options: OrderOptions) {
  const api = connect(remote.config)
  const form = await answerOf(
    api.GET('/api/v1/catalog/items/{id}/schema', { params: { path: { id: item } } }),
    remote.config.url,
  )
  const fromFile = options.fieldsFile === undefined ? {} : fileFields(options.fieldsFile)
  return {
    item,
    fields: { ...fromFile, ...fieldValues(options.field, (form as { schema: object }).schema) },
    ...(options.environment !== undefined && { environment: options.environment }),
    ...(options.itemVersion !== undefined && { version: options.itemVersion }),
    ...(options.reason !== undefined && { reason: options.reason }),
    ...(options.onBehalfOf !== undefined && { on_behalf_of: options.onBehalfOf }),
    ...(options.notBefore !== undefined && { not_before: options.notBefore }),
  }
}

function fileFields(path: string): Record<string, unknown> {
  const value = load(readText(path), { maxAliases: 0, maxDepth: 32 })
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Stop(exitCodes.unasked, `${path} must hold a map of field names to values`)
  return value as Record<string, unknown>
}

/** `pao preview`: the whole plan of an order, nothing touched. Exit 1 when the order would be refused. */
export async function preview(remote: Remote, item: string, options: OrderOptions): Promise<void> {
  const order = await orderOf(remote, item, options)
  const plan = await answerOf(
    connect(remote.config).POST('/api/v1/simulate/fulfillment', { body: order }),
    remote.config.url,
  )
  print(remote.screen, remote.output, plan, () => planText(plan, remote.screen.width))
}

type PreviewText = {
  item?: { id: string; version: string }
  mode?: string
  warnings?: readonly (string | { message: string })[]
  actions?: readonly {
    id: string
    type: string
    lane?: string
    after?: readonly string[]
    runs?: unknown
    state?: string
    input?: unknown
  }[]
}

function planText(plan: PreviewText, width: number): string {
  const head = pairs([
    ['item', plan.item ? `${plan.item.id} ${plan.item.version}` : undefined],
    ['mode', plan.mode],
  ])
  const steps = table(
    plan.actions ?? [],
    [
      { title: 'ACTION', of: (one) => one.id },
      { title: 'TYPE', of: (one) => one.type },
      { title: 'LANE', of: (one) => one.lane },
      { title: 'AFTER', of: (one) => (one.after ?? []).join(', ') },
      { title: 'INPUT', of: (one) => one.input },
    ],
    width,
  )
  const warnings = (plan.warnings ?? []).map(
    (one) => `! ${typeof one === 'string' ? one : one.message}`,
  )
  return [head, '', steps, ...(warnings.length > 0 ? ['', ...warnings] : [])].join('\n')
}

/** `pao request submit`. `dryRun` previews, `wait` follows to the end (exit 1 unless completed). */
export async function submit(
  remote: Remote,
  item: string,
  options: OrderOptions & { dryRun: boolean; wait: boolean; idempotencyKey?: string },
): Promise<void> {
  if (options.dryRun) return preview(remote, item, options)
  const order = await orderOf(remote, item, options)
  const submitted = (await answerOf(
    connect(remote.config).POST('/api/v1/requests', {
      body: order,
      headers: { 'idempotency-key': options.idempotencyKey ?? randomUUID() },
    }),
    remote.config.url,
  )) as { id: string; state: string }
  if (options.wait) {
    remote.screen.err(`request ${submitted.id}`)
    return watch(remote, submitted.id)
  }
  print(remote.screen, remote.output, submitted, () =>
    pairs([
      ['request', submitted.id],
      ['state', submitted.state],
    ]),
  )
}

/** `pao request watch`: prints events as they come; exit 1 when the request does not end as completed. */
export async function watch(remote: Remote, id: string, after = 0): Promise<void> {
  const { config, screen, output } = remote
  const access = { url: config.url, ...(config.token !== undefined && { token: config.token }) }
  for await (const event of streamEvents(access, id, { after, pause: remote.pause }))
    screen.out(output === 'json' ? JSON.stringify(event) : eventLine(event))
  const { state } = (await statusOf(connect(config), config.url, id)) as { state: string }
  if (output !== 'json') screen.out(state)
  if (endStates.has(state) && state !== 'completed') throw new Stop(exitCodes.no)
}

function eventLine(event: StreamedEvent): string {
  const { at, type } = event
  const data = event['data']
  const details =
    typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : event
  const action = details['action'] ?? details['current_action']
  const error = details['error']
  const message =
    typeof error === 'object' && error !== null && 'message' in error ? error.message : undefined
  const ref = details['ref']
  const url = typeof ref === 'object' && ref !== null && 'url' in ref ? ref.url : undefined
  return [at.slice(11, 19), type.padEnd(18), action, message, url]
    .filter((part) => part !== undefined)
    .map(plain)
    .join('  ')
}

function statusOf(api: ApiClient, url: string, id: string): Promise<unknown> {
  return answerOf(api.GET('/api/v1/requests/{id}/status', { params: { path: { id } } }), url)
}

/** `pao request status`. */
export async function status(remote: Remote, id: string): Promise<void> {
  const found = (await answerOf(
    connect(remote.config).GET('/api/v1/requests/{id}', { params: { path: { id } } }),
    remote.config.url,
  )) as Record<string, unknown> & { actions?: readonly Record<string, unknown>[] }
  print(remote.screen, remote.output, found, () => statusText(found, remote.screen.width))
}

function statusText(
  found: Record<string, unknown> & { actions?: readonly Record<string, unknown>[] },
  width: number,
): string {
  const item = found['item'] as { id?: string; version?: string } | string | undefined
  const head = pairs([
    ['request', found['id']],
    ['item', typeof item === 'object' ? `${item.id ?? ''} ${item.version ?? ''}` : item],
    ['state', found['state']],
    ['created', found['created_at']],
    ['ended', found['ended_at']],
  ])
  const actions = table(
    found.actions ?? [],
    [
      { title: 'ACTION', of: (one) => one['id'] },
      { title: 'STATE', of: (one) => one['state'] },
      { title: 'TRIES', of: (one) => one['attempt'] },
      { title: 'WAITS FOR', of: (one) => one['waiting_for'] },
      { title: 'ERROR', of: (one) => (one['error'] as { message?: string } | undefined)?.message },
    ],
    width,
  )
  return `${head}\n\n${actions}`
}

/** `pao request list`. */
export async function list(
  remote: Remote,
  filter: { state?: string; item?: string; limit?: number; cursor?: string },
): Promise<void> {
  const found = (await answerOf(
    connect(remote.config).GET('/api/v1/requests', { params: { query: filter } }),
    remote.config.url,
  )) as { items: readonly Record<string, unknown>[]; next_cursor?: string | null }
  print(remote.screen, remote.output, found, () => {
    const rows = table(
      found.items,
      [
        { title: 'REQUEST', of: (one) => one['id'] },
        {
          title: 'ITEM',
          of: (one) => (one['item'] as { id?: string } | undefined)?.id ?? one['item'],
        },
        { title: 'STATE', of: (one) => one['state'] },
        { title: 'CREATED', of: (one) => one['created_at'] },
      ],
      remote.screen.width,
    )
    return found.next_cursor ? `${rows}\n\nmore: --cursor ${found.next_cursor}` : rows
  })
}

/** `pao request cancel`. */
export async function cancel(
  remote: Remote,
  id: string,
  reason: string | undefined,
): Promise<void> {
  const answer = await answerOf(
    connect(remote.config).POST('/api/v1/requests/{id}/cancel', {
      params: { path: { id } },
      body: reason === undefined ? {} : { reason },
    }),
    remote.config.url,
  )
  print(
    remote.screen,
    remote.output,
    answer,
    () => `state  ${plain((answer as { state: string }).state)}`,
  )
}

/** `pao request retry`: goes on from where a failed request failed, or from a named action. */
export async function retry(
  remote: Remote,
  id: string,
  options: { from?: string; wait: boolean },
): Promise<void> {
  const before = (await statusOf(connect(remote.config), remote.config.url, id)) as { seq?: number }
  const answer = await answerOf(
    connect(remote.config).POST('/api/v1/requests/{id}/retry', {
      params: { path: { id }, query: options.from === undefined ? {} : { from: options.from } },
      body: {},
    }),
    remote.config.url,
  )
  if (options.wait) return watch(remote, id, before.seq ?? 0)
  print(
    remote.screen,
    remote.output,
    answer,
    () => `state  ${plain((answer as { state: string }).state)}`,
  )
}

/** `pao request logs`: every attempt with what it was given and what came back. */
export async function logs(remote: Remote, id: string): Promise<void> {
  const found = await answerOf(
    connect(remote.config).GET('/api/v1/requests/{id}/logs', { params: { path: { id } } }),
    remote.config.url,
  )
  const rows = (found as { items?: readonly Record<string, unknown>[] }).items ?? []
  print(remote.screen, remote.output, found, () =>
    table(
      rows,
      [
        { title: 'STARTED', of: (one) => one['started_at'] },
        { title: 'ACTION', of: (one) => one['action'] },
        { title: 'ENTRY', of: (one) => one['entry'] },
        { title: 'OUTCOME', of: (one) => one['outcome'] ?? 'running' },
        {
          title: 'DETAIL',
          of: (one) =>
            (one['error'] as { message?: string } | null)?.message ??
            (one['ref'] as { url?: string } | null)?.url,
        },
      ],
      remote.screen.width,
    ),
  )
}

/** `pao request outputs`. */
export async function outputs(remote: Remote, id: string): Promise<void> {
  const found = await answerOf(
    connect(remote.config).GET('/api/v1/requests/{id}/outputs', { params: { path: { id } } }),
    remote.config.url,
  )
  print(remote.screen, remote.output, found, () => {
    const outputsByAction =
      (found as { outputs?: Record<string, Record<string, unknown>> }).outputs ?? {}
    return pairs(
      Object.entries(outputsByAction).flatMap(([action, values]) =>
        Object.entries(values).map(([name, value]) => [`${action}.${name}`, value] as const),
      ),
    )
  })
}
