import type { Recorded } from '../kit/recorded.ts'

const source = 'Cherwell REST API V1, document 10.5'
const fine = { hasError: false, errorCode: null, errorMessage: null }
const names = ['Status', 'ExternalReference', 'CloseDescription', 'ShortDescription', 'Description']
const fields = names.map((name) => ({ name, fieldId: `FI:${name}`, value: '', dirty: false }))
const ids = { busObRecId: '943f1b0f0a', busObPublicId: '10001' }
const closed = fields.map((one) => (one.name === 'Status' ? { ...one, value: 'Closed' } : one))

/** An object that is made and closed at the first look; it has the fields that most have. */
export const recorded: Recorded = [
  {
    method: 'POST',
    path: '/token',
    status: 200,
    body: { access_token: 'recorded-token', token_type: 'bearer', expires_in: 1199 },
    source,
  },
  {
    method: 'GET',
    path: '/api/V1/getbusinessobjectsummary/busobname/{}',
    status: 200,
    body: { busObId: '6dd53665c0', name: 'Incident' },
    source,
  },
  {
    method: 'POST',
    path: '/api/V1/getbusinessobjecttemplate',
    status: 200,
    body: { ...fine, fields },
    source,
  },
  {
    method: 'POST',
    path: '/api/V1/getsearchresults',
    status: 200,
    body: { ...fine, businessObjects: [], totalRows: 0 },
    source,
  },
  {
    method: 'POST',
    path: '/api/V1/savebusinessobject',
    status: 200,
    body: { ...fine, ...ids },
    source,
  },
  {
    method: 'GET',
    path: '/api/V1/getbusinessobject/busobid/{}/busobrecid/{}',
    status: 200,
    body: { ...fine, ...ids, busObId: '6dd53665c0', fields: closed },
    source,
  },
]
