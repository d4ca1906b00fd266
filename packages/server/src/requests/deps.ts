import type { ActionContext, Connection, Connector, UsedService } from '@pao/connectors'
import type { Instant } from '@pao/core'
import type { Document } from '@pao/core/catalog'
import type { BreakerWish } from '@pao/core/engine'
import type { PriceBook } from '@pao/core/governance'
import type { Principal } from '#identity/principal.ts'
import type { Cipher } from '#store/cipher.ts'
import type { Db } from '#store/db.ts'
import type { Jobs } from '#store/jobs.ts'
import type { Signal } from '#store/signal.ts'
import type { Spans } from '#telemetry-spans.ts'
import type { Telemetry } from '#telemetry.ts'
import type { Timers } from '#timers.ts'
import type { Place } from '#traces.ts'
import type { Advance } from './advance.ts'
import type { Shelf } from './held.ts'
import type { SecretsOf } from './secrets.ts'
import type { KnownCalendars } from './calendar/known.ts'
import type { Automation } from './switches.ts'
import type { KnownQuotas } from './quotas/known-rules.ts'
import type { TakeIn } from './take-in.ts'

/** An item as the catalog serves it. */
export type FoundItem = { document: Document; hash: string }

/** What templates may read besides the request itself. */
export type Surroundings = {
  /** `{{env.*}}` */
  variables: Readonly<Record<string, string>>
  /** `{{secrets.*}}` of the environment; only rendered for execution. */
  secrets: Readonly<Record<string, string>>
  region: string
  cluster: string
}

/** One use of a service, with what the action's request adds. */
export type CountedUsage = UsedService & {
  tenant: string
  key: string
  at: Instant
  item: string
  request: string
  environment: string | null
}

/** What connectors are given to reach the world with. */
export type Outside = Pick<ActionContext, 'http' | 'mail' | 'tcp' | 'sql' | 'secret'> & {
  /** For an action of an item of that team; left out = for ourselves. Throws ConnectionMissing. */
  connection(type: string, name?: string, team?: string): Connection
}

/** Programs, what an effect keeps and Terraform states, as one action may use them. */
export type Tools = (caller: {
  tenant: string
  request: string
  effect: string
  /** Whose item it is. */
  team: string
}) => Pick<ActionContext, 'process' | 'keep' | 'states'>

/**
 * The doors out as one tenant's action may use them; `owner` names the action whatever its try, `trace` what its calls
 * are told to belong to, `within` the try they are made in.
 */
export type Doors = (
  caller: {
    tenant: string
    owner: string
    breaker: BreakerWish | undefined
    trace: string
    within?: Place
  },
  outside: Pick<Outside, 'http' | 'mail' | 'tcp' | 'sql'>,
) => Pick<ActionContext, 'http' | 'mail' | 'tcp' | 'sql' | 'windows'>

/** What a tenant has otherwise than the installation. */
export type OwnWays = {
  /** IANA name, of windows and freezes that name none; left out = UTC. */
  timezone?: string
  /** Requests that may be open at once, those of components aside; left out = any number. */
  requestsAtOnce?: number
}

/** A tenant's secret, as its documents name it. */
export type OfTenant = { tenant: string; name: string; value: string }

/** What this room is built from. The members of one use case are picked from it. */
export type RequestsDeps = {
  db: Db
  jobs: Jobs
  signal: Signal
  cipher: Cipher
  now: () => Instant
  newId: () => string
  random: () => number
  /** Unset = those of the process. */
  timers?: Timers
  telemetry: Pick<
    Telemetry,
    | 'log'
    | 'requestSubmitted'
    | 'requestEnded'
    | 'attemptEnded'
    | 'outcomeStale'
    | 'leaseLost'
    | 'slaNoted'
    | 'actionEscalated'
    | 'limitsSeen'
    | 'resourceLooked'
    | 'resourceDrifted'
  >
  /** Told what was done, as spans of traces; left out = nobody wants them. */
  spans?: Spans
  /** The newest version the principal may see, or the newest that fits the range. */
  findItem: (
    principal: Principal,
    id: string,
    range?: string,
  ) => FoundItem | undefined | Promise<FoundItem | undefined>
  /** A pinned document by its hash. */
  definition: (tenant: string, hash: string) => Document | undefined | Promise<Document | undefined>
  /** The text of such a document and its file, where that is known; left out = it never is. */
  written?: (tenant: string, hash: string) => Promise<{ source: string; path?: string } | undefined>
  /** Ids of the environments the tenant's catalog names; none = it names none, and any may be ordered. */
  environments: (tenant: string) => readonly string[]
  /** The choices of a field's datasource as the form shows them; a message when they cannot be had. */
  options: (
    principal: Principal,
    item: string,
    ask: {
      field: string
      answers: Readonly<Record<string, unknown>>
      environment?: string
      signal: AbortSignal
    },
  ) => Promise<{
    options: readonly { value: string | number | boolean; label: string }[]
    message?: string
  }>
  connectors: ReadonlyMap<string, Connector>
  /** The doors, connections and secrets of a tenant. */
  outside: (tenant: string) => Outside
  /** Keeps what actions say was used, once per key; left out = nobody counts. */
  countUsage?: (event: CountedUsage) => Promise<void>
  /** A tenant's price lists as they stand; left out = there are none. */
  prices?: (tenant: string) => PriceBook
  /** Puts the doors of `outside` behind circuit breakers and rates; left out = there are none. */
  doors?: Doors
  /** Left out = nothing of the kind is set up. */
  tools?: Tools
  /** What templates of a tenant may read. */
  surroundings: (tenant: string) => Surroundings
  /** Secrets wherever they are kept; left out = those of the surroundings are all. */
  secretsOf?: SecretsOf
  /** Hosts a tenant's secret may be sent to, `*.domain` for all below; left out = wherever the item says. */
  hostsOf?: (secret: OfTenant) => readonly string[] | undefined
  /** Teams whose items may use a secret; left out, or undefined for one = those of all. */
  teamsOf?: (secret: OfTenant) => readonly string[] | undefined
  /** Left out = no tenant has anything otherwise. */
  ownWays?: (tenant: string) => OwnWays
  /** Tenants whose work rests: nothing of theirs is begun or sent; left out = nobody’s does. */
  resting?: () => readonly string[]
  /** Where people reach the portal, without a slash at the end. */
  publicUrl: string
  /** When the database was last restored from a backup; left out = never. */
  restoredAt?: Instant | undefined
}

/** The room opened: its parts share one memory of held requests and one writer. */
export type Requests = RequestsDeps & {
  shelf: Shelf
  advance: Advance
  takeIn: TakeIn
  timers: Timers
  automation: Automation
  calendars: KnownCalendars
  quotas: KnownQuotas
  /** Keeps the rule an item sets for itself as its newest order says. */
  noteItemLimit: (tenant: string, item: string, most: number | undefined) => Promise<void>
}
