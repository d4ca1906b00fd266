import type { LimitKey } from '@pao/core/engine'
import type { Diagnostic, Document, Viewer } from '@pao/core/catalog'
import type { Instant, Result } from '@pao/core'
import type { Acting, Audit } from '#audit/open.ts'
import type { UsageQuestion, UsageTotal } from '#governance/usage.ts'
import type { ApiKeys } from '#identity/api-key.ts'
import type { Authenticated, Credentials } from '#identity/authenticate.ts'
import type { IssuerView } from '#identity/oidc/issuers.ts'
import type { SignIns } from '#identity/oidc/sign-in.ts'
import type { Principal } from '#identity/principal.ts'
import type { EndedThere } from '#identity/provider-session.ts'
import type { Endings } from '#identity/rights.ts'
import type { Directory } from '#identity/scim/directory.ts'
import type { ServiceAccounts } from '#identity/service-account.ts'
import type { Sessions } from '#identity/session.ts'
import type { Tickets } from '#identity/ticket.ts'
import type { LimitView } from '#requests/limits.ts'
import type { QuotaDay } from '#requests/quotas/history.ts'
import type { Quota, QuotaView, QuotaWish } from '#requests/quotas/rules.ts'
import type { QuotaHolder, TeamQuota } from '#requests/quotas/team-quotas.ts'
import type { CalledFact } from '#telemetry-spans.ts'
import type { Log } from '#telemetry.ts'
import type { Admission } from './guards/admission.ts'
import type { ApprovalCalls } from './approval-calls.ts'
import type { CalendarCalls } from './calendar-calls.ts'
import type { ErasureCalls } from './erasure-calls.ts'
import type { CatalogCalls } from './catalog-calls.ts'
import type { TakenElsewhere } from './guards/rate-limit.ts'
import type { InsightCalls, ResourceCalls, TalkCalls } from './portal-calls.ts'
import type { RequestCalls } from './request-calls.ts'
import type { SandboxCalls } from './sandbox-calls.ts'
import type { TenantCalls } from './tenant-calls.ts'

/** Everything the API needs from below, built by compose.ts and faked by plain functions in tests. */
export type ApiDeps = {
  settings: ApiSettings
  log: Log
  now: () => Instant
  newId: () => string
  identity: IdentityCalls
  directory: Directory
  /** The catalog a tenant's people see. Throws `tenant.closed`. */
  catalog: (tenant: string) => CatalogCalls
  requests: RequestCalls
  approvals: ApprovalCalls
  talk: TalkCalls
  insights: InsightCalls
  resources: ResourceCalls
  checks: CheckCalls
  sandbox: SandboxCalls
  once: Once
  operations: OperationCalls
  webhooks: WebhookCalls
  breakers: BreakerCalls
  /** The named remote systems a tenant may use, as the operator set them up. */
  connections: (tenant: string) => readonly ConnectionFact[]
  errors: ErrorCalls
  limits: LimitCalls
  calendar: CalendarCalls
  quotas: QuotaCalls
  audit: AuditCalls
  erasures: ErasureCalls
  secrets: SecretCalls
  tenants: TenantCalls
  states: StateCalls
  /** How many calls are worked on at once; unset = no limit. */
  admission?: Admission
  usage: (tenant: string, asked: UsageQuestion) => Promise<readonly UsageTotal[]>
  /** Left out = this process counts the calls of its callers alone. */
  takenElsewhere?: TakenElsewhere
}

export type ApiSettings = {
  /** Origin people reach the portal at, without a slash at the end. */
  publicUrl: string
  /** Calls a minute of one caller; 0 = no limit. */
  ratePerMinute: number
  /** Calls a minute of all callers of one tenant; 0 or unset = no limit. */
  tenantRatePerMinute?: number
  /** Of tenants that have a limit of their own. */
  tenantRates?: ReadonlyMap<string, number>
  /** Proxies whose X-Forwarded-For is believed; none when unset. */
  trustedProxies?: readonly string[]
  /** Signs cursors; the same in every replica. */
  cursorSecret: string
  version: VersionFact
  /** Folder of the built portal; undefined = the API only. */
  portalDir?: string
  streams?: StreamSettings
}

/** Times of streams in milliseconds; what is left out is as usual. */
export type StreamSettings = {
  /** Between pings; default 25 s. */
  pingMs?: number
  /** How long a watcher may take nothing while much waits for it; default 10 s. */
  patienceMs?: number
  /** Between two looks at the system; default 5 s. */
  lookMs?: number
}

