import { randomUUID } from 'node:crypto'
import { type Book, openBook } from '../kit/book.ts'
import { escapeHtml, page } from '../kit/page.ts'
import { type Call, formBody, jsonBody, listen, type Reply } from '../kit/server.ts'
import {
  disturbed,
  failureHeaders,
  plannedFailure,
  switchboard,
  type Switches,
} from '../kit/switches.ts'
import { textOf } from '../kit/text.ts'
import { verify } from './signature.ts'
import { standing } from './standing.ts'
import { type Effect, newRowId, openRest, type RestOptions, type RestState } from './state.ts'

export type FakeRest = {
  url: string
  switches: Switches
  /** Calls it could make nothing of. */
  complaints: Book['complaints']
  /** What really happened, in order. */
  effects(): readonly Effect[]
  [Symbol.asyncDispose](): Promise<void>
}

const changing = ['POST', 'PUT', 'PATCH', 'DELETE']
const notFound: Reply = { status: 404, body: { error: 'not found' } }

/** A made-up platform API: collections under /v1, long operations, hooks under /hooks, effects counted. */
export async function startFakeRest(options: RestOptions): Promise<FakeRest> {
  const state = openRest(options)
  const book = openBook(
    () => state.effects,
    ({ path }) => !path.startsWith('/_fake/'),
  )
  const listener = await listen((call) => book.served(call, () => answer(state, call)), options)
  return {
    url: listener.url,
    switches: state.switches,
    complaints: book.complaints,
    effects: () => state.effects,
    [Symbol.asyncDispose]: () => listener.close(),
  }
}

async function answer(state: RestState, call: Call): Promise<Reply> {
  const aside = switchboard(state.switches, call) ?? showEffects(state, call)
  if (aside) return aside
  const failure = await plannedFailure(state.switches, call)
  if (failure)
    return {
      status: failure.status,
      headers: failureHeaders(failure),
      body: { error: 'planned failure' },
    }
  if (call.path === '/oauth/token') return token(call)
  if (!mayEnter(state, call)) return { status: 401, body: { error: 'unauthorized' } }
  const act = (as = call): Reply => once(state, as)
  const reply = await (state.options.around?.(call, act) ?? act())
  return disturbed(state.switches, reply, changing.includes(call.method) && reply.status < 300)
}

/** OAuth 2 client credentials (RFC 6749 section 4.4); the token it gives is the one the API asks for. */
function token(call: Call): Reply {
  const form = formBody(call)
  const basic = call.headers['authorization']?.startsWith('Basic ') === true
  if (form.get('grant_type') !== 'client_credentials' || !(basic || form.get('client_secret')))
    return { status: 400, body: { error: 'invalid_request' } }
  return {
    status: 200,
    body: { access_token: 'fake-oauth-token', token_type: 'Bearer', expires_in: 300 },
  }
}

function mayEnter({ options }: RestState, { headers }: Call): boolean {
  if (options.token === undefined) return true
  const bearer = headers['authorization']
  return (
    bearer === `Bearer ${options.token}` ||
    bearer === 'Bearer fake-oauth-token' ||
    headers['x-api-key'] === options.token
  )
}

/** The same Idempotency-Key gets the same answer and makes nothing new. */
function once(state: RestState, call: Call): Reply {
  const key = call.headers['idempotency-key']
  const remembered =
    key === undefined ? undefined : state.answers.get(`${call.method} ${call.path} ${key}`)
  if (remembered)
    return { ...remembered, headers: { ...remembered.headers, 'idempotent-replayed': 'true' } }
  const reply = route(state, call)
  if (key !== undefined && changing.includes(call.method) && reply.status < 500)
    state.append({ answer: { key: `${call.method} ${call.path} ${key}`, reply } })
  return reply
}

function route(state: RestState, call: Call): Reply {
  const [, root, collection, id] = call.path.split('/')
  if (root === 'hooks' && collection !== undefined) return hook(state, call)
  if (root !== 'v1' || collection === undefined || collection === '') return notFound
  if (collection === 'operations') return operation(state, call, id ?? '')
  return id === undefined
    ? onCollection(state, call, collection)
    : onResource(state, call, { collection, id })
}

function onCollection(state: RestState, call: Call, collection: string): Reply {
  if (call.method === 'POST') return create(state, call, collection)
  if (call.method !== 'GET') return { status: 405, body: { error: 'GET or POST' } }
  const made = state.rows.get(collection)?.values() ?? []
  const all: readonly Readonly<Record<string, unknown>>[] = [
    ...(standing[collection] ?? []),
    ...made,
  ]
  // `?zone=app` leaves what has that value under that name.
  const items = all.filter((row) => [...call.query].every(([name, value]) => row[name] === value))
  return { status: 200, body: { items } }
}

