import type { Recorded } from '../kit/recorded.ts'
import type { CherwellConfig } from './config.ts'

const source = 'Cherwell REST API V1, document 10.5'
const fine = { hasError: false, errorCode: null, errorMessage: null }
const usual = ['Status', 'ExternalReference', 'CloseDescription', 'ShortDescription', 'Description']
const ids = { busObRecId: '943f1b0f0a', busObPublicId: '10001' }

/** An object that is made and closed at the first look; it has the fields that most have, and those of the config. */
export function recorded({ fields: given = {}, result_fields = {} }: CherwellConfig): Recorded {
  const names = new Set([...usual, ...Object.keys(given), ...Object.values(result_fields)])
  const fields = [...names].map((name) => ({
    name,
    fieldId: `FI:${name}`,
    value: '',
    dirty: false,
  }))
  const closed = fields.map((one) => (one.name === 'Status' ? { ...one, value: 'Closed' } : one))
  return [
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
}
