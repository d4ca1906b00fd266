import { type Plan, type Run, type RunEvent } from '@pao/core/engine'
import pg from 'pg'

/** Which action of which request ordered a request; `generation` is unset once it does not answer for it any more. */
export type Parent = { id: string; action: string; generation?: number }

/** A request as the database holds it. */
export type Stored = {
  id: string
  item: string
  state: string
  name: string
  run: Run
  plan: Plan
  parent?: Parent
}

/** One row of a request's log. */
export type Logged = { id: string; seq: number; at: Date; event: RunEvent | null }

/** One call into a connector, as it was written down. */
export type Tried = {
  request: string
  action: string
  fence: number
  entry: string
  outcome: string | null
  ambiguous: boolean
}

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

/** Everything the checker reads. */
export type Books = {
  requests: readonly Stored[]
  events: ReadonlyMap<string, readonly Logged[]>
  tries: ReadonlyMap<string, readonly Tried[]>
  /** The tries of each step, as text, by request and step; they show how a fault came about. */
  stories: ReadonlyMap<string, string>
  /** What may have been left outside, by request and step. */
  left: ReadonlySet<string>
}

/** Reads a database as a whole. */
export function readBooks(databaseUrl: string): Promise<Books> {
  return asking(databaseUrl, async (db) => ({
    requests: await requestsOf(db),
    events: await eventsOf(db),
    tries: await triesOf(db),
    stories: await storiesOf(db),
    left: await leftOf(db),
  }))
}

type Row = Omit<Stored, 'parent'> & { parent: Parent | null }

async function requestsOf(db: pg.Client): Promise<Stored[]> {
  const { rows } = await db.query<Row>(
    `select r.id, item_id as item, state, fields ->> 'name' as name, run,
        case when s.actions is null then plan
          else plan || jsonb_build_object('actions', s.actions) end as plan,
        case when parent_id is not null then jsonb_strip_nulls(jsonb_build_object('id', parent_id,
          'action', parent_action, 'generation', parent_generation)) end as parent
      from request r left join action_set s on s.tenant = r.tenant and s.hash = r.action_set_hash`,
  )
  return rows.map(({ parent, ...row }) => ({ ...row, ...(parent && { parent }) }))
}

async function eventsOf(db: pg.Client): Promise<Map<string, Logged[]>> {
  const { rows } = await db.query<Logged>(
    `select request_id as id, seq, at, data -> 'event' as event from request_event order by 1, 2`,
  )
  return Map.groupBy(rows, ({ id }) => id)
}

async function triesOf(db: pg.Client): Promise<Map<string, Tried[]>> {
  const { rows } = await db.query<Tried>(
    `select request_id as request, action_id as action, fence, entry, outcome,
        coalesce((error ->> 'ambiguous')::boolean, false) as ambiguous
     from attempt order by 1, 2, 3`,
  )
  return Map.groupBy(rows, ({ request }) => request)
}

async function storiesOf(db: pg.Client): Promise<Map<string, string>> {
  const { rows } = await db.query<{ step: string; tries: string }>(
    `select request_id || ' ' || action_id as step, string_agg(concat_ws(' ', '#' || fence, entry,
        right(worker, 6), to_char(started_at, 'MI:SS.MS'), to_char(ended_at, 'MI:SS.MS'), outcome,
        error ->> 'code', (select string_agg(to_char(to_timestamp((l ->> 'at')::float8 / 1000), 'MI:SS.MS ') || (l ->> 'line'), '; ')
          from jsonb_array_elements(log) l)), ' | ' order by fence) as tries
     from attempt group by 1`,
  )
  return new Map(rows.map(({ step, tries }) => [step, tries]))
}

async function leftOf(db: pg.Client): Promise<Set<string>> {
  const { rows } = await db.query<{ step: string }>(
    `select request_id || ' ' || action_id as step from orphan`,
  )
  return new Set(rows.map(({ step }) => step))
}