function onResource(
  state: RestState,
  call: Call,
  { collection, id }: { collection: string; id: string },
): Reply {
  if (call.method === 'POST' && id === 'validate') return validate(call)
  const row = state.rows.get(collection)?.get(id)
  if (row === undefined) return notFound
  return call.method === 'GET'
    ? { status: 200, body: row }
    : change(state, call, { collection, id, row })
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function validate(call: Call): Reply {
  const body = jsonBody(call)
  if (!isMap(body)) return { status: 400, body: { error: 'a JSON object is expected' } }
  const size = Number(body['storage_size'] ?? body['storage'] ?? body['size'] ?? 20)
  const cost = Number.isFinite(size) ? 40 + size * 0.25 : 40
  return {
    status: 200,
    body: {
      valid: true,
      errors: [],
      estimated_cost: cost,
      estimated_monthly_cost: cost,
      currency: 'USD',
    },
  }
}

function noteEffect(
  state: RestState,
  call: Call,
  effect: { kind: Effect['kind']; id: string; body: unknown },
) {
  const key = call.headers['idempotency-key']
  const at = new Date().toISOString()
  state.append({ effect: { at, path: call.path, ...(key !== undefined && { key }), ...effect } })
}

function create(state: RestState, call: Call, collection: string): Reply {
  const type = call.headers['content-type'] ?? ''
  const body = type.includes('urlencoded') ? Object.fromEntries(formBody(call)) : jsonBody(call)
  if (!isMap(body)) return { status: 400, body: { error: 'a JSON object is expected' } }
  const id = newRowId(collection)
  const slow = collection === 'clusters'
  const name = textOf(body['name'] ?? id)
  const made = {
    endpoint: `${name}.${collection}.internal.example.com`,
    port: 5432,
    url: `https://console.example.com/${collection}/${id}`,
  }
  const ready = Date.now() + (slow ? (state.options.operationMs ?? 3000) : 0)
  const row = {
    ...made,
    ...body,
    id,
    status: slow ? 'creating' : 'ready',
    created_at: new Date().toISOString(),
  }
  state.append({ resource: { collection, row } })
  noteEffect(state, call, { kind: 'create', id, body })
  const location = `/v1/${collection}/${id}`
  if (!slow) return { status: 201, headers: { location }, body: row }
  const operationId = `op-${randomUUID().slice(0, 8)}`
  const operationRow = {
    id: operationId,
    target: location,
    ready,
    result: { ...row, status: 'ready' },
  }
  state.append({ resource: { collection: 'operations', row: operationRow } })
  return {
    status: 202,
    headers: { location: `/v1/operations/${operationId}` },
    body: { id, operation: operationId, status: 'creating' },
  }
}

function operation(state: RestState, call: Call, id: string): Reply {
  const row = state.rows.get('operations')?.get(id)
  if (call.method !== 'GET' || row === undefined) return notFound
  const done = Date.now() >= Number(row['ready'])
  if (!done)
    return { status: 200, headers: { 'retry-after': '1' }, body: { id, done, status: 'running' } }
  const result = row['result'] as { id: string }
  if (state.rows.get('clusters')?.get(result.id)?.['status'] === 'creating')
    state.append({ resource: { collection: 'clusters', row: result } })
  return { status: 200, body: { id, done, status: 'succeeded', result } }
}

function change(
  state: RestState,
  call: Call,
  { collection, id, row }: { collection: string; id: string; row: Record<string, unknown> },
): Reply {
  if (call.method === 'DELETE') {
    state.append({ removed: { collection, id } })
    noteEffect(state, call, { kind: 'delete', id, body: row })
    return { status: 204 }
  }
  const body = jsonBody(call)
  if (!isMap(body)) return { status: 400, body: { error: 'a JSON object is expected' } }
  const next = { ...(call.method === 'PATCH' ? row : {}), ...body, id, status: 'ready' }
  state.append({ resource: { collection, row: next } })
  noteEffect(state, call, { kind: 'update', id, body })
  return { status: 200, body: next }
}

function hook(state: RestState, call: Call): Reply {
  if (call.method !== 'POST') return { status: 405, body: { error: 'POST only' } }
  const { hookSecret = 'fake-hook-secret', now = Date.now } = state.options
  const good = verify(call, hookSecret, now())
  if (good === false) return { status: 401, body: { error: 'signature does not fit' } }
  const body = jsonBody(call) ?? call.raw.toString('utf8')
  const delivery = call.headers['webhook-id']
  const seen = state.effects.some(({ kind, id }) => kind === 'hook' && id === delivery)
  if (!seen) noteEffect(state, call, { kind: 'hook', id: delivery ?? randomUUID(), body })
  return { status: 200, body: { received: true, signed: good === true } }
}

function showEffects(state: RestState, call: Call): Reply | undefined {
  if (call.path !== '/') return undefined
  const rows = state.effects
    .toReversed()
    .map(
      ({ at, kind, path, body }) =>
        `<tr><td class="muted">${at.slice(0, 19)}</td><td><span class="tag">${kind}</span></td><td>${escapeHtml(path)}</td><td><pre>${escapeHtml(JSON.stringify(body, null, 1))}</pre></td></tr>`,
    )
  const table =
    rows.length === 0
      ? '<div class="card muted">Nothing yet.</div>'
      : `<table><tr><th>When</th><th>What</th><th>Path</th><th>Body</th></tr>${rows.join('')}</table>`
  return page(
    'Platform API stand-in',
    `<h1>What was done</h1><p class="muted">Newest first. A repeated call with the same Idempotency-Key is not done again.</p>${table}`,
    { Effects: '/' },
  )
}