type VersionFact = { version: string; commit?: string; node: string }

type IdentityCalls = {
  authenticate: (credentials: Credentials) => Authenticated | Promise<Authenticated>
  apiKeys: Omit<ApiKeys, 'holder'>
  accounts: ServiceAccounts
  sessions: Omit<Sessions, 'find'>
  signIns: SignIns
  /** What a provider's logout token says has ended. Throws `session.logout_invalid`. */
  readLogoutToken: (token: string) => Promise<EndedThere>
  tickets: Pick<Tickets, 'issue'>
  issuers: readonly IssuerView[]
  /** Tells when what somebody holds open is to be closed. */
  endings: Pick<Endings, 'watch'>
}

/** What an idempotency key belongs to and what was sent with it. */
export type Keyed = {
  tenant: string
  principal: string
  operation: string
  key: string
  /** SHA-256 of path and body, whatever the order of the keys. */
  fingerprint: string
}

/** An answer as it goes out; a repeat gets the very same bytes. */
export type Answer = { status: number; headers: Readonly<Record<string, string>>; body: string }

/** Lets `work` happen once for a key. Throws `idempotency.mismatch` and `idempotency.in_flight`. */
type Once = (
  keyed: Keyed,
  work: () => Promise<Answer>,
) => Promise<{ answer: Answer; replayed: boolean }>

/** Checks and the sandbox: nothing here changes anything. */
export type CheckCalls = {
  /** Checks one catalog document as the catalog reader would, beside what the viewer may see. */
  document: (text: string, file: string, viewer: TenantViewer) => DocumentVerdict
  /** The document of a text. Throws `document.invalid`. */
  read: (text: string, tenant: string) => Document
  /** The form of a document with these answers. Throws `document.invalid`. */
  form: (text: string, answers: Readonly<Record<string, unknown>>, tenant: string) => FormPreview
  /** Renders one template, or every template of a config. */
  template: (sample: TemplateSample) => Result<TemplateOutcome>
  schemaNames: readonly string[]
  /** A published schema of catalog documents, by one of the names. */
  schema: (name: string) => object
}

/** Who looks, and whose catalog at. */
export type TenantViewer = Viewer & { tenant: string }

type DocumentVerdict = { valid: boolean; diagnostics: readonly Diagnostic[] }

type FormPreview = {
  schema: object
  uiSchema: object
  /** Ids of the fields that show with these answers. */
  visible: readonly string[]
  diagnostics: readonly Diagnostic[]
}

export type TemplateSample = {
  template: unknown
  fields: Readonly<Record<string, unknown>>
  output: Readonly<Record<string, unknown>>
  environment?: string
  user: Principal
}

export type TemplateOutcome = {
  value: unknown
  references: readonly string[]
  functions: readonly string[]
}

export type HealthFact = {
  name: string
  status: 'ok' | 'degraded' | 'down'
  detail?: string
}

type OperationCalls = {
  /** What is up; `ready` is false while the database is away or a migration is due. */
  health: () => Promise<{ ready: boolean; parts: readonly HealthFact[] }>
  /** Prometheus text exposition format. */
  metricsText: () => Promise<string>
  /** True from the moment the process was asked to stop. */
  draining: () => boolean
  /** One answered call, for log and figures. */
  answered: (fact: { route: string; method: string; status: number; seconds: number }) => void
  /** The same call as a span; left out = no traces are wanted. */
  traced?: (fact: Omit<CalledFact, 'at'>) => void
}

export type WebhookSource = 'github' | 'gitlab' | 'jira' | 'terraform' | 'monitoring' | 'generic'

type WebhookCalls = {
  /** Who may have signed; empty = refuse everything. */
  signers: (source: WebhookSource) => readonly Signer[]
  /** Keeps a delivery for work; `false` = it was here before. Answers at once, works later. */
  receive: (source: WebhookSource, delivery: Delivery) => Promise<boolean>
}

/** A secret a delivery may be signed with, whose it is, and the named connection it is of. */
export type Signer = { secret: string; tenant: string; connection?: string }

export type Delivery = {
  tenant: string
  id: string
  event?: string
  /** The one connection whose secret fitted; unset = several have it, or it is no connection's. */
  connection?: string
  body: unknown
}

