import type { Acting } from '#audit/open.ts'

/** A tenant as whoever runs the installation sees it. */
export type TenantFact = {
  id: string
  label: string
  contact: string | null
  state: 'active' | 'suspended' | 'deleting' | 'deleted' | 'undeclared'
  /** `own`, or `shared` with the installation. */
  catalog: 'own' | 'shared'
  createdAt: Date | null
  changedAt: Date | null
  changedBy: string | null
  reason: string | null
}

export type TenantDetails = TenantFact & {
  source: { place: string; status: 'ok' | 'degraded' | 'down'; error?: string } | null
  items: number
  connections: readonly string[]
  people: number
  keys: number
  secrets: number
  resources: number
  requests: { running: number; total: number }
  storageBytes: number
  ways: {
    /** 0 = for ever. */
    days: Readonly<Record<'history' | 'audit' | 'restricted', number>>
    workerShare: number
    callsPerMinute?: number
    requestsAtOnce?: number
    currency?: string
    timezone?: string
  }
}

type TenantWish = { id: string; by: Acting; reason?: string }

/** Tenants as objects, for whoever runs the installation. */
export type TenantCalls = {
  /** Whether calls of its people are answered. */
  isOpen: (tenant: string) => boolean
  list: () => Promise<readonly TenantFact[]>
  /** Throws `tenant.not_found`, like the ones below. */
  get: (id: string) => Promise<TenantDetails>
  /** Throws `tenant.state_conflict`. */
  suspend: (wish: TenantWish) => Promise<void>
  resume: (wish: TenantWish) => Promise<void>
}
