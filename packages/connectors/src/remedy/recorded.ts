import type { Recorded } from '../kit/recorded.ts'

const source = 'BMC AR System REST API, entries'

const made = { 'Incident Number': 'INC000000000001', Status: 'Assigned' }
const entry = '/api/arsys/v1/entry/{}'

/** Log in, nothing found, an entry that is made and resolved at the first look. */
export const recorded: Recorded = [
  {
    method: 'POST',
    path: '/api/jwt/login',
    status: 200,
    headers: { 'content-type': 'text/plain' },
    body: 'recorded-token',
    source: 'BMC AR System REST API, login',
  },
  { method: 'GET', path: entry, status: 200, body: { entries: [] }, source },
  { method: 'POST', path: entry, status: 201, body: { values: made }, source },
  {
    method: 'GET',
    path: entry,
    status: 200,
    body: { entries: [{ values: { ...made, Status: 'Resolved' } }] },
    source,
  },
  { method: 'PUT', path: '/api/arsys/v1/entry/{}/{}', status: 204, source },
]
