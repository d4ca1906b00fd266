import { type Connection, ConnectionMissing, SecretUnavailable } from '@pao/connectors'
import { type FakeVault, startFakeVault } from '@pao/fakes'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { parseEgress } from '#outbound/egress.ts'
import { createHttp, type OpenHttp } from '#outbound/http-client.ts'
import {
  environmentSecrets,
  readSecrets,
  secretMissing,
  secretsInOrder,
} from '#outbound/secrets.ts'
import { vaultSecrets } from '#outbound/vault-secrets.ts'
import { exerciseSecretSource } from './secret-source-suite.ts'

const noon = Date.UTC(2026, 0, 1, 12)
let vault: FakeVault
let http: OpenHttp
let now = noon
/** Every URL that went out. */
let urls: string[] = []

beforeAll(async () => {
  vault = await startFakeVault({ port: 0, now: () => now })
  for (const tenant of ['one', 'two'])
    vault.put(`pao/${tenant}/TOKEN`, { value: `canary-of-${tenant}` })
  const egress = parseEgress([new URL(vault.url).host])
  if (!egress.ok) throw new Error('bad list')
  http = createHttp({ egress: egress.value, limits: { timeoutMs: 5_000, maxBytes: 100_000 } })
})
beforeEach(() => {
  now += 86_400_000
  urls = []
  vault.switches.failures = []
})
afterAll(async () => {
  await http[Symbol.asyncDispose]()
  await vault[Symbol.asyncDispose]()
})

const role = (): Connection => ({
  name: 'PAO_VAULT_URL',
  type: 'vault',
  settings: { url: vault.url, auth: 'approle', role_id: vault.role.id },
  secrets: { secret_id: vault.role.secret },
})

const source = (connection = role) =>
  vaultSecrets({
    http: {
      send: (call) => {
        urls.push(call.url)
        return http.send(call)
      },
    },
    connection,
    path: 'secret/pao/{tenant}',
    now: () => now,
    keepMs: 60_000,
  })

exerciseSecretSource('the environment', async () => ({
  source: environmentSecrets(() => ({ TOKEN: 'canary-of-all' })),
  shared: 'canary-of-all',
}))
exerciseSecretSource('Vault', async () => ({ source: source() }))
exerciseSecretSource('two sources in order', async () => ({
  source: secretsInOrder([environmentSecrets(() => ({ OTHER: 'x' })), source()]),
}))

describe('secrets of Vault', () => {
  it('are kept for a while and then read anew', async () => {
    const secrets = source()
    const read = async (afterMs: number) => {
      now += afterMs
      const before = urls.length
      const value = await secrets.read('TOKEN', 'one')
      return [value, urls.slice(before).filter((url) => url.includes('/data/')).length]
    }

    const reads = [await read(0), await read(59_000), await read(2_000)]

    expect(reads).toEqual([
      ['canary-of-one', 1],
      ['canary-of-one', 0],
      ['canary-of-one', 1],
    ])
  })

  it('are read once however many ask at the same moment', async () => {
    const secrets = source()

    await Promise.all(Array.from({ length: 10 }, () => secrets.read('TOKEN', 'one')))

    expect(urls.filter((url) => url.includes('/data/'))).toHaveLength(1)
  })

  it('are read with a new login when Vault took the token back', async () => {
    const secrets = source()
    await secrets.read('TOKEN', 'one')
    vault.revoke()

    const value = await secrets.read('TOKEN', 'two')

    expect(value).toBe('canary-of-two')
  })

  it.each([
    [503, 'sealed', true],
    [473, 'caught up|standby|473', true],
    [429, 'slow down', true],
    [500, '500', true],
    [403, 'no policy', false],
  ])('that cannot be read because of %i are told as such', async (status, said, retryable) => {
    const secrets = source()
    await secrets.read('TOKEN', 'one')
    vault.switches.failures = [{ status, times: 3 }]

    const failure: unknown = await secrets.read('TOKEN', 'two').catch((error: unknown) => error)

    expect(failure).toBeInstanceOf(SecretUnavailable)
    expect(failure).toMatchObject({ retryable, message: expect.stringMatching(said) })
  })

  it('cannot be read while the proof for the login is not there, and that is told as such', async () => {
    const secrets = source(() => {
      throw new ConnectionMissing('The file of PAO_VAULT_JWT_FILE cannot be read')
    })

    const failure = await secrets.read('TOKEN', 'one').catch((error: unknown) => error)

    expect(failure).toBeInstanceOf(SecretUnavailable)
    expect(String(failure)).toContain('PAO_VAULT_JWT_FILE')
  })

  it('never stand in an address or a message', async () => {
    const secrets = source(() => ({ ...role(), secrets: { secret_id: 'canary-secret-id' } }))

    const failure = await secrets.read('TOKEN', 'one').catch((error: unknown) => error)

    const seen = `${urls.join(' ')} ${String(failure)} ${JSON.stringify(failure)}`
    expect(failure).toBeInstanceOf(SecretUnavailable)
    expect(seen).not.toContain('canary')
  })
})

describe('several sources', () => {
  it('are asked in their order, and none after the one that has it', async () => {
    const asked: string[] = []
    const one = (name: string, value?: string) => ({
      placeOf: () => name,
      read: async () => {
        asked.push(name)
        return value
      },
    })
    const secrets = secretsInOrder([one('first'), one('second', 's2'), one('third', 's3')])

    const found = await readSecrets(secrets, 'one', ['A', 'A'])

    expect([found, asked]).toEqual([{ A: 's2' }, ['first', 'second']])
  })

  it('say where a secret was looked for when it stands in none', () => {
    const secrets = secretsInOrder([environmentSecrets(() => ({ OTHER: 'canary' })), source()])

    const { message } = secretMissing(secrets, 'TOKEN')

    expect(message).toBe(
      'The secret TOKEN is not set; it was looked for in PAO_SECRET_TOKEN, Vault secret/pao/{tenant}/TOKEN',
    )
  })
})