/** A circuit breaker that is not closed, or has failures in a row. */
export type BreakerFact = {
  target: string
  state: 'closed' | 'open' | 'half_open'
  failures: number
  openedAt: Date | null
  retryAt: Date | null
  reason: string | null
  updatedAt: Date
}

/** What is told of a connection; of its secrets only the names. */
type ConnectionFact = {
  name: string
  type: string
  secrets: Readonly<Record<string, string>>
}

type BreakerCalls = {
  list: (tenant: string) => Promise<readonly BreakerFact[]>
  /** Closes one by hand; false when there is none of that name. */
  reset: (tenant: string, target: string, by: Acting) => Promise<boolean>
}

/** Unexpected errors of one kind. */
export type ErrorFact = {
  fingerprint: string
  name: string
  message: string
  said: string
  count: number
  firstSeenAt: Date
  lastSeenAt: Date
  release: string
  resolvedAt: Date | null
  sample: unknown
}

type ErrorCalls = {
  list: (tenant: string, asked: { resolved: boolean }) => Promise<readonly ErrorFact[]>
  /** False when none of that fingerprint is open. */
  resolve: (key: { tenant: string; fingerprint: string }, by: Acting) => Promise<boolean>
}

type LimitWish = { tenant: string; key: LimitKey; by: string; acting: Acting }

/** The audit log: noting, looking, checking, and its upkeep. */
export type AuditCalls = Audit

type LimitCalls = {
  list: (tenant: string) => Promise<readonly LimitView[]>
  set: (wish: LimitWish, most: number) => Promise<void>
  /** False when operators have set none. */
  remove: (wish: LimitWish) => Promise<boolean>
}

type TeamRule = { team: string; environment: string; resource: string }

/** Quotas, and budgets, which are quotas of money. */
export type QuotaCalls = {
  /** What holds for the principal's teams; for who oversees the tenant, all. */
  list: (principal: Principal) => Promise<readonly QuotaView[]>
  /** Throws `team.not_found`, like `holders`. */
  ofTeam: (principal: Principal, team: string) => Promise<readonly TeamQuota[]>
  holders: (principal: Principal, rule: TeamRule) => Promise<readonly QuotaHolder[]>
  /** Days back from now. */
  history: (principal: Principal, rule: TeamRule, days: number) => Promise<readonly QuotaDay[]>
  set: (wish: QuotaWish, quota: Omit<Quota, keyof TeamRule>) => Promise<void>
  /** False when there is none. */
  remove: (wish: QuotaWish) => Promise<boolean>
}

/** What is shown of a secret of the table: never its value. */
export type SecretFact = { name: string; version: number; setBy: string; setAt: Date }

type SecretWish = { tenant: string; name: string; by: string }

export type SecretCalls = {
  list: (tenant: string) => Promise<readonly SecretFact[]>
  set: (wish: SecretWish, value: string) => Promise<SecretFact>
  /** False when there is none of that name. */
  remove: (wish: SecretWish) => Promise<boolean>
  /** Seals a batch of tenants' keys with the newest key of the settings. */
  rewrap: () => Promise<{ rewrapped: number; remaining: number; strange: number }>
}

/** Who a run of Terraform is, as its credentials say. */
export type StateRun = {
  tenant: string
  state: string
  effect: string
  request: string
  until: Instant
  /** Set for a look, which may not change anything. */
  only?: 'read'
}

/** What Terraform says of a lock. */
type LockInfo = Readonly<Record<string, unknown>>

export type StateWritten = { ok: true } | { ok: false; holder: LockInfo }

/** A Terraform state the service keeps, without what is in it. */
export type StateFact = {
  name: string
  version: number
  resources: number
  bytes: number | null
  madeBy: string
  updatedAt: Date
  lock: { id: string; since: Date; by: string | null; info: LockInfo } | null
}

type StateCalls = {
  /** Undefined = these are no credentials of ours, or their time is over. */
  run: (authorization: string | undefined) => StateRun | undefined
  read: (run: StateRun) => Promise<string | undefined>
  /** Without a text it is deleted. */
  write: (
    run: StateRun,
    text: string | undefined,
    lock: string | undefined,
  ) => Promise<StateWritten>
  lock: (run: StateRun, info: LockInfo) => Promise<StateWritten>
  unlock: (run: StateRun, id: string | undefined) => Promise<StateWritten>
  list: (tenant: string) => Promise<readonly StateFact[]>
  /** Frees a lock by hand; false when there is none. */
  free: (tenant: string, name: string, by: Acting) => Promise<boolean>
}
