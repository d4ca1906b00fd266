import type { Recorded } from '../kit/recorded.ts'

const source = 'ServiceNow REST reference, CMDB Instance API (release Australia)'
const id = '3a307c930a0a0bb400353965d0b8861f'
const entry = { result: { attributes: { sys_id: id, name: 'example' }, outbound_relations: [] } }
const instance = '/api/now/cmdb/instance/{}'

/** An entry that is not there yet and is made. */
export const recorded: Recorded = [
  { method: 'GET', path: instance, status: 200, body: { result: [] }, source },
  { method: 'GET', path: `${instance}/{}`, status: 200, body: entry, source },
  { method: 'POST', path: instance, status: 200, body: entry, source },
  { method: 'PATCH', path: `${instance}/{}`, status: 200, body: entry, source },
  { method: 'POST', path: `${instance}/{}/relation`, status: 200, body: entry, source },
]
