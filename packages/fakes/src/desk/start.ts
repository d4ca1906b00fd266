import { type Book, openBook } from '../kit/book.ts'
import { type Contract, loadContract } from '../kit/contract.ts'
import { escapeHtml, page } from '../kit/page.ts'
import { type Call, formBody, jsonBody, listen, type Reply } from '../kit/server.ts'
import {
  disturbed,
  failureHeaders,
  plannedFailure,
  switchboard,
  type Switches,
} from '../kit/switches.ts'
import { answerCherwell } from './cherwell.ts'
import { answerRemedy, arErrors } from './remedy.ts'
import { nowError } from './now-rows.ts'
import { answerNow, settled } from './servicenow.ts'
import {
  type DeskEffect,
  type DeskOptions,
  type DeskRecord,
  type DeskState,
  type DeskSystem,
  openDeskState,
} from './state.ts'

export type FakeDesk = {
  url: string
  credentials: { username: string; password: string; clientId: string }
  switches: Switches
  /** Calls that their vendors would not have taken. */
  complaints: Book['complaints']
  /** What really changed, in order. */
  effects(): readonly DeskEffect[]
  /** How many records were made. */
  made(): number
  records(system: DeskSystem, kind: string): readonly DeskRecord[]
  /** A person's change to a record, found by any of its values (its number). */
  edit(word: string, values: Readonly<Record<string, string>>): void
  /** How often somebody logged in. */
  logins(): number
  /** Takes every token back. */
  revoke(): void
  [Symbol.asyncDispose](): Promise<void>
}

const contractOf = (name: string): URL => new URL(`../../contracts/${name}`, import.meta.url)

/** Stand-ins for ServiceNow (tables and CMDB), BMC Remedy and Cherwell at one address: their paths do not meet. */
export async function startFakeDesk(options: DeskOptions): Promise<FakeDesk> {
  const state = openDeskState(options)
  const book = openBook(() => state.effects)
  const watched = async (name: string): Promise<Contract> =>
    book.watched(await loadContract(contractOf(name)))
  const systems: readonly System[] = [
    {
      owns: (path) => path.startsWith('/api/now/'),
      contract: await watched('servicenow/servicenow.openapi.json'),
      act: answerNow,
      refuse: (status, detail) => nowError(status, 'refused by the contract', detail),
    },
    {
      owns: (path) => path.startsWith('/api/jwt/') || path.startsWith('/api/arsys/'),
      contract: await watched('bmc-remedy/ar-rest-v1.openapi.json'),
      act: answerRemedy,
      refuse: arErrors,
    },
    {
      owns: (path) => path === '/token' || path.startsWith('/api/V1/'),
      contract: await watched('cherwell/cherwell-v1.openapi.json'),
      act: answerCherwell,
      refuse: (status, detail) => ({ status, body: { hasError: true, errorMessage: detail } }),
    },
  ]
  const listener = await listen(
    (call) => book.served(call, () => answer(state, systems, call)),
    options,
  )
  const { username, password, clientId } = state
  return {
    url: listener.url,
    credentials: { username, password, clientId },
    switches: state.switches,
    complaints: book.complaints,
    effects: () => state.effects,
    made: () => state.effects.filter(({ what }) => what === 'create').length,
    records: (system, kind) => state.recordsOf(system, kind),
    edit(word, values) {
      const found = [...state.records.values()].find((one) =>
        Object.values(one.values).includes(word),
      )
      if (!found) throw new Error(`no record shows ${word}`)
      const edited = { ...found, values: { ...found.values, ...values } }
      state.put(edited.system === 'servicenow' ? settled(edited) : edited, 'change')
    },
    logins: () => state.logins,
    revoke: () => state.tokens.clear(),
    [Symbol.asyncDispose]: () => listener.close(),
  }
}

type System = {
  owns(path: string): boolean
  contract: Contract
  act(state: DeskState, call: Call): Reply
  refuse(status: number, detail: string): Reply
}

async function answer(state: DeskState, systems: readonly System[], call: Call): Promise<Reply> {
  const aside = switchboard(state.switches, call) ?? shownTo(state, call)
  if (aside) return aside
  const failure = await plannedFailure(state.switches, call)
  if (failure)
    return { status: failure.status, body: { planned: true }, headers: failureHeaders(failure) }
  const system = systems.find(({ owns }) => owns(call.path))
  if (!system) return { status: 404, body: { error: 'no such system' } }
  const before = state.effects.length
  const reply = within(state, system, call)
  return disturbed(state.switches, reply, state.effects.length > before)
}

/** The call and the answer against the vendor's contract; a stand-in must not drift. */
function within(state: DeskState, { contract, act, refuse }: System, call: Call): Reply {
  const refusal = contract.refusal(call, bodyOf(call))
  if (refusal) return refuse(refusal.status, refusal.detail.join('; '))
  const reply = act(state, call)
  return reply.status < 300 ? contract.checked(call, reply) : reply
}

function bodyOf(call: Call): unknown {
  if (call.raw.length === 0) return undefined
  const isForm = call.headers['content-type']?.includes('x-www-form-urlencoded') === true
  return isForm ? Object.fromEntries(formBody(call)) : jsonBody(call)
}

/** What closes a record of each system as done. */
const done: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  incident: { state: '7', close_code: 'Solved (Permanently)' },
  'HPD:IncidentInterface': { Status: 'Resolved' },
  'CHG:ChangeInterface': { 'Change Request Status': 'Completed' },
  Incident: { Status: 'Closed' },
  ChangeRequest: { Status: 'Closed' },
}
const usualDone = { state: '3', close_code: 'successful' }

function shownTo(state: DeskState, call: Call): Reply | undefined {
  if (call.path === '/_fake/close' && call.method === 'POST') return closeByHand(state, call)
  if (call.path !== '/') return undefined
  const tickets = [...state.records.values()].filter(({ kind }) => !kind.startsWith('sys_'))
  const rows = tickets
    .toReversed()
    .map(
      ({ system, kind, id, values }) =>
        `<tr><td><span class="tag">${system}</span></td><td>${escapeHtml(kind)}</td><td>${escapeHtml(line(values))}</td><td>${kind.startsWith('cmdb_') ? '' : closeForm(id)}</td></tr>`,
    )
  const table =
    rows.length === 0
      ? '<div class="card muted">Nothing yet.</div>'
      : `<table><tr><th>System</th><th>Kind</th><th>Values</th><th></th></tr>${rows.join('')}</table>`
  return page('Service desks', `<h1>Records</h1>${table}`, { Records: '/' })
}

function closeForm(id: string): string {
  return `<form method="post" action="/_fake/close"><input type="hidden" name="id" value="${escapeHtml(id)}"><button>Close as done</button></form>`
}

function closeByHand(state: DeskState, call: Call): Reply {
  const found = state.records.get(formBody(call).get('id') ?? '')
  if (!found) return { status: 404, body: 'no such record' }
  const values = { ...found.values, ...(done[found.kind] ?? usualDone) }
  const closed = { ...found, values }
  state.put(found.system === 'servicenow' ? settled(closed) : closed, 'change')
  return { status: 303, headers: { location: '/' } }
}

function line(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}`)
    .join(' · ')
}
