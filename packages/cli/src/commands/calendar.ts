import { moment, plain, print, table } from '../print.ts'
import { answerOf, connect, type Remote } from '../remote.ts'

type Row = Record<string, unknown>

/** What a freeze is about, each `<kind>=<name>` with kind environment, item, category, team or owner. */
export const scopeKinds = {
  environment: 'environments',
  item: 'items',
  category: 'categories',
  team: 'teams',
  owner: 'owners',
} as const
export type Scope = Partial<Record<(typeof scopeKinds)[keyof typeof scopeKinds], string[]>>

export type FreezeFlags = {
  reason: string
  timezone?: string
  scope: Scope
  approver: readonly string[]
}

/** `pao calendar`: when nothing may begin, and with an item also its own windows. */
export async function showCalendar(
  remote: Remote,
  query: { from?: string; to?: string; environment?: string; item?: string },
): Promise<void> {
  const asked = connect(remote.config).GET('/api/v1/calendar', { params: { query } })
  const found = await answerOf(asked, remote.config.url)
  const { items = [] } = found as { items?: readonly Row[] }
  print(remote.screen, remote.output, found, () =>
    items.length === 0
      ? 'nothing is closed in this time'
      : table(
          items,
          [
            { title: 'WHAT', of: (row) => row['kind'] },
            { title: 'NAME', of: (row) => row['name'] },
            { title: 'FROM', of: (row) => moment(row['from']) },
            { title: 'TO', of: (row) => moment(row['to']) },
            { title: 'OF', of: (row) => scopeText(row['scope']) },
            { title: 'REASON', of: (row) => row['reason'] },
          ],
          remote.screen.width,
        ),
  )
}

/** `pao calendar waiting`: orders that wait for it. */
export async function showWaiting(remote: Remote): Promise<void> {
  const asked = connect(remote.config).GET('/api/v1/calendar/waiting', {})
  const found = await answerOf(asked, remote.config.url)
  const { items = [] } = found as { items?: readonly Row[] }
  print(remote.screen, remote.output, found, () =>
    items.length === 0
      ? 'nothing waits for the calendar'
      : table(
          items,
          [
            { title: 'REQUEST', of: (row) => row['request'] },
            { title: 'ITEM', of: (row) => row['item'] },
            { title: 'REQUESTER', of: (row) => row['requester'] },
            { title: 'UNTIL', of: (row) => moment(part(row['closed'], 'until')) },
            { title: 'FOR', of: (row) => part(row['closed'], 'name') },
            { title: 'EXCEPTION', of: (row) => part(row['exception'], 'state') },
          ],
          remote.screen.width,
        ),
  )
}

/** `pao freeze list`: freezes as they were set. */
export async function listFreezes(remote: Remote): Promise<void> {
  const found = await answerOf(
    connect(remote.config).GET('/api/v1/calendar/freezes', {}),
    remote.config.url,
  )
  const { items = [] } = found as { items?: readonly Row[] }
  print(remote.screen, remote.output, found, () =>
    items.length === 0
      ? 'there are no freezes'
      : table(
          items,
          [
            { title: 'NAME', of: (row) => row['name'] },
            { title: 'FROM', of: (row) => row['from'] },
            { title: 'TO', of: (row) => row['to'] },
            { title: 'ZONE', of: (row) => row['timezone'] },
            { title: 'OF', of: (row) => scopeText(row['scope']) },
            { title: 'REASON', of: (row) => row['reason'] },
          ],
          remote.screen.width,
        ),
  )
}

/** `pao freeze set`. */
export async function setFreeze(
  remote: Remote,
  { name, from, to }: { name: string; from: string; to: string },
  { reason, timezone, scope, approver }: FreezeFlags,
): Promise<void> {
  const body = {
    from,
    to,
    reason,
    scope,
    ...(timezone !== undefined && { timezone }),
    ...(approver.length > 0 && { approvers: [...approver] }),
  }
  const asked = connect(remote.config).PUT('/api/v1/calendar/freezes/{name}', {
    params: { path: { name } },
    body,
  })
  const done = await answerOf(asked, remote.config.url)
  print(
    remote.screen,
    remote.output,
    done,
    () => `${name}: nothing begins from ${from} to ${to}, ${scopeText(scope)}`,
  )
}

/** `pao freeze delete`. */
export async function deleteFreeze(remote: Remote, name: string): Promise<void> {
  const asked = connect(remote.config).DELETE('/api/v1/calendar/freezes/{name}', {
    params: { path: { name } },
  })
  const done = await answerOf(asked, remote.config.url)
  print(remote.screen, remote.output, done, () => `${name}: no freeze any more`)
}

/** `pao freeze ask`: asks to begin all the same. */
export async function askException(remote: Remote, id: string, reason: string): Promise<void> {
  const asked = connect(remote.config).POST('/api/v1/requests/{id}/exception', {
    params: { path: { id } },
    body: { reason },
  })
  const done = await answerOf(asked, remote.config.url)
  print(remote.screen, remote.output, done, () => `an exception is asked for ${id}`)
}

/** `pao freeze except`: says whether a request may begin all the same. */
export async function decideException(
  remote: Remote,
  id: string,
  { refuse, comment }: { refuse?: boolean; comment?: string },
): Promise<void> {
  const body = {
    decision: refuse === true ? ('reject' as const) : ('approve' as const),
    ...(comment !== undefined && { comment }),
  }
  const asked = connect(remote.config).POST('/api/v1/requests/{id}/exception/decision', {
    params: { path: { id } },
    body,
  })
  const done = await answerOf(asked, remote.config.url)
  print(remote.screen, remote.output, done, () =>
    refuse === true ? `${id} waits on` : `${id} begins`,
  )
}

function part(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined
}

/** `environment production; item vm, db`, or `everything`. */
function scopeText(scope: unknown): string {
  const lists = Object.entries(scopeKinds).flatMap(([kind, list]) => {
    const found = part(scope, list)
    return Array.isArray(found) && found.length > 0
      ? [`${kind} ${found.map(plain).join(', ')}`]
      : []
  })
  return lists.length === 0 ? 'everything' : lists.join('; ')
}
