import type { App } from '../src/api/app.ts'
import type { ApiDeps } from '../src/api/deps.ts'
import { openAudit } from '../src/audit/open.ts'
import { createSigner } from '../src/audit/signer.ts'
import { byTenant, perTenant } from '../src/by-tenant.ts'
import { approvalCalls } from '../src/compose-approvals.ts'
import { insightCalls, resourceCalls, talkCalls } from '../src/compose-portal.ts'
import { erasureCalls } from '../src/compose-erasure.ts'
import { calendarCalls } from '../src/compose-calendar.ts'
import { quotaCalls } from '../src/compose-quotas.ts'
import { requestCalls } from '../src/compose-requests.ts'
import { openApiKeys } from '../src/identity/api-key.ts'
import type { Principal } from '../src/identity/principal.ts'
import { openDirectory } from '../src/identity/scim/directory.ts'
import { openServiceAccounts } from '../src/identity/service-account.ts'
import { openSessions } from '../src/identity/session.ts'
import { deleteSecret, listSecrets, setSecret } from '../src/outbound/secret-table.ts'
import type { Requests } from '../src/requests/deps.ts'
import { listLimits, removeLimit, setLimit } from '../src/requests/limits.ts'
import { requestsOn } from '../src/requests/open.ts'
import { openNewsroom } from '../src/requests/talk/news-hints.ts'
import { createCipher } from '../src/store/cipher.ts'
import type { Db } from '../src/store/db.ts'
import { listErrors, noteErrors, resolveError } from '../src/store/errors.ts'
import { createKeyRing } from '../src/store/key-ring.ts'
import { openStates } from '../src/terraform/state.ts'
import { fakeDeps, startApi } from './api-world.ts'
import { statedTenants } from './tenants-fake.ts'
import { auditFolder } from './audit-world.ts'
import type { World } from './requests-world.ts'

const now = () => Date.now()
const newId = () => crypto.randomUUID()

export type WholeApi = {
  app: App
  keys: ReturnType<typeof openApiKeys>
  sessions: ReturnType<typeof openSessions>
  accounts: ReturnType<typeof openServiceAccounts>
  directory: ReturnType<typeof openDirectory>
  audit: ReturnType<typeof openAudit>
  secretDeps: Parameters<typeof setSecret>[0]
}

/** The API on a world's database, each tenant's calls by `of`; a bearer token is the name `callerOf` knows. */
export async function openWholeApi(
  world: World,
  {
    of,
    callerOf,
    more = {},
  }: {
    of: (tenant: string) => Db
    callerOf: (bearer: string) => Principal | undefined
    more?: Partial<ApiDeps>
  },
): Promise<WholeApi> {
  const { db } = world.database
  const { requests } = world
  const own = perTenant((tenant) => requestsOn(requests, of(tenant)))
  const each = <Calls extends object>(make: (room: Requests) => Calls): Calls =>
    byTenant(make(requests), (tenant) => make(own(tenant)))
  const keys = openApiKeys({ db, of, now, log: requests.telemetry.log, ownMaxDays: 90 })
  const cipher = createCipher(Buffer.alloc(32, 2))
  const limits = { idleMs: 3_600_000, longestMs: 3_600_000 }
  const sessions = openSessions({ db, of, now, log: requests.telemetry.log, cipher, limits })
  const accounts = openServiceAccounts({ db, of, now })
  const directory = openDirectory({ db, of, now, newId })
  const ring = createKeyRing(Buffer.alloc(32, 1))
  const secretDeps = { db, ring, newId }
  const auditDeps = {
    db,
    now,
    newId,
    daysOf: () => 0,
    version: '1',
    signer: createSigner(Buffer.alloc(32, 7)),
    folder: await auditFolder(),
  }
  const auditOn = (tenant: string) => openAudit({ ...auditDeps, db: of(tenant) })
  const audit = byTenant(openAudit(auditDeps), auditOn)
  const statesOn = (asked: Db) => openStates({ db: asked, cipher, now, versions: 3 })
  const app = await startApi({
    requests: each((room) => requestCalls(room, world.follower)),
    approvals: each((room) => approvalCalls(room, () => [])),
    talk: each((room) => talkCalls(room, openNewsroom(room))),
    insights: each(insightCalls),
    resources: each(resourceCalls),
    audit,
    directory,
    states: byTenant(statesOn(db), (tenant) => statesOn(of(tenant)), ['run']),
    limits: each((room) => ({
      list: (tenant: string) => listLimits(room, tenant),
      set: (wish, most) => setLimit(room, wish, most),
      remove: (wish) => removeLimit(room, wish),
    })),
    calendar: each(calendarCalls),
    quotas: each(quotaCalls),
    errors: {
      list: (tenant, asked) => listErrors(of(tenant), tenant, asked),
      resolve: (key, by) => resolveError(of(key.tenant), key, { by, at: now() }),
    },
    secrets: {
      list: (tenant) => listSecrets({ ...secretDeps, db: of(tenant) }, tenant),
      set: (wish, value) => setSecret({ ...secretDeps, db: of(wish.tenant) }, wish, value),
      remove: (wish) => deleteSecret({ ...secretDeps, db: of(wish.tenant) }, wish),
      rewrap: async () => ({ rewrapped: 0, remaining: 0, strange: 0 }),
    },
    tenants: statedTenants(db),
    erasures: erasureCalls({ db, of, now, newId }),
    identity: {
      ...fakeDeps().identity,
      apiKeys: keys,
      accounts,
      sessions,
      authenticate: ({ bearer = '' }) => {
        const principal = callerOf(bearer)
        return principal ? { kind: 'caller', caller: { principal } } : { kind: 'nobody' }
      },
    },
    ...more,
  })
  return { app, keys, sessions, accounts, directory, audit, secretDeps }
}

/** A kind of error that was seen once in this tenant. */
export async function seeError(db: Db, tenant: string, fingerprint: string): Promise<void> {
  const at = now()
  const seen = { name: 'E', message: 'm', said: 's', count: 1, release: '1', sample: {} }
  await noteErrors(db, tenant, [{ fingerprint, ...seen, firstAt: at, lastAt: at }])
}
