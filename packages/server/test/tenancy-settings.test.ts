import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { Misconfigured } from '../src/compose-ground.ts'
import { checkIssuers, openTenancy } from '../src/compose-tenants.ts'
import { type Config, readConfig } from '../src/config.ts'
import { type Issuer, readIssuers } from '../src/identity/oidc/issuers.ts'
import { environmentSecrets } from '../src/outbound/secrets.ts'
import { openDataDir } from './operate-world.ts'

let folder: string
beforeEach(async () => {
  folder = await openDataDir()
})

function configOf(tenants: string, more: Record<string, string> = {}): Config {
  const file = join(folder, 'tenants.yaml')
  writeFileSync(file, tenants)
  const read = readConfig({
    PAO_TENANTS: file,
    PAO_SECRET_TOKEN: 'of the group',
    PAO_SECRET_ACME_TOKEN: 'of acme',
    ...more,
  })
  if (!read.ok) throw new Error(read.faults.join('\n'))
  return read.config
}

function issuersOf(text: string): readonly Issuer[] {
  const read = readIssuers(text, { demo: false })
  if (!read.ok) throw new Error(read.faults.map(({ message }) => message).join('\n'))
  return read.value
}

const faultsOf = (work: () => unknown): readonly string[] => {
  try {
    work()
  } catch (error) {
    if (error instanceof Misconfigured) return error.faults
    throw error
  }
  return []
}

const two = `tenants:
  acme: { catalog: shared, secrets: { TOKEN: ACME_TOKEN }, issuers: [acme] }
  globex: { catalog: shared }
`

const issuer = (name: string, tenant: string): string =>
  `  ${name}: { issuer: "https://${name}.example.com", audience: pao, tenant: ${tenant}, access: [{ roles: [developer] }] }\n`

describe('the settings of tenants', () => {
  it('gives a tenant the secrets that are listed for it, by its own names', async () => {
    const { environmentOf } = openTenancy(configOf(two))
    const secrets = environmentSecrets(environmentOf)
    const read = (tenant: string, name: string) => secrets.read(name, tenant)

    expect(await read('default', 'TOKEN')).toBe('of the group')
    expect(await read('acme', 'TOKEN')).toBe('of acme')
    for (const [tenant, name] of [
      ['acme', 'ACME_TOKEN'],
      ['globex', 'TOKEN'],
      ['globex', 'ACME_TOKEN'],
      ['nobody', 'TOKEN'],
      ['acme', '__proto__'],
    ] as const)
      expect(await read(tenant, name)).toBeUndefined()
  })

  it('gives every tenant all of them where there is no file', async () => {
    const { PAO_TENANTS: _file, ...config } = configOf('tenants: {}')
    const { declared, environmentOf } = openTenancy({ ...config, PAO_TENANTS: undefined })

    expect([declared, environmentOf('anybody')['TOKEN']]).toEqual([undefined, 'of the group'])
  })

  it('names every secret that is not set, and a Vault that all would share', () => {
    const config = configOf(
      'tenants: { acme: { catalog: shared, secrets: { A: MISSING, B: GONE } } }',
      {
        PAO_SECRETS_FROM: 'environment,vault',
        PAO_VAULT_URL: 'https://vault.example.com',
        PAO_VAULT_PATH: 'secret/pao',
        PAO_VAULT_AUTH: 'token',
        PAO_VAULT_TOKEN: 'a-token-for-vault',
      },
    )

    expect(faultsOf(() => openTenancy(config))).toEqual([
      'PAO_TENANTS: acme names the secret MISSING, but PAO_SECRET_MISSING is not set',
      'PAO_TENANTS: acme names the secret GONE, but PAO_SECRET_GONE is not set',
      expect.stringContaining('PAO_VAULT_PATH must name {tenant}') as string,
    ])
  })

  it('takes what the file says of a tenant before what the settings say of all', () => {
    const config = configOf(
      `tenants:
  acme: { catalog: shared, retention: { audit_days: 365, restricted_days: 7 }, currency: CHF, worker_share: 2 }
  globex: { catalog: shared, retention: { history_days: 0 } }
`,
      { PAO_HISTORY_RETENTION_DAYS: '100', PAO_RESTRICTED_RETENTION_DAYS: '30' },
    )
    const { waysOf } = openTenancy(config)

    expect(waysOf('acme')).toEqual({
      days: { history: 100, audit: 365, restricted: 7 },
      workerShare: 2,
      currency: 'CHF',
    })
    expect(waysOf('globex').days).toEqual({ history: 0, audit: 0, restricted: 30 })
    expect(waysOf('default').days).toEqual({ history: 100, audit: 0, restricted: 30 })
  })

  it('refuses to let a tenant keep less than everybody must', () => {
    const config = configOf(
      'tenants: { acme: { catalog: shared, retention: { history_days: 29, audit_days: 0, restricted_days: 1 } } }',
      { PAO_TENANT_RETENTION_MIN_DAYS: '30' },
    )

    expect(faultsOf(() => openTenancy(config))).toEqual([
      'PAO_TENANTS: acme keeps its history for 29 days, but PAO_TENANT_RETENTION_MIN_DAYS is 30 (Write 30 or more, or 0 to keep all of it)',
    ])
  })

  it('refuses issuers that vouch for strangers', () => {
    const tenancy = openTenancy(configOf(two))
    const check = (...lines: string[]) =>
      faultsOf(() => checkIssuers(tenancy, issuersOf(`issuers:\n${lines.join('')}`)))

    expect(check(issuer('acme', 'acme'), issuer('corp', 'globex'))).toEqual([])
    expect(check(issuer('acme', 'initech'), issuer('corp', 'acme'))).toEqual([
      'PAO_IDENTITY_ISSUERS: acme names the tenant initech, which PAO_TENANTS does not',
      'PAO_IDENTITY_ISSUERS: corp may not vouch for people of acme: PAO_TENANTS names acme',
    ])
    expect(check(issuer('corp', 'globex'))).toEqual([
      'PAO_TENANTS: acme names the issuer acme, which PAO_IDENTITY_ISSUERS does not',
    ])
  })
})
