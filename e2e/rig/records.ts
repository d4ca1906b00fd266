import { type Plan, replay, type Run, type RunEvent } from '@pao/core/engine'
import pg from 'pg'
import { effects as effectsOf, type World } from './world.ts'

/** One thing the client did: asked (`invoke`), and what came of it. `info` = nobody knows. */
export type Told = {
  type: 'invoke' | 'ok' | 'fail' | 'info'
  what: string
  key: string
  id?: string
  at: number
}

export type Stored = { id: string; item: string; state: string; name: string; run: Run; plan: Plan }

const ended = ['completed', 'failed', 'rejected', 'cancelled', 'rolled_back', 'rollback_failed']

/** Runs `work` on a connection of its own to the database. */
export async function asking<T>(url: string, work: (db: pg.Client) => Promise<T>): Promise<T> {
  const db = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  db.on('error', () => undefined)
  await db.connect()
  try {
    return await work(db)
  } finally {
    await db.end()
  }
}

export function stored(db: pg.Client): Promise<Stored[]> {
  return db
    .query<Stored>(
      `select r.id, item_id as item, state, fields ->> 'name' as name, run,
        case when s.actions is null then plan
          else plan || jsonb_build_object('actions', s.actions) end as plan
      from request r left join action_set s on s.tenant = r.tenant and s.hash = r.action_set_hash`,
    )
    .then(({ rows }) => rows)
}

export type Verdict = {
  ids: readonly string[]
  states: Record<string, number>
  effects: number
  /** One sentence each. */
  violations: string[]
}

/**
 * Compares what the client was told, what the database holds and what happened outside: nothing
 * acknowledged lost, nothing made twice, nothing stuck, every log whole and its run the log's.
 */
export async function compare(
  databaseUrl: string,
  world: World,
  history: readonly Told[],
): Promise<Verdict> {
  const { requests, events, attempts } = await asking(databaseUrl, async (db) => ({
    requests: await stored(db),
    events: await eventsOf(db),
    attempts: await attemptsOf(db),
  }))
  const made = madeBy(world)
  const violations = [
    ...againstHistory(requests, history),
    ...requests.flatMap((request) =>
      againstWorld(request, made.get(request.id) ?? new Map(), attempts),
    ),
    ...requests.flatMap((request) => againstLog(request, events.get(request.id) ?? [])),
  ]
  const states: Record<string, number> = {}
  for (const { state } of requests) states[state] = (states[state] ?? 0) + 1
  const ids = requests.map(({ id }) => id)
  const effects = ids.flatMap((id) => [...(made.get(id)?.values() ?? [])])
  return { ids, states, effects: effects.reduce((sum, count) => sum + count, 0), violations }
}

/** What was made for requests that no database knows; `ids` = those of all of them. */
export function strangers(world: World, ids: readonly string[]): string[] {
  const known = new Set(ids)
  return [...madeBy(world).keys()]
    .filter((id) => !known.has(id))
    .map((id) => `lost: something was made for ${id}, which no database knows`)
}

function againstHistory(requests: readonly Stored[], history: readonly Told[]): string[] {
  const known = new Map(requests.map((request) => [request.id, request]))
  const said = history.filter(({ type }) => type === 'ok')
  return [
    ...repeated(requests),
    ...said.flatMap((told) => (told.what === 'submit' ? lost(known.get(told.id ?? ''), told) : [])),
    ...said.flatMap(({ what, id = '' }) =>
      what === 'cancel' && !ended.includes(known.get(id)?.state ?? '')
        ? [`stuck: ${id} was cancelled`]
        : [],
    ),
  ]
}

/** The client names every order by its key, so two requests of one name are one order taken twice. */
function repeated(requests: readonly Stored[]): string[] {
  const counts = new Map<string, number>()
  for (const { name } of requests) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].flatMap(([name, count]) =>
    count > 1 ? [`doubled: ${name} became ${count} requests`] : [],
  )
}

function lost(found: Stored | undefined, { id = '', key }: Told): string[] {
  if (!found) return [`lost: ${id} was acknowledged for ${key}`]
  return found.name === key ? [] : [`lost: ${id} answers for ${key} and ${found.name}`]
}

/** How often each step of each request took effect outside, as the stand-ins' ledgers say. */
function madeBy({ fakes }: World): Map<string, Map<string, number>> {
  const made = new Map<string, Map<string, number>>()
  const note = (request: string, step: string): void => {
    const steps = made.get(request) ?? new Map<string, number>()
    steps.set(step, (steps.get(step) ?? 0) + 1)
    made.set(request, steps)
  }
  for (const { path, body } of fakes.rest.effects())
    note((body as { request: string }).request, path.split('/')[2] ?? '')
  for (const issue of fakes.jira.issues()) {
    const id = /[\da-f]{8}-[\da-f-]{27}/.exec(JSON.stringify(issue.fields['description']))?.[0]
    note(id ?? '', 'file')
  }
  return made
}

/** The tries of each step, as text, by request and step; they show how a fault came about. */
async function attemptsOf(db: pg.Client): Promise<Map<string, string>> {
  const { rows } = await db.query<{ step: string; tries: string }>(
    `select request_id || ' ' || action_id as step, string_agg(concat_ws(' ', '#' || fence, entry,
        right(worker, 6), to_char(started_at, 'MI:SS.MS'), to_char(ended_at, 'MI:SS.MS'), outcome,
        error ->> 'code', (select string_agg(to_char(to_timestamp((l ->> 'at')::float8 / 1000), 'MI:SS.MS ') || (l ->> 'line'), '; ')
          from jsonb_array_elements(log) l)), ' | ' order by fence) as tries
     from attempt group by 1`,
  )
  return new Map(rows.map(({ step, tries }) => [step, tries]))
}

function againstWorld(
  { id, item, state, run }: Stored,
  steps: Map<string, number>,
  attempts: ReadonlyMap<string, string>,
): string[] {
  const faults: string[] = []
  if (!ended.includes(state)) faults.push(`stuck: ${item} ${id} is ${state}`)
  for (const [step, count] of steps)
    if (count > 1)
      faults.push(
        `doubled: ${step} of ${item} ${id} was made ${count} times: ${attempts.get(`${id} ${step}`) ?? ''}`,
      )
  for (const step of effectsOf[item] ?? []) {
    const claims = state === 'completed' || run.actions[step]?.state === 'succeeded'
    if (claims && (steps.get(step) ?? 0) === 0)
      faults.push(`lost: ${step} of ${item} ${id} counts as done, but was never made`)
  }
  return faults
}

type Row = { id: string; seq: number; at: Date; event: RunEvent | null }

async function eventsOf(db: pg.Client): Promise<Map<string, Row[]>> {
  const { rows } = await db.query<Row>(
    `select request_id as id, seq, at, data -> 'event' as event from request_event order by 1, 2`,
  )
  const events = new Map<string, Row[]>()
  for (const row of rows) {
    const list = events.get(row.id) ?? []
    list.push(row)
    events.set(row.id, list)
  }
  return events
}

function againstLog({ id, plan, run }: Stored, rows: readonly Row[]): string[] {
  const faults: string[] = []
  if (rows.some(({ seq }, index) => seq !== index + 1)) faults.push(`log: ${id} has a gap`)
  const told = rows.flatMap(({ event, at }) => (event ? [{ event, at: at.getTime() }] : []))
  if (text(replay(plan, told)) !== text(run)) faults.push(`log: ${id} is not what its log says`)
  return faults
}

/** JSON whose keys stand in order, so that equal values are equal texts. */
function text(value: unknown): string {
  return JSON.stringify(value, (_name, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
