import type { Recorded } from '../kit/recorded.ts'

const column = (value: string, display_value = value) => ({ value, display_value })
const source = 'ServiceNow REST reference, Table API (release Australia)'
const open = {
  sys_id: column('9d385017c611228701d22104cc95c371'),
  number: column('INC0010001'),
  correlation_id: column('pao-example'),
  state: column('1', 'New'),
  active: column('true'),
}

/** A record that is made and closed at the first look. */
export const recorded: Recorded = [
  { method: 'GET', path: '/api/now/table/{}', status: 200, body: { result: [] }, source },
  { method: 'POST', path: '/api/now/table/{}', status: 201, body: { result: open }, source },
  {
    method: 'GET',
    path: '/api/now/table/{}/{}',
    status: 200,
    body: {
      result: {
        ...open,
        state: column('3', 'Closed'),
        active: column('false'),
        close_code: column('successful', 'Successful'),
      },
    },
    source,
  },
  { method: 'PATCH', path: '/api/now/table/{}/{}', status: 200, body: { result: open }, source },
]
