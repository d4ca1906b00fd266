import { describe, expect, it } from 'vitest'
import { readTenants } from '../src/tenancy/declared.ts'

const read = (text: string) => {
  const result = readTenants(text)
  if (!result.ok) throw new Error(result.faults.map(({ message }) => message).join('\n'))
  return result.value
}

const faultsOf = (text: string) => {
  const result = readTenants(text)
  return result.ok ? [] : result.faults.map(({ at, message }) => [at, message])
}

describe('the file of tenants', () => {
  it('gives each tenant with what is its own', () => {
    const tenants = read(`tenants:
  acme:
    label: Acme
    contact: platform@acme.example
    catalog: { source: https://git.example.com/acme.git, token_ref: CATALOG }
    connections: acme.yaml
    secrets: { CATALOG: ACME_CATALOG }
    egress: { allow: [10.1.0.0/16], only: true }
    issuers: [acme]
    calls_per_minute: 300
    retention: { history_days: 400, audit_days: 0 }
    currency: CHF
    timezone: Europe/Zurich
    worker_share: 3
    requests_at_once: 200
  small: { catalog: shared }
`)

    expect(tenants.get('acme')).toEqual({
      name: 'acme',
      label: 'Acme',
      contact: 'platform@acme.example',
      catalog: { source: 'https://git.example.com/acme.git', tokenRef: 'CATALOG' },
      connections: 'acme.yaml',
      secrets: new Map([['CATALOG', 'ACME_CATALOG']]),
      egress: { allow: ['10.1.0.0/16'], shared: false, only: true },
      issuers: ['acme'],
      callsPerMinute: 300,
      retention: { history: 400, audit: 0 },
      currency: 'CHF',
      timezone: 'Europe/Zurich',
      workerShare: 3,
      requestsAtOnce: 200,
    })
    expect(tenants.get('small')).toMatchObject({
      label: 'small',
      catalog: 'shared',
      egress: { allow: [], shared: true, only: false },
      retention: {},
      workerShare: 1,
    })
    expect(tenants.get('small')).not.toHaveProperty('requestsAtOnce')
  })

  it('always has the default tenant', () => {
    expect([...read('tenants: {}').keys()]).toEqual(['default'])
    expect(read('tenants: { default: { label: Group IT } }').get('default')?.label).toBe('Group IT')
  })

  it('tells every fault at once, with its line', () => {
    expect(
      faultsOf(`tenants:
  Acme: { catalog: shared }
  none: {}
  odd:
    catalog: elsewhere
    colour: red
    calls_per_minute: 0
  secretive: { catalog: shared, secrets: { TOKEN: "not a name" } }
  default: { catalog: shared }
other: 1
`),
    ).toEqual([
      ['/other', 'line 10: "other" is not known here'],
      ['/tenants/Acme', 'line 2: "Acme" is not a name'],
      ['/tenants/none', 'line 3: catalog is missing'],
      ['/tenants/odd/colour', 'line 6: "colour" is not known here'],
      [
        '/tenants/odd/catalog',
        'line 5: catalog must be the word shared, or a map of source, token_ref, ssh_key_ref and webhook_secret_ref',
      ],
      ['/tenants/odd/calls_per_minute', 'line 7: calls_per_minute must be >= 1'],
      [
        '/tenants/secretive/secrets/TOKEN',
        'line 8: secrets.TOKEN must be the name of a secret, as in GIT_TOKEN',
      ],
      [
        '/tenants/default/catalog',
        'line 9: catalog of the tenant default is that of the installation',
      ],
    ])
  })

  it('says of each setting of a tenant what it must be', () => {
    expect(
      faultsOf(`tenants:
  default:
    retention: { history_days: -1, forever: true }
    currency: euro
    worker_share: 0
    requests_at_once: 1.5
  acme: { catalog: shared, timezone: Mars/Base }
`),
    ).toEqual([
      ['/tenants/default/retention/forever', 'line 3: "forever" is not known here'],
      ['/tenants/default/retention/history_days', 'line 3: retention.history_days must be >= 0'],
      ['/tenants/default/currency', 'line 4: currency must be a code of ISO 4217, as in EUR'],
      ['/tenants/default/worker_share', 'line 5: worker_share must be >= 1'],
      ['/tenants/default/requests_at_once', 'line 6: requests_at_once must be integer'],
      ['/tenants/acme/timezone', 'line 7: there is no time zone Mars/Base'],
    ])
  })

  it.each(['', '[]', 'tenants: []', 'tenants: { a: 1 }', 'tenants: {a: {catalog: shared}'])(
    'refuses %j',
    (text) => {
      expect(faultsOf(text).length).toBeGreaterThan(0)
    },
  )
})
