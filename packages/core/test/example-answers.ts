import { accept, type Field, type Item } from '../src/catalog/index.ts'

/** What a person would type where the form asks and has no default. */
const typed: Readonly<Record<string, unknown>> = {
  address: '10.20.30.40',
  allowed_network: '10.20.0.0/16',
  application: 'Order service',
  bucket_name: 'orders-files',
  cache_name: 'orders-cache',
  channel: '#orders-alerts',
  cluster_name: 'orders-live',
  common_name: 'orders.example.com',
  contact: 'orders@example.com',
  cost_center: 'CC-1001',
  data_owner: 'orders@example.com',
  database_name: 'orders_db',
  destination: '10.30.0.0/16',
  expires_on: '2027-06-30',
  external_id: 'queue-1',
  hostname: 'orders-app-1',
  justification: 'The order service has to read from the database.',
  lead: 'lead@example.com',
  members: 'a@example.com\nb@example.com',
  metrics_url: 'https://orders.example.com/metrics',
  namespace: 'orders',
  needed_until: '2027-12-31',
  notify: 'orders@example.com',
  owners: 'orders@example.com',
  passphrase: 'correct horse battery staple',
  purpose: 'The service that takes orders.',
  queue_name: 'orders',
  reason: 'The vendor supports nothing else yet.',
  record_name: 'orders.app.example.com',
  repository_name: 'order-service',
  service_name: 'orders',
  share_name: 'orders_share',
  source: '10.20.0.0/16',
  starts_on: '2027-01-04',
  team_name: 'Orders',
  topic_name: 'shop.order.created',
  vm_name: 'orders-1',
}

function isAsked(field: Field): boolean {
  return field.required === true && field.default === undefined
}

function answersFor(item: Item): Record<string, unknown> {
  const fields = item.presentation.groups.flatMap((group) => group.fields).filter(isAsked)
  return Object.fromEntries(
    fields.flatMap(({ id }) => (Object.hasOwn(typed, id) ? [[id, typed[id]]] : [])),
  )
}

/** What is asked of every example, answered with no more than the form needs; throws where that does not fit. */
export function accepted(item: Item): Record<string, unknown> {
  const result = accept(item, answersFor(item), { now: Date.UTC(2026, 10, 23, 12) })
  if (!result.ok) throw new Error(JSON.stringify(result.faults))
  return result.value.fields
}
