import { count, moment, pairs, plain, print, table } from '../print.ts'
import { answerOf, connect, type Remote } from '../remote.ts'
import { followToEnd, statusOf } from './watch.ts'

type Row = Readonly<Record<string, unknown>>

/** `pao request status`: the request and its actions. */
export async function status(remote: Remote, id: string): Promise<void> {
  const found = (await answerOf(
    connect(remote.config).GET('/api/v1/requests/{id}', { params: { path: { id } } }),
    remote.config.url,
  )) as Found
  print(remote.screen, remote.output, found, () => statusText(found, remote.screen.width))
}

type Found = Row & {
  actions?: readonly Row[]
  children?: readonly Row[]
  left?: readonly Row[]
}

function statusText(found: Found, width: number): string {
  const head = pairs([
    ['request', found['id']],
    ['item', `${plain(within(found, 'item', 'id'))} ${plain(within(found, 'item', 'version'))}`],
    ['environment', found['environment']],
    ['state', found['state']],
    ['done', percentage(found)],
    ['reason', found['reason']],
    ['starts', moment(found['not_before'])],
    ['waits', within(found, 'closed', 'text')],
    ['created', moment(found['created_at'])],
    ['ended', moment(found['ended_at'])],
    ['ordered by', within(found, 'parent', 'id')],
  ])
  const actions = table(
    found.actions ?? [],
    [
      { title: 'ACTION', of: (one) => one['id'] },
      { title: 'TYPE', of: (one) => one['type'] },
      { title: 'STATE', of: stateOf },
      { title: 'TRIES', of: (one) => one['attempt'] },
      { title: 'DETAIL', of: detailOf },
    ],
    width,
  )
  const children = (found.children ?? []).length > 0 ? [childTable(found, width)] : []
  const left = (found.left ?? []).map(
    ({ action, why }) => `  ${plain(action)}: ${reasons[plain(why)] ?? plain(why)}`,
  )
  const rest = left.length > 0 ? [['still there', ...left].join('\n')] : []
  return [head, actions, ...children, ...rest].join('\n\n')
}

function childTable({ children = [] }: Found, width: number): string {
  return table(
    children,
    [
      { title: 'ORDERED BY', of: (one) => one['action'] },
      {
        title: 'ITEM',
        of: (one) => `${plain(within(one, 'item', 'id'))} ${plain(within(one, 'item', 'version'))}`,
      },
      { title: 'STATE', of: (one) => one['state'] },
      { title: 'DONE', of: percentage },
      { title: 'REQUEST', of: (one) => one['id'] },
    ],
    width,
  )
}

/** Why an effect stands, in words. */
const reasons: Readonly<Record<string, string>> = {
  failed: 'undoing it failed',
  held_back: 'something that may need it could not be undone',
  not_possible: 'nothing undoes it',
  not_asked: 'nobody asked to undo it',
}

function within(row: Row, ...names: readonly string[]): unknown {
  return names.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null ? (value as Row)[name] : undefined,
    row,
  )
}

function percentage(row: Row): string | undefined {
  const done = within(row, 'progress', 'percentage')
  return typeof done === 'number' ? `${done} %` : undefined
}

function stateOf(action: Row): string {
  const waiting = action['waiting_for']
  return waiting === undefined || waiting === null
    ? plain(action['state'])
    : `${plain(action['state'])} (${plain(waiting)})`
}

/** Why it failed, else where it is to be seen. */
function detailOf(row: Row): unknown {
  return within(row, 'error', 'message') ?? within(row, 'ref', 'url') ?? within(row, 'ref', 'id')
}

/** Which requests `pao request list` shows. */
export type ListFilter = {
  state?: string
  item?: string
  environment?: string
  requester?: string
  parent?: string
  children?: boolean
  q?: string
  limit?: number
  cursor?: string
}

/** `pao request list`. */
export async function list(remote: Remote, filter: ListFilter): Promise<void> {
  const found = await answerOf(
    connect(remote.config).GET('/api/v1/requests', { params: { query: filter } }),
    remote.config.url,
  )
  const { items, next_cursor: next } = found as { items: readonly Row[]; next_cursor?: string }
  const { limit: _, cursor: __, ...narrowing } = filter
  print(remote.screen, remote.output, found, () => {
    if (items.length === 0)
      return Object.keys(narrowing).length > 0 ? 'no request like that' : 'no requests yet'
    const rows = table(
      items,
      [
        { title: 'REQUEST', of: (one) => one['id'] },
        { title: 'ITEM', of: (one) => within(one, 'item', 'id') },
        { title: 'ENVIRONMENT', of: (one) => one['environment'] },
        { title: 'STATE', of: (one) => one['state'] },
        { title: 'DONE', of: percentage },
        { title: 'CREATED', of: (one) => moment(one['created_at']) },
      ],
      remote.screen.width,
    )
    return next ? `${rows}\n\n${count(items.length, 'row')}; more with --cursor ${next}` : rows
  })
}

