import { randomUUID } from 'node:crypto'
import { type Call, formBody, jsonBody, type Reply } from '../kit/server.ts'
import { type DeskRecord, type DeskState, hexId } from './state.ts'

type Kind = { id: string; prefix: string; fields: readonly string[] }

const shared = [
  'ShortDescription',
  'Description',
  'Status',
  'Priority',
  'ExternalReference',
  'CloseDescription',
  'OwnedByTeam',
  'Endpoint',
]
const kinds: Readonly<Record<string, Kind>> = {
  Incident: {
    id: '6dd53665c0c24cab86870a21cf6434ae',
    prefix: '10',
    fields: ['IncidentID', ...shared],
  },
  ChangeRequest: {
    id: '934ec7a1701c451ce57f2c43bfbbe2e4',
    prefix: 'CR',
    fields: ['ChangeID', ...shared],
  },
}
const tokenMs = 1_200_000

const fieldId = (busObId: string, name: string): string => `BO:${busObId},FI:${name.toLowerCase()}`
const fine = { hasError: false, errorCode: null, errorMessage: null, httpStatusCode: 'OK' }
const fault = (errorCode: string, errorMessage: string) => ({
  hasError: true,
  errorCode,
  errorMessage,
  httpStatusCode: 'BadRequest',
})

/** Tokens, templates, save, read and search (Cherwell REST API V1). Many refusals come as 200 with `hasError`. */
export function answerCherwell(state: DeskState, call: Call): Reply {
  if (call.path === '/token') return token(state, call)
  const given = /^Bearer (.+)$/.exec(call.headers['authorization'] ?? '')?.[1] ?? ''
  if ((state.tokens.get(given) ?? 0) <= state.now()) return { status: 401, body: {} }
  const parts = call.path.split('/').map(decodeURIComponent)
  const act = Object.hasOwn(calls, parts[3] ?? '') ? calls[parts[3] ?? ''] : undefined
  return act ? act(state, call, parts) : { status: 404, body: {} }
}

type Act = (state: DeskState, call: Call, parts: readonly string[]) => Reply
const calls: Readonly<Record<string, Act>> = {
  getbusinessobjectsummary: (_state, _call, parts) => summary(parts[5] ?? ''),
  getbusinessobjecttemplate: (_state, call) => template(jsonBody(call)),
  savebusinessobject: (state, call) => save(state, jsonBody(call)),
  getsearchresults: (state, call) => search(state, jsonBody(call)),
  getbusinessobject: (state, _call, parts) => read(state, parts[7] ?? ''),
}

function token(state: DeskState, call: Call): Reply {
  const form = formBody(call)
  const isRight =
    form.get('username') === state.username &&
    form.get('password') === state.password &&
    form.get('client_id') === state.clientId
  if (!isRight) return { status: 400, body: { error: 'invalid_grant' } }
  const access_token = randomUUID()
  state.tokens.set(access_token, state.now() + tokenMs)
  state.logins += 1
  return {
    status: 200,
    body: { access_token, token_type: 'bearer', expires_in: tokenMs / 1000 - 1 },
  }
}

function summary(name: string): Reply {
  const kind = kinds[name]
  if (!kind) return { status: 200, body: {} }
  return { status: 200, body: { busObId: kind.id, name, displayName: name, major: true } }
}

const kindOf = (id: unknown): [string, Kind] | undefined =>
  Object.entries(kinds).find(([, kind]) => kind.id === id)

function template(body: unknown): Reply {
  const { busObId } = body as { busObId: string }
  const kind = kindOf(busObId)?.[1]
  if (!kind)
    return { status: 200, body: { ...fault('NOTFOUND', 'no such business object'), fields: [] } }
  const fields = kind.fields.map((name) => ({
    name,
    displayName: name,
    fieldId: fieldId(busObId, name),
    dirty: false,
    value: '',
  }))
  return { status: 200, body: { ...fine, fields } }
}

type Saved = {
  busObId: string
  busObRecId?: string
  persist?: boolean
  fields: { fieldId?: string; value?: string; dirty?: boolean }[]
}

function save(state: DeskState, body: unknown): Reply {
  const saved = body as Saved
  const found = kindOf(saved.busObId)
  if (!found) return ended(fault('NOTFOUND', 'no such business object'))
  const [name, kind] = found
  const names = new Map(kind.fields.map((field) => [fieldId(saved.busObId, field), field]))
  const wrong = saved.fields.find((one) => !names.has(one.fieldId ?? ''))
  if (wrong) {
    const one = { fieldId: wrong.fieldId ?? '', error: 'no such field' }
    return ended({ ...fault('INVALIDFIELD', 'no such field'), fieldValidationErrors: [one] })
  }
  // What is not persisted stays in a cache that nobody sees.
  if (saved.persist !== true) return ended({ ...fine, busObRecId: '', busObPublicId: '' })
  const dirty = saved.fields.filter((one) => one.dirty === true)
  const values = Object.fromEntries(
    dirty.map((one) => [names.get(one.fieldId ?? '') ?? '', one.value ?? '']),
  )
  return saved.busObRecId
    ? change(state, saved.busObRecId, values)
    : insert(state, { name, kind }, values)
}

const ended = (body: object): Reply => ({ status: 200, body })
type Values = Readonly<Record<string, string>>

function change(state: DeskState, id: string, values: Values): Reply {
  const before = state.records.get(id)
  if (!before) return ended(fault('RECORDNOTFOUND', 'no such record'))
  state.put({ ...before, values: { ...before.values, ...values } }, 'change')
  return ended({ ...fine, busObRecId: id, busObPublicId: '' })
}

function insert(
  state: DeskState,
  { name, kind }: { name: string; kind: Kind },
  values: Values,
): Reply {
  const number = state.nextNumber(kind.prefix, 4)
  const [numbered = ''] = kind.fields
  const all = { Status: 'New', ...values, [numbered]: number }
  const { id } = state.put({ system: 'cherwell', kind: name, id: hexId(), values: all }, 'create')
  return ended({ ...fine, busObRecId: id, busObPublicId: number })
}

function shown({ id, kind, values }: DeskRecord): object {
  const { id: busObId = '', fields = [] } = kinds[kind] ?? {}
  return {
    ...fine,
    busObId,
    busObRecId: id,
    busObPublicId: values[fields[0] ?? ''] ?? '',
    fields: fields.map((name) => ({
      name,
      displayName: name,
      fieldId: fieldId(busObId, name),
      value: values[name] ?? '',
      dirty: false,
    })),
  }
}

function read(state: DeskState, id: string): Reply {
  const found = state.records.get(id)
  return { status: 200, body: found ? shown(found) : fault('RECORDNOTFOUND', 'no such record') }
}

function search(state: DeskState, body: unknown): Reply {
  const {
    busObId,
    filters = [],
    pageSize = 100,
  } = body as {
    busObId: string
    filters?: { fieldId?: string; operator?: string; value?: string }[]
    pageSize?: number
  }
  const found = kindOf(busObId)
  if (!found) return { status: 200, body: fault('NOTFOUND', 'no such business object') }
  const [name, kind] = found
  const rows = state.recordsOf('cherwell', name).filter(({ values }) =>
    filters.every(({ fieldId: id, value }) => {
      const field = kind.fields.find((one) => fieldId(busObId, one) === id)
      return field !== undefined && values[field] === value
    }),
  )
  const businessObjects = rows.slice(0, pageSize).map(shown)
  return {
    status: 200,
    body: { ...fine, businessObjects, totalRows: rows.length, hasMoreRecords: false },
  }
}
