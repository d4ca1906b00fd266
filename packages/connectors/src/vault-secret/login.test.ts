import { type FakeVault, startFakeVault } from '@pao/fakes'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { noon, testContext } from '../../contract/index.ts'
import type { Connection } from '../kit/context.ts'
import { vaultSecret } from './connector.ts'

let vault: FakeVault
beforeEach(async () => {
  vault = await startFakeVault({ port: 0 })
  vault.put('app/db', { user: 'orders' })
})
afterEach(() => vault[Symbol.asyncDispose]())

const role = (): Connection => ({
  name: 'main',
  type: 'vault',
  settings: { url: vault.url, auth: 'approle', role_id: vault.role.id },
  secrets: { secret_id: vault.role.secret },
})
const read = (now = noon, connection = role()) =>
  vaultSecret.execute(testContext({ now, connections: [connection] }), {
    path: 'app/db',
    operation: 'read',
  })

describe('logging in by AppRole', () => {
  it('keeps the token, renews it when two thirds are over, and logs in again after its end', async () => {
    const counts = []
    for (const minutes of [0, 39, 41, 80, 82, 300]) {
      await read(noon + minutes * 60_000)
      counts.push(vault.counts())
    }

    expect(counts).toEqual([
      { logins: 1, renewals: 0 },
      { logins: 1, renewals: 0 },
      { logins: 1, renewals: 1 },
      { logins: 1, renewals: 1 },
      { logins: 1, renewals: 2 },
      { logins: 2, renewals: 2 },
    ])
  })

  it('logs in once more when the token was taken back', async () => {
    await read()
    vault.revoke()

    const outcome = await read()

    expect(outcome.kind).toBe('succeeded')
    expect(vault.counts().logins).toBe(2)
  })

  it('says that the role is refused, without its secret', async () => {
    const wrong = { ...role(), secrets: { secret_id: 'canary-5566' } }

    const outcome = await read(noon, wrong)

    expect(outcome).toMatchObject({ kind: 'failed', retryable: false, code: 'vault.login_refused' })
    expect(JSON.stringify(outcome)).not.toContain('canary-5566')
  })

  it('names the namespace at every call', async () => {
    const enterprise = await startFakeVault({ port: 0, namespace: 'teams/data' })
    enterprise.put('app/db', { user: 'orders' })
    const settings = { url: enterprise.url, auth: 'approle', role_id: enterprise.role.id }
    const secrets = { secret_id: enterprise.role.secret }
    const inside = {
      name: 'main',
      type: 'vault',
      settings: { ...settings, namespace: 'teams/data' },
      secrets,
    }

    const [good, without] = [await read(noon, inside), await read(noon, { ...inside, settings })]
    await enterprise[Symbol.asyncDispose]()

    expect([good, without]).toMatchObject([{ kind: 'succeeded' }, { code: 'vault.forbidden' }])
  })

  it('logs in once however many ask at the same moment', async () => {
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => read()))

    expect(outcomes.every(({ kind }) => kind === 'succeeded')).toBe(true)
    expect(vault.counts()).toEqual({ logins: 1, renewals: 0 })
  })

  it('logs in once when a revoked token is refused to many at the same moment', async () => {
    await read()
    vault.revoke()

    const outcomes = await Promise.all(Array.from({ length: 20 }, () => read()))

    expect(outcomes.every(({ kind }) => kind === 'succeeded')).toBe(true)
    expect(vault.counts().logins).toBe(2)
  })
})

const cluster = (jwt: string): Connection => ({
  name: 'main',
  type: 'vault',
  settings: { url: vault.url, auth: 'kubernetes', role: vault.role.id },
  secrets: { jwt },
})

describe('logging in by Kubernetes', () => {
  it('shows the token of the service account and keeps what it gets for it', async () => {
    const outcomes = [await read(noon, cluster(vault.role.jwt))]
    outcomes.push(await read(noon + 60_000, cluster(vault.role.jwt)))

    expect(outcomes.map(({ kind }) => kind)).toEqual(['succeeded', 'succeeded'])
    expect(vault.counts().logins).toBe(1)
  })

  it('says that it is refused, without the token', async () => {
    const outcome = await read(noon, cluster('canary-7788'))

    expect(outcome).toMatchObject({ kind: 'failed', retryable: false, code: 'vault.forbidden' })
    expect(JSON.stringify(outcome)).not.toContain('canary-7788')
  })
})
