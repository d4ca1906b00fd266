import { readFileSync } from 'node:fs'
import type { ApiDeps } from '#api/deps.ts'
import { openApiKeys } from '#identity/api-key.ts'
import { authenticate, type Credentials } from '#identity/authenticate.ts'
import { bootstrapHolder } from '#identity/bootstrap.ts'
import { type Admitted, openBearers } from '#identity/oidc/bearer.ts'
import { type Hint, type Issuer, issuerView, readIssuers } from '#identity/oidc/issuers.ts'
import { readLogoutToken } from '#identity/oidc/logout.ts'
import { openProvider } from '#identity/oidc/metadata.ts'
import { openSignIns } from '#identity/oidc/sign-in.ts'
import { followRights } from '#identity/person-rights.ts'
import { defaultTenant, type Principal } from '#identity/principal.ts'
import { openEndings } from '#identity/rights.ts'
import { admitted } from '#identity/scim/admit.ts'
import { openDirectory } from '#identity/scim/directory.ts'
import { openServiceAccounts } from '#identity/service-account.ts'
import { openSessions } from '#identity/session.ts'
import { openTickets } from '#identity/ticket.ts'
import type { Db } from '#store/db.ts'
import { readSecrets } from '#outbound/secrets.ts'
import { type Closers, type Ground, Misconfigured } from './compose-ground.ts'
import type { OpenOutside } from './compose-outside.ts'
import { checkIssuers } from './compose-tenants.ts'
import type { Config } from './config.ts'
import type { Demo } from './demo.ts'
import { timers } from './timers.ts'

type Opening = Ground & { demo: Demo | undefined; closers: Closers }

export type OpenedIdentity = Pick<ApiDeps, 'identity' | 'directory'>

/** Everybody who may call, and how they are told. Throws Misconfigured. */
export function openIdentity(opening: Opening, outside: OpenOutside): OpenedIdentity {
  const { config, database, signal, tenants, now, newId, telemetry, cipher, demo, closers } =
    opening
  const { http } = outside
  const { db } = database
  const { log } = telemetry
  const of = (tenant: string): Db => tenants.of(tenant)
  const issuers = issuersOf(opening)
  checkIssuers(outside.tenancy, issuers)
  const providers = issuers.map((issuer) => openProvider({ http, now, log }, issuer))
  const admit: Admitted = (issuer, claims) => admitted({ db, of }, issuer, claims)
  const seen = (principal: Principal) => followRights({ db, of, now }, principal)
  const bearers = openBearers({ providers, now, admitted: admit, seen })
  const apiKeys = openApiKeys({
    db,
    of,
    now,
    log,
    ownMaxDays: config.PAO_API_KEYS_OWN_MAX_DAYS,
    isVouched: (person) => issuers.some(({ name }) => person.startsWith(`${name}:`)),
  })
  const sessions = openSessions({ db, of, now, log, cipher, limits: limitsOf(config) })
  const tickets = openTickets({ db, of, now })
  const bootstrap = bootstrapHolder(config.PAO_BOOTSTRAP_API_KEY)
  const endings = openEndings({
    db,
    now,
    every: (ms, run) => timers.every(ms, run, { ref: false }),
    onHint: (look) => signal.subscribe('pao_tenant', look),
    onError: (error) => log.warn({ error: String(error) }, 'ended rights could not be looked for'),
  })
  closers.push(() => endings.stop())
  const identity = {
    authenticate: (credentials: Credentials) =>
      authenticate({ apiKeys, bearers, sessions, tickets, bootstrap }, credentials),
    apiKeys,
    accounts: openServiceAccounts({ db, of, now }),
    sessions,
    tickets,
    endings,
    readLogoutToken: (token: string) => readLogoutToken({ providers, now }, token),
    signIns: openSignIns({
      providers,
      http,
      now,
      log,
      cipher,
      publicUrl: config.PAO_PUBLIC_URL,
      secretOf: (name) => secretOf(outside, name),
      admitted: admit,
    }),
    issuers: issuers.map((issuer) => issuerView(issuer, peopleOf(issuer, demo))),
  }
  return { identity, directory: openDirectory({ db, of, now, newId }) }
}

/** Whom the demo's own provider signs in by name. */
function peopleOf({ issuer }: Issuer, demo: Demo | undefined): readonly Hint[] | undefined {
  if (demo?.systems.oidc.url !== issuer) return undefined
  return demo.systems.oidc.people.map(({ id, name, roles }) => ({ id, name, roles }))
}

function limitsOf(config: Config): { idleMs: number; longestMs: number } {
  return {
    idleMs: config.PAO_IDENTITY_SESSION_IDLE_MINUTES * 60_000,
    longestMs: config.PAO_IDENTITY_SESSION_HOURS * 3_600_000,
  }
}

async function secretOf({ secrets }: OpenOutside, name: string): Promise<string> {
  const { [name]: value = '' } = await readSecrets(secrets, defaultTenant, [name])
  return value
}

/** The issuers of the operator's file, else the demo's. Throws Misconfigured with every fault. */
export function issuersOf({
  config,
  demo,
}: {
  config: Config
  demo?: Demo | undefined
}): readonly Issuer[] {
  const { PAO_IDENTITY_ISSUERS: file } = config
  const text = file === undefined ? (demo?.issuers ?? 'issuers: {}\n') : readIssuerFile(file)
  const read = readIssuers(text, { demo: config.PAO_DEMO })
  if (read.ok) {
    checkSecrets(config, read.value)
    return read.value
  }
  throw new Misconfigured(
    read.faults.map(
      ({ message, hint }) => `PAO_IDENTITY_ISSUERS: ${message}${hint ? ` (${hint})` : ''}`,
    ),
  )
}

/** What is looked up elsewhere may come later; the environment does not change while we run. */
function checkSecrets(
  { PAO_SECRETS_FROM: from, secrets }: Config,
  issuers: readonly Issuer[],
): void {
  if (from.some((source) => source !== 'environment')) return
  const missing = issuers.flatMap(({ name, signIn }) =>
    signIn?.secretRef !== undefined && !secrets[signIn.secretRef]
      ? [
          `PAO_IDENTITY_ISSUERS: ${name} names the secret ${signIn.secretRef}, but PAO_SECRET_${signIn.secretRef} is not set`,
        ]
      : [],
  )
  if (missing.length > 0) throw new Misconfigured(missing)
}

function readIssuerFile(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new Misconfigured([`PAO_IDENTITY_ISSUERS: ${file} cannot be read`])
  }
}
