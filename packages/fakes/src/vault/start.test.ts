import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FakeVault, startFakeVault } from './start.ts'

let vault: FakeVault
beforeEach(async () => {
  vault = await startFakeVault({ port: 0 })
})
afterEach(() => vault[Symbol.asyncDispose]())

const call = async (method: string, path: string, body?: unknown, token = vault.token) => {
  const answer = await fetch(`${vault.url}/v1/${path}`, {
    method,
    headers: { 'x-vault-token': token, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  return { status: answer.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) }
}
const data = { user: 'orders' }

describe('the Vault stand-in', () => {
  it('walks a secret from its first version to its end, within the contract', async () => {
    const written = await call('POST', 'secret/data/app/db', { options: { cas: 0 }, data })
    const read = await call('GET', 'secret/data/app/db')
    const deleted = await call('POST', 'secret/delete/app/db', { versions: [1] })
    const gone = await call('GET', 'secret/data/app/db')
    const undeleted = await call('POST', 'secret/undelete/app/db', { versions: [1] })
    const destroyed = await call('POST', 'secret/destroy/app/db', { versions: [1] })

    expect(written).toMatchObject({ status: 200, body: { data: { version: 1 } } })
    expect(read).toMatchObject({ status: 200, body: { data: { data, metadata: { version: 1 } } } })
    expect(gone).toMatchObject({
      status: 404,
      body: { data: { data: null, metadata: { version: 1 } } },
    })
    expect([deleted, undeleted, destroyed].map(({ status }) => status)).toEqual([204, 204, 204])
    expect(vault.effects().map(({ kind }) => kind)).toEqual([
      'write',
      'delete',
      'undelete',
      'destroy',
    ])
  })

  it('writes only over the version that was named', async () => {
    await call('POST', 'secret/data/a', { options: { cas: 0 }, data })

    const again = await call('POST', 'secret/data/a', { options: { cas: 0 }, data })

    expect(again.status).toBe(400)
    expect(JSON.stringify(again.body)).toContain('check-and-set')
    expect(vault.effects()).toHaveLength(1)
  })

  it.each([
    ['another token', ['GET', 'secret/data/a', undefined, 'wrong'], 403],
    ['an unknown key', ['POST', 'secret/data/a', { data, cas: 0 }], 400],
    ['no data', ['POST', 'secret/data/a', { options: { cas: 0 } }], 400],
    ['a strange option', ['POST', 'secret/data/a', { data, options: { case: 0 } }], 400],
    ['no versions', ['POST', 'secret/destroy/a', { versions: [] }], 400],
    ['a path it has not', ['GET', 'secret/config'], 404],
    ['a secret that is not there', ['GET', 'secret/data/none'], 404],
    ['a wrong secret id', ['POST', 'auth/approle/login', { role_id: 'x', secret_id: 'y' }], 400],
  ] as [string, Parameters<typeof call>, number][])('refuses %s', async (_what, asked, status) => {
    const answer = await call(...asked)

    expect(answer.status).toBe(status)
    expect(vault.effects()).toEqual([])
  })

  it('gives a token to a role, renews it, and takes it back', async () => {
    const { id: role_id, secret: secret_id } = vault.role
    const login = await call('POST', 'auth/approle/login', { role_id, secret_id }, '')
    const { auth } = login.body as { auth: { client_token: string } }
    const renewed = await call('POST', 'auth/token/renew-self', {}, auth.client_token)
    vault.revoke()
    const refused = await call('GET', 'secret/data/a', undefined, auth.client_token)

    expect([login.status, renewed.status, refused.status]).toEqual([200, 200, 403])
    expect(vault.counts()).toEqual({ logins: 1, renewals: 1 })
  })

  it('says nothing but that it is sealed', async () => {
    vault.seal(true)

    const answers = [await call('GET', 'sys/health'), await call('GET', 'secret/data/a')]

    expect(answers.map(({ status }) => status)).toEqual([503, 503])
  })
})
