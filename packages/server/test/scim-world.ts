import { pino } from 'pino'
import type { App } from '../src/api/app.ts'
import type { Principal } from '../src/identity/principal.ts'
import { openDirectory } from '../src/identity/scim/directory.ts'
import type { Db } from '../src/store/db.ts'
import { openTenants } from '../src/store/tenants.ts'
import { fakeDeps, startApi } from './api-world.ts'
import type { Log } from '../src/telemetry.ts'
import { openTestDatabase, type TestDatabase } from './database.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
type Told = { status: number; type: string; json: Record<string, any> }

/** A directory behind the API: the token of a call is the tenant of an admin's key. */
export type ScimWorld = {
  app: App
  database: TestDatabase
  deps: { db: Db; of(tenant: string): Db; now(): number; log: Log }
  scim(method: Method, path: string, body?: object, tenant?: string): Promise<Told>
  patched(path: string, ...operations: object[]): Promise<Told>
  person(more?: object): Promise<{ id: string; name: string }>
  group(displayName: string, members: readonly string[]): Promise<string>
  close(): Promise<void>
}

const admin = (tenant: string): Principal => ({
  tenant,
  id: `key:${tenant}`,
  email: 'scim@keys.pao.invalid',
  roles: ['admin'],
  teams: [],
  via: 'api-key',
  scopes: ['scim:write'],
})

function callerOf(bearer: string): Principal {
  return bearer === 'dev' ? { ...admin('acme'), roles: ['developer'] } : admin(bearer)
}

function idOf({ status, json }: Told): string {
  if (status !== 201) throw new Error(JSON.stringify(json))
  return String(json['id'])
}

/** Opens it on a database of its own, under row security. Its clock moves with each look. */
export async function openScimWorld(): Promise<ScimWorld> {
  const database = await openTestDatabase()
  const tenants = await openTenants(database, { max: 3 })
  let clock = Date.now()
  const deps = {
    db: database.db,
    of: (tenant: string) => tenants.of(tenant),
    now: () => (clock += 1),
    log: pino({ level: 'silent' }),
  }
  const app = await startApi({
    directory: openDirectory({ ...deps, newId: () => crypto.randomUUID() }),
    identity: {
      ...fakeDeps().identity,
      authenticate: ({ bearer }) =>
        bearer === undefined
          ? { kind: 'nobody' }
          : { kind: 'caller', caller: { principal: callerOf(bearer) } },
    },
  })
  const scim: ScimWorld['scim'] = async (method, path, body, tenant = 'acme') => {
    const { statusCode, headers, ...answer } = await app.inject({
      method,
      url: `/api/v1/scim/v2/${path}`,
      headers: {
        authorization: `Bearer ${tenant}`,
        ...(body && { 'content-type': 'application/scim+json; charset=utf-8' }),
      },
      ...(body && { payload: JSON.stringify(body) }),
    })
    const json = answer.body === '' ? {} : (JSON.parse(answer.body) as Told['json'])
    return { status: statusCode, type: String(headers['content-type']), json }
  }
  let made = 0
  return {
    app,
    database,
    deps,
    scim,
    patched: (path, ...Operations) =>
      scim('PATCH', path, {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
        Operations,
      }),
    async person(more = {}) {
      made += 1
      const name = `p${made}@example.com`
      const body = { userName: name, externalId: `ext-${made}`, ...more }
      return { id: idOf(await scim('POST', 'Users', body)), name }
    },
    async group(displayName, members) {
      const listed = members.map((value) => ({ value }))
      return idOf(await scim('POST', 'Groups', { displayName, members: listed }))
    },
    async close() {
      await app.close()
      await tenants.close()
      await database.close()
    },
  }
}
