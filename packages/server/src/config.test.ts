import { describe, expect, it } from 'vitest'
import { readConfig, settings } from './config.ts'

describe('readConfig', () => {
  it('gives every documented default', () => {
    const read = readConfig({})

    if (!read.ok) throw new Error(read.faults.join())
    expect(read.config).toMatchObject({
      PAO_PORT: 8080,
      PAO_HOST: '127.0.0.1',
      PAO_ROLES: ['api', 'worker'],
      PAO_DEMO: true,
      PAO_PUBLIC_URL: 'http://localhost:8080',
      variables: {},
      secrets: {},
    })
  })

  it.each([
    ['TF_CLI_ARGS_plan', 'must not name TF_CLI_ARGS_plan, which decides how Terraform runs'],
    ['PATH', 'must not name PATH, which decides how Terraform runs'],
    ['A B', 'must list names of variables, not "A B"'],
    [
      'AWS_REGION',
      'names AWS_REGION, but neither PAO_SECRET_AWS_REGION nor PAO_VAR_AWS_REGION is set',
    ],
  ])('gives runs of Terraform no variable %s', (PAO_TERRAFORM_ENVIRONMENT, fault) => {
    const read = readConfig({ PAO_TERRAFORM_ENVIRONMENT })

    expect(read).toEqual({ ok: false, faults: [`PAO_TERRAFORM_ENVIRONMENT ${fault}`] })
  })

  it.each([
    ['10.0.0.0/8, 192.0.2.7', true],
    ['::1, fd00::/8', true],
    ['10.0.0.0/33', false],
    ['fd00::/129', false],
    ['10.0.0', false],
    ['0x7f.1', false],
    ['256.0.0.1', false],
    ['proxy.example', false],
    ['10.0.0.0/8/8', false],
  ])('takes proxies by address only: %s', (PAO_API_TRUSTED_PROXIES, isGood) => {
    expect(readConfig({ PAO_API_TRUSTED_PROXIES }).ok).toBe(isGood)
  })

  it.each([
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318/' }, 'http://c:4318/v1/traces'],
    [
      {
        OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318',
        OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://t:4318/x',
      },
      'http://t:4318/x',
    ],
    [
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318', PAO_TRACES_URL: 'http://mine/x' },
      'http://mine/x',
    ],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318', OTEL_SDK_DISABLED: 'true' }, undefined],
    [{}, undefined],
  ])('finds the collector of traces in %j', (environment, url) => {
    const read = readConfig({
      ...environment,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-key=a%20b, y=2',
      OTEL_SERVICE_NAME: 'shop',
    })

    if (!read.ok) throw new Error(read.faults.join())
    expect(read.config.PAO_TRACES_URL).toBe(url)
    expect(read.config.PAO_TRACES_HEADERS).toEqual({ 'x-key': 'a b', y: '2' })
    expect(read.config.PAO_TRACES_SERVICE).toBe('shop')
  })

  it.each([
    [{ PAO_TRACES_RATIO: '1.5' }, 'PAO_TRACES_RATIO must be a number from 0 to 1, not "1.5"'],
    [{ PAO_TRACES_HEADERS: 'geheim' }, 'PAO_TRACES_HEADERS must be name=value pairs'],
    [{ PAO_TRACES_HEADERS: 'a=%zz' }, 'PAO_TRACES_HEADERS must have its values'],
  ])('refuses %j without saying a secret', (environment, fault) => {
    const read = readConfig(environment)

    expect(read).toEqual({ ok: false, faults: [expect.stringContaining(fault)] })
    expect(JSON.stringify(read)).not.toContain('geheim')
  })

  it('lists every fault at once', () => {
    const read = readConfig({
      PAO_PORT: 'many',
      PAO_ROLES: 'api,cook',
      PAO_DATABASE_URL: 'mysql://x',
      PAO_ENCRYPTION_KEY: 'short',
      PAO_PROT: '1',
      PAO_DEMO: 'maybe',
    })

    if (read.ok) throw new Error('accepted')
    expect(read.faults.map((fault) => fault.split(' ')[0])).toEqual([
      'PAO_PORT',
      'PAO_DATABASE_URL',
      'PAO_ROLES',
      'PAO_ENCRYPTION_KEY',
      'PAO_DEMO',
      'PAO_PROT',
    ])
  })

  it('never repeats a secret in a fault', () => {
    const read = readConfig({
      PAO_BOOTSTRAP_API_KEY: 'hunter2',
      PAO_DATABASE_URL: 'x://u:hunter2@h',
    })

    expect(JSON.stringify(read)).not.toContain('hunter2')
  })

  it('switches the demo off once a system is configured, unless asked', () => {
    const real = readConfig({ PAO_CATALOG: '/srv/catalog' })
    const asked = readConfig({ PAO_CATALOG: '/srv/catalog', PAO_DEMO: 'on' })

    expect(real).toMatchObject({ config: { PAO_DEMO: false } })
    expect(asked).toMatchObject({ config: { PAO_DEMO: true } })
  })

  it('hands out variables and secrets by name without prefix', () => {
    const read = readConfig({ PAO_VAR_API: 'http://x', PAO_SECRET_JIRA: 's3cret' })

    expect(read).toMatchObject({
      config: { variables: { API: 'http://x' }, secrets: { JIRA: 's3cret' } },
    })
  })

  it('refuses a secret reference that leads nowhere', () => {
    const read = readConfig({ PAO_CATALOG_TOKEN_REF: 'GIT', PAO_SECRETS_FROM: 'environment' })

    expect(read).toMatchObject({
      faults: ['PAO_CATALOG_TOKEN_REF names the secret GIT, but PAO_SECRET_GIT is not set'],
    })
  })

  it('takes sources of secrets in their order, each once, and asks for what Vault needs', () => {
    const good = readConfig({ PAO_SECRETS_FROM: 'table, environment' })
    const twice = readConfig({ PAO_SECRETS_FROM: 'table,table' })
    const vault = readConfig({ PAO_SECRETS_FROM: 'vault', PAO_VAULT_AUTH: 'approle' })

    expect(good).toMatchObject({ config: { PAO_SECRETS_FROM: ['table', 'environment'] } })
    expect(twice).toMatchObject({ faults: [expect.stringContaining('each once')] })
    expect(vault).toMatchObject({
      faults: ['PAO_VAULT_URL', 'PAO_VAULT_ROLE_ID', 'PAO_VAULT_SECRET_ID'].map((key) =>
        expect.stringContaining(`${key} is needed`),
      ),
    })
  })

  it('describes every setting in one sentence', () => {
    for (const [key, setting] of Object.entries(settings))
      expect(setting.sentence, key).toMatch(/\.$/)
  })
})
