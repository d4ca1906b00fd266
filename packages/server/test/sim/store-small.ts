import type { Handler, Store } from './store.ts'
import { entryName, type ActionRow, type KeyRow, type Result } from './store-rows.ts'
import { keyName } from './store-writes.ts'

/** The statements the room has the query builder write; values in the order of the builder's calls. */

const none: Result = { rows: [], count: 0 }
const one: Result = { rows: [], count: 1 }
const text = (value: unknown): string => String(value)

function keyOf([tenant, principal, operation, key]: readonly unknown[]): string {
  return keyName({
    tenant: text(tenant),
    principal: text(principal),
    operation: text(operation),
    key: text(key),
  })
}

const recall: Handler = (store, values, tx) => {
  const name = keyOf(values)
  const row = tx?.keys.get(name) ?? store.keys.get(name)
  return row ? { rows: [{ ...row }], count: 1 } : none
}

const claim: Handler = (store, values, tx) => {
  const name = keyOf(values)
  store.lock(`key ${name}`, tx)
  if (store.keys.has(name) || tx?.keys.has(name) === true) return none
  const row: KeyRow = { fingerprint: text(values[4]), status: null, headers: null, body: null }
  ;(tx?.keys ?? store.keys).set(name, row)
  return one
}

const answer: Handler = (store, [status, headers, body, ...key], tx) => {
  const row = tx?.keys.get(keyOf(key)) ?? store.keys.get(keyOf(key))
  if (!row) return none
  const kept = JSON.parse(text(headers)) as Record<string, string>
  Object.assign(row, { status, headers: kept, body })
  return one
}

type Change = { name: string; action: unknown; fence: unknown; change(row: ActionRow): boolean }

function changeAction(store: Store, { name, action, fence, change }: Change): Result {
  if (!store.see(name)?.actions.has(text(action))) return none
  const row = store.take(name)?.actions.get(text(action))
  return row && row.fence === fence && change(row) ? one : none
}

function forget(column: 'wake_at' | 'deadline_at' | 'escalate_at'): Handler {
  return (store, [, tenant, id, action, fence]) =>
    changeAction(store, {
      name: entryName(tenant, id),
      action,
      fence,
      change: (row) => {
        const moment = row[column]
        if (moment === null || moment > store.now()) return false
        row[column] = null
        return true
      },
    })
}

const postpone: Handler = (store, [seconds, tenant, id, action, fence, state]) =>
  changeAction(store, {
    name: entryName(tenant, id),
    action,
    fence,
    change: (row) => {
      if (row.state !== state) return false
      row.wake_at = store.now() + Number(seconds) * 1_000
      return true
    },
  })

const forgetDeadline: Handler = (store, [, tenant, id]) => {
  const name = entryName(tenant, id)
  if (!store.see(name)?.request.run.includes('"cancelling":{')) return none
  const entry = store.take(name)
  if (entry) entry.request.deadline_at = null
  return one
}

const forgetSla: Handler = (store, [, tenant, id]) => {
  const name = entryName(tenant, id)
  if (!store.see(name)) return none
  const entry = store.take(name)
  if (entry) entry.request.sla_at = null
  return one
}

const forgetNotBefore: Handler = (store, [, tenant, id]) => {
  const entry = store.take(entryName(tenant, id))
  if (entry) entry.request.not_before = null
  return entry ? one : none
}

const remove: Handler = (store, [moment, tenant, id]) => {
  const name = entryName(tenant, id)
  if (store.see(name)?.request.deleted_at !== null) return none
  const entry = store.take(name)
  if (entry) entry.request.deleted_at = (moment as Date).getTime()
  return one
}

/** A delivery whose connection is not known has one value less. */
const take: Handler = (store, values) => {
  const [tenant, source, delivery] = values
  const connection = values.length > 4 ? text(values[3]) : null
  const name = [tenant, source, delivery].join('\n')
  if (store.deliveries.has(name)) return none
  store.deliveries.set(name, {
    tenant: text(tenant),
    source: text(source),
    delivery_id: text(delivery),
    received_at: store.now(),
    worked_at: null,
    connection,
    body: JSON.parse(text(values.at(-1))),
  })
  return one
}

const left: Handler = (store) => {
  const rows = [...store.deliveries.values()].filter(
    ({ worked_at, received_at }) => worked_at === null && received_at < store.now() - 10_000,
  )
  return { rows: rows.slice(0, 100).map((row) => ({ ...row })), count: rows.length }
}

const worked: Handler = (store, [tenant, source, delivery]) => {
  const row = store.deliveries.get([tenant, source, delivery].join('\n'))
  if (row) row.worked_at = store.now()
  return row ? one : none
}

/** With one more value: the exact key; with two: its first part and its last. */
const waitingFor: Handler = (store, [tenant, first, last]) => {
  const fits = (key: string): boolean => {
    if (last === undefined) return key === first
    const parts = key.split(':')
    return parts[0] === first && parts.at(-1) === last
  }
  const rows = [...store.entries.values()]
    .filter(({ request }) => request.tenant === tenant)
    .flatMap(({ request, actions }) =>
      [...actions.values()]
        .filter(({ wait_key }) => wait_key !== null && fits(wait_key))
        .map(({ action_id }) => ({ request_id: request.id, action_id })),
    )
  return { rows, count: rows.length }
}

export const small: Record<string, Handler> = {
  key_recall: recall,
  key_claim: claim,
  key_answer: answer,
  key_forget: () => none,
  wake_forget: forget('wake_at'),
  action_deadline_forget: forget('deadline_at'),
  wake_postpone: postpone,
  escalation_forget: forget('escalate_at'),
  deadline_forget: forgetDeadline,
  sla_forget: forgetSla,
  not_before_forget: forgetNotBefore,
  request_remove: remove,
  delivery_take: take,
  delivery_left: left,
  delivery_worked: worked,
  action_waiting_for: waitingFor,
  nothing: () => none,
  quota_rules: () => none,
}
