import { Type } from 'typebox'
import type { ActionContext, Connection } from '../kit/context.ts'
import { type Desk, deskKey, type Made, type Ticket } from '../kit/desk.ts'
import { Ended, stop } from '../kit/ended.ts'
import { settingText } from '../kit/setting-text.ts'
import type { CherwellConfig } from './config.ts'
import { type Cherwell, fitting, openCherwell, refusal } from './remote.ts'

const Text = Type.Optional(Type.Union([Type.String(), Type.Null()]))
const Field = Type.Object({ name: Text, fieldId: Text, value: Text })
const Summary = Type.Object({ busObId: Text, name: Text })
/** The vendor's document has one; servers have been seen that answer a list. */
const Summaries = Type.Union([Summary, Type.Array(Summary)])
const Template = Type.Object({ fields: Type.Array(Field) })
const Read = Type.Object({
  busObRecId: Type.String(),
  busObPublicId: Text,
  fields: Type.Array(Field),
})
const Found = Type.Object({ businessObjects: Type.Array(Read) })
const Saved = Type.Object({
  busObRecId: Type.String({ minLength: 1 }),
  busObPublicId: Type.String(),
})

/** A kind of business object: its id, and the ids of its fields by name. */
type Kind = { id: string; fields: ReadonlyMap<string, string> }
type Shop = { cherwell: Cherwell; config: CherwellConfig; kind(): Promise<Kind>; key: string }

/** The business object as this action's desk; ids are asked for once for each call into the connector. */
export function openDesk(context: ActionContext, config: CherwellConfig): Desk {
  const cherwell = openCherwell(context, config.connection)
  let known: Promise<Kind> | undefined
  const kind = (): Promise<Kind> => (known ??= kindOf(cherwell, config.business_object))
  const shop: Shop = { cherwell, config, kind, key: deskKey(context.idempotencyKey) }
  const remark = settingText(cherwell.connection, 'remark_field', 'CloseDescription')
  return {
    type: 'cherwell',
    context,
    connection: cherwell.connection,
    find: () => find(shop),
    read: (id) => read(shop, id),
    create: () => create(shop),
    note: (ticket, { text }) => change(shop, ticket, { [remark]: text }),
    close: (ticket, text) =>
      change(shop, ticket, {
        [settingText(cherwell.connection, 'status_field', 'Status')]: settingText(
          cherwell.connection,
          'cancelled_state',
          'Closed',
        ),
        [remark]: text,
      }),
  }
}

async function kindOf(cherwell: Cherwell, name: string): Promise<Kind> {
  const path = `getbusinessobjectsummary/busobname/${encodeURIComponent(name)}`
  const answer = await cherwell.read(Summaries, 'GET', path)
  const summary = Array.isArray(answer) ? answer[0] : answer
  const busObId = summary?.busObId ?? ''
  if (busObId === '') throw stop('cherwell.not_found', `There is no business object ${name}`)
  const wanted = { busObId, includeAll: true }
  const template = await cherwell.read(Template, 'POST', 'getbusinessobjecttemplate', wanted)
  const fields = template.fields.map(
    ({ name: field, fieldId: id }) => [field ?? '', id ?? ''] as const,
  )
  return { id: busObId, fields: new Map(fields) }
}

function fieldId({ fields }: Kind, name: string): string {
  const id = fields.get(name)
  if (id !== undefined && id !== '') return id
  throw stop('cherwell.field_unknown', `The business object has no field ${name}`)
}

const keyField = ({ connection }: Cherwell): string =>
  settingText(connection, 'key_field', 'ExternalReference')

/** A filter that is not understood finds everything: the object must show the key. */
async function find({ cherwell, kind, key }: Shop): Promise<Ticket | undefined> {
  const known = await kind()
  const field = keyField(cherwell)
  const filters = [{ fieldId: fieldId(known, field), operator: 'eq', value: key }]
  const body = { busObId: known.id, filters, includeAllFields: true, pageNumber: 1, pageSize: 2 }
  const { businessObjects } = await cherwell.read(Found, 'POST', 'getsearchresults', body)
  const tickets = businessObjects.map((one) => ticketOf(cherwell.connection, one))
  return tickets.find((ticket) => ticket.value(field) === key)
}

async function read({ cherwell, kind }: Shop, id: string): Promise<Ticket | undefined> {
  const known = await kind()
  const path = `getbusinessobject/busobid/${known.id}/busobrecid/${encodeURIComponent(id)}`
  return ticketOf(cherwell.connection, await cherwell.read(Read, 'GET', path))
}

type Row = {
  busObRecId: string
  busObPublicId?: string | null
  fields: readonly { name?: string | null; value?: string | null }[]
}

const usualClosed = ['Closed', 'Resolved', 'Completed', 'Cancelled', 'Canceled', 'Rejected']

function ticketOf(connection: Connection, { busObRecId: id, busObPublicId, fields }: Row): Ticket {
  const values = new Map(fields.map(({ name, value }) => [name ?? '', value ?? '']))
  const state = values.get(settingText(connection, 'status_field', 'Status')) ?? ''
  const closed = connection.settings['closed_states']
  const over = Array.isArray(closed) ? closed.map(String) : usualClosed
  return {
    id,
    number: busObPublicId ?? id,
    state,
    ...(over.includes(state) && { ended: [state] }),
    value: (name) => values.get(name),
  }
}

async function saving(
  { cherwell, kind }: Shop,
  values: Readonly<Record<string, unknown>>,
  id?: string,
) {
  const known = await kind()
  const given = Object.entries(values).filter(([, value]) => value !== null && value !== undefined)
  const fields = given.map(([name, value]) => ({
    fieldId: fieldId(known, name),
    value: typeof value === 'string' ? value : JSON.stringify(value),
    dirty: true,
  }))
  const body = {
    busObId: known.id,
    ...(id !== undefined && { busObRecId: id }),
    fields,
    persist: true,
  }
  return () => cherwell.send('POST', 'savebusinessobject', body)
}

async function create(shop: Shop): Promise<Made> {
  const { cherwell, config, key } = shop
  const send = await saving(shop, { ...config.fields, [keyField(cherwell)]: key })
  const answer = await send()
  if (answer.status >= 500 && answer.status !== 503)
    return { unclear: refusal(answer, cherwell.context.now) }
  try {
    const saved = fitting(Saved, answer, cherwell.context.now)
    const row = { ...saved, fields: [] }
    return { ticket: ticketOf(cherwell.connection, row), warnings: [] }
  } catch (error) {
    const { outcome } = error instanceof Ended ? error : { outcome: undefined }
    if (outcome?.kind === 'failed' && outcome.made === 'maybe') return { unclear: outcome }
    throw error
  }
}

async function change(
  shop: Shop,
  { id, number }: Ticket,
  values: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  try {
    const send = await saving(shop, values, id)
    fitting(Type.Object({}), await send(), shop.cherwell.context.now)
    return undefined
  } catch (error) {
    if (!(error instanceof Ended) || error.outcome.kind !== 'failed' || error.outcome.retryable)
      throw error
    return `The change of ${number} was refused (${error.outcome.code}); a person must do it`
  }
}
