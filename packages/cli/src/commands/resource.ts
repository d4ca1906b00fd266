import { exitCodes, Stop } from '../exit.ts'
import { moment, pairs, plain, print, table } from '../print.ts'
import { answerOf, connect, type Remote } from '../remote.ts'

export const driftStates = ['unknown', 'in_sync', 'drifted', 'missing'] as const
type DriftState = (typeof driftStates)[number]
export type ResourceFlags = {
  mine: boolean
  environment?: string
  query?: string
  drift?: DriftState
}

/** Resources of one answer; `next_cursor` says that there are more. */
const perPage = 200
const mostPages = 50
/** Milliseconds between two questions whether a look has ended. */
const askMs = 1_000

type Drift = {
  state: DriftState
  checked_at: string | null
  next_look_at: string | null
  since: string | null
  asked: boolean
}
type Resource = {
  id: string
  name: string
  type: string
  state: string
  environment: string | null
  owner_team: string
  drift: Drift
}
type Difference = { path: string; expected?: unknown; found?: unknown }
type Whole = Resource & {
  differences: readonly Difference[]
  accepted: readonly Difference[]
  look_problem: { code: string; message: string } | null
}

/** `pao resource list`: what one owns or looks after. */
export async function listResources(
  remote: Remote,
  { mine, environment, query: q, drift }: ResourceFlags,
): Promise<void> {
  const items: Resource[] = []
  let cursor: string | undefined
  for (let page = 0; page < mostPages; page += 1) {
    const query = {
      limit: perPage,
      ...(mine && { mine }),
      ...(environment !== undefined && { environment }),
      ...(q !== undefined && { q }),
      ...(drift !== undefined && { drift }),
      ...(cursor !== undefined && { cursor }),
    }
    const found = await answerOf(
      connect(remote.config).GET('/api/v1/resources', { params: { query } }),
      remote.config.url,
    )
    items.push(...found.items)
    cursor = found.next_cursor ?? undefined
    if (cursor === undefined) break
  }
  print(remote.screen, remote.output, { items }, () => tableOf(items, remote.screen.width))
}

function tableOf(items: readonly Resource[], width: number): string {
  if (items.length === 0) return 'there is nothing of the kind'
  return table(
    items,
    [
      { title: 'RESOURCE', of: ({ id }) => id },
      { title: 'NAME', of: ({ name }) => name },
      { title: 'TYPE', of: ({ type }) => type },
      { title: 'ENVIRONMENT', of: ({ environment }) => environment },
      { title: 'STATE', of: ({ state }) => state },
      { title: 'DRIFT', of: ({ drift }) => drift.state },
      { title: 'LOOKED AT', of: ({ drift }) => drift.checked_at && moment(drift.checked_at) },
    ],
    width,
  )
}

/** `pao resource show`: one of them; exit 1 when it is not as it was ordered. */
export async function showResource(remote: Remote, id: string): Promise<void> {
  tell(remote, await fetched(remote, id))
}

/** `pao resource look`: asks for a look and waits for what it finds; exit 1 when it is not as it was ordered. */
export async function lookAt(remote: Remote, id: string, wait: string): Promise<void> {
  const seconds = Number(wait)
  if (!Number.isFinite(seconds) || seconds < 0)
    throw new Stop(exitCodes.unasked, '--wait is a number of seconds')
  let found: Whole = await answerOf(
    connect(remote.config).POST('/api/v1/resources/{id}/look', { params: { path: { id } } }),
    remote.config.url,
  )
  for (let count = 0; found.drift.asked && count < seconds; count += 1) {
    await remote.pause(askMs)
    found = await fetched(remote, id)
  }
  if (found.drift.asked && seconds > 0)
    remote.screen.err(`not looked at yet; ask again with: pao resource show ${plain(id)}`)
  tell(remote, found)
}

/** `pao resource accept`: says that what was found is right. */
export async function acceptDrift(
  remote: Remote,
  id: string,
  reason: string | undefined,
): Promise<void> {
  const found = await answerOf(
    connect(remote.config).POST('/api/v1/resources/{id}/accept-drift', {
      params: { path: { id } },
      body: reason === undefined ? {} : { reason },
    }),
    remote.config.url,
  )
  tell(remote, found)
}

function fetched({ config }: Remote, id: string): Promise<Whole> {
  return answerOf(
    connect(config).GET('/api/v1/resources/{id}', { params: { path: { id } } }),
    config.url,
  )
}

function tell(remote: Remote, found: Whole): void {
  const { drift, differences, look_problem: problem } = found
  print(remote.screen, remote.output, found, () =>
    [
      pairs([
        ['resource', found.id],
        ['name', found.name],
        ['type', found.type],
        ['environment', found.environment],
        ['team', found.owner_team],
        ['state', found.state],
        ['drift', drift.state],
        ['since', drift.since && moment(drift.since)],
        ['looked at', drift.checked_at && moment(drift.checked_at)],
        ['next look', drift.next_look_at && moment(drift.next_look_at)],
        ['last look', problem && `failed: ${problem.message} (${problem.code})`],
        ['accepted', found.accepted.length === 0 ? undefined : found.accepted.length],
      ]),
      ...(differences.length === 0 ? [] : [differencesOf(differences, remote.screen.width)]),
    ].join('\n\n'),
  )
  if (drift.state === 'drifted' || drift.state === 'missing') throw new Stop(exitCodes.no)
}

function side(value: unknown): string {
  return value === undefined ? '(none)' : JSON.stringify(value)
}

function differencesOf(differences: readonly Difference[], width: number): string {
  return table(
    differences,
    [
      { title: 'WHERE', of: ({ path }) => path },
      { title: 'ORDERED', of: ({ expected }) => side(expected) },
      { title: 'FOUND', of: ({ found }) => side(found) },
    ],
    width,
  )
}