type Controlled = { id?: string; state: string }

/** Prints where a request stands after somebody interfered. */
export function printState(remote: Remote, answer: unknown): void {
  const { id, state } = answer as Controlled
  print(remote.screen, remote.output, answer, () =>
    pairs([
      ['request', id],
      ['state', state],
    ]),
  )
}

/** `pao request cancel`. */
export async function cancel(
  remote: Remote,
  id: string,
  { reason, compensate }: { reason?: string; compensate: boolean },
): Promise<void> {
  const answer = await answerOf(
    connect(remote.config).POST('/api/v1/requests/{id}/cancel', {
      params: { path: { id } },
      body: { ...(reason !== undefined && { reason }), ...(compensate && { compensate }) },
    }),
    remote.config.url,
  )
  printState(remote, answer)
}

/** `pao request rollback`: undoes what a request that has ended made. */
export async function rollback(
  remote: Remote,
  id: string,
  { reason, wait }: { reason?: string; wait: boolean },
): Promise<void> {
  const { config } = remote
  const before = await statusOf(remote, id)
  const answer = await answerOf(
    connect(config).POST('/api/v1/requests/{id}/rollback', {
      params: { path: { id } },
      body: reason === undefined ? {} : { reason },
    }),
    config.url,
  )
  if (wait) return followToEnd(remote, id, { after: before.seq, good: 'rolled_back' })
  printState(remote, answer)
}

/** `pao request retry`: goes on from where a failed request failed, or from a named action. */
export async function retry(
  remote: Remote,
  id: string,
  options: { from?: string; useLatest: boolean; wait: boolean },
): Promise<void> {
  const { config } = remote
  const before = await statusOf(remote, id)
  const answer = await answerOf(
    connect(config).POST('/api/v1/requests/{id}/retry', {
      params: { path: { id }, query: options.from === undefined ? {} : { from: options.from } },
      body: options.useLatest ? { use_latest: true } : {},
    }),
    config.url,
  )
  if (options.wait) return followToEnd(remote, id, { after: before.seq })
  printState(remote, answer)
}

/** `pao request logs`: every attempt with what came back, and the lines it wrote. */
export async function logs(remote: Remote, id: string): Promise<void> {
  const found = await answerOf(
    connect(remote.config).GET('/api/v1/requests/{id}/logs', { params: { path: { id } } }),
    remote.config.url,
  )
  const attempts = (found as { items?: readonly Row[] }).items ?? []
  print(remote.screen, remote.output, found, () =>
    attempts.length === 0 ? 'nothing has run yet' : logText(attempts, remote.screen.width),
  )
}

function logText(attempts: readonly Row[], width: number): string {
  return table(
    attempts,
    [
      { title: 'STARTED', of: (one) => moment(one['started_at']) },
      { title: 'ACTION', of: (one) => one['action'] },
      { title: 'TRY', of: (one) => one['attempt'] },
      { title: 'ENTRY', of: (one) => one['entry'] },
      { title: 'OUTCOME', of: (one) => one['outcome'] ?? 'running' },
      { title: 'HTTP', of: (one) => one['http_status'] },
      { title: 'DETAIL', of: (one) => [detailOf(one), ...lines(one)].filter(Boolean).join('; ') },
    ],
    width,
  )
}

function lines(attempt: Row): string[] {
  const log = attempt['log']
  return Array.isArray(log)
    ? (log as readonly unknown[]).map((entry) =>
        plain(typeof entry === 'object' && entry !== null ? within(entry as Row, 'line') : entry),
      )
    : []
}

/** `pao request outputs`: what the actions brought, by action and name. */
export async function outputs(remote: Remote, id: string): Promise<void> {
  const found = await answerOf(
    connect(remote.config).GET('/api/v1/requests/{id}/outputs', { params: { path: { id } } }),
    remote.config.url,
  )
  const { outputs: byAction = {} } = found as { outputs?: Record<string, Row> }
  print(remote.screen, remote.output, found, () => {
    const brought = Object.entries(byAction).flatMap(([action, values]) =>
      Object.entries(values).map(([name, value]) => [`${action}.${name}`, value] as const),
    )
    return brought.length === 0 ? 'no outputs yet' : pairs(brought)
  })
}
