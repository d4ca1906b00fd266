import { randomUUID } from 'node:crypto'
import { type Call, formBody, jsonBody, type Reply } from '../kit/server.ts'
import { textOf } from '../kit/text.ts'
import { type DeskRecord, type DeskState, hexId } from './state.ts'

type Form = { view: string; number: string; prefix: string; status: string; first: string }

/** Interface forms: made on one, read and changed on the other. */
const forms: Readonly<Record<string, Form>> = {
  'HPD:IncidentInterface_Create': {
    view: 'HPD:IncidentInterface',
    number: 'Incident Number',
    prefix: 'INC',
    status: 'Status',
    first: 'Assigned',
  },
  'CHG:ChangeInterface_Create': {
    view: 'CHG:ChangeInterface',
    number: 'Infrastructure Change ID',
    prefix: 'CRQ',
    status: 'Change Request Status',
    first: 'Draft',
  },
}
const tokenMs = 3_600_000

/** A list of messages, as AR System refuses. */
export function arErrors(status: number, messageText: string, messageNumber = 302): Reply {
  const one = { messageType: 'ERROR', messageText, messageAppendedText: null, messageNumber }
  return { status, body: [one] }
}

/** Log in, list, create and set entries (AR System REST API). */
export function answerRemedy(state: DeskState, call: Call): Reply {
  if (call.path === '/api/jwt/login') return logIn(state, call)
  const token = /^AR-JWT (.+)$/.exec(call.headers['authorization'] ?? '')?.[1] ?? ''
  if ((state.tokens.get(token) ?? 0) <= state.now())
    return arErrors(401, 'Authentication failed', 9388)
  const [, , , , , form = '', id] = call.path.split('/').map(decodeURIComponent)
  if (call.method === 'POST') return create(state, call, form)
  const view = Object.values(forms).find((one) => one.view === form)
  if (!view) return arErrors(404, 'Form does not exist', 303)
  if (call.method === 'PUT') return set(state, call, id ?? '')
  return list(state, call, view)
}

function logIn(state: DeskState, call: Call): Reply {
  const form = formBody(call)
  if (form.get('username') !== state.username || form.get('password') !== state.password)
    return arErrors(401, 'Authentication failed', 623)
  const token = `jwt.${randomUUID()}`
  state.tokens.set(token, state.now() + tokenMs)
  state.logins += 1
  return { status: 200, body: token, headers: { 'content-type': 'text/plain' } }
}

type Values = Record<string, unknown>

function create(state: DeskState, call: Call, name: string): Reply {
  const form = forms[name]
  if (!form) return arErrors(404, 'Form does not exist', 303)
  const { values } = jsonBody(call) as { values: Values }
  if (values['z1D_Action'] !== 'CREATE') return arErrors(400, 'z1D_Action is missing', 307)
  // A filter's refusal comes as 500, and is no passing fault.
  if (textOf(values['Description']) === '') return arErrors(500, 'Summary is required', 45_386)
  if (Object.keys(values).some((field) => field.startsWith('No Such')))
    return arErrors(400, 'Field does not exist on current form', 314)
  const number = state.nextNumber(form.prefix, 12)
  const id = hexId()
  const texts = Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, textOf(value)]),
  )
  const own = {
    [form.status]: form.first,
    ...texts,
    [form.number]: number,
    'Request ID': `${number}|${number}`,
  }
  const made = state.put({ system: 'remedy', kind: form.view, id, values: own }, 'create')
  const wanted = call.query.get('fields')
  return {
    status: 201,
    headers: {
      location: `${call.origin}/api/arsys/v1/entry/${encodeURIComponent(name)}/${number}`,
    },
    ...(wanted !== null && { body: { values: picked(made, wanted) } }),
  }
}

function picked({ values }: DeskRecord, fields: string): Values {
  const names = /^values\((.*)\)$/.exec(fields)?.[1]?.split(',') ?? []
  return Object.fromEntries(names.map((name) => [name, values[name] ?? null]))
}

/** Qualifications of the form `'Field'="value"`. */
function list(state: DeskState, call: Call, { view }: Form): Reply {
  const [, field = '', value = ''] = /^'([^']+)'="([^"]*)"$/.exec(call.query.get('q') ?? '') ?? []
  if (field === '') return arErrors(400, 'The qualification is not understood', 1_587)
  const found = state.recordsOf('remedy', view).filter(({ values }) => values[field] === value)
  const fields = call.query.get('fields')
  const entries = found
    .slice(0, Number(call.query.get('limit') ?? 100))
    .map((one) => ({ values: fields === null ? one.values : picked(one, fields) }))
  return { status: 200, body: { entries } }
}

function set(state: DeskState, call: Call, id: string): Reply {
  const found = [...state.records.values()].find(({ values }) => values['Request ID'] === id)
  if (!found) return arErrors(404, 'Entry does not exist in database', 302)
  const { values } = jsonBody(call) as { values: Values }
  const texts = Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, textOf(value)]),
  )
  state.put({ ...found, values: { ...found.values, ...texts } }, 'change')
  return { status: 204 }
}
