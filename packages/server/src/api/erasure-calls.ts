import type { Erasure, ErasureWish } from '#identity/erasure/erasures.ts'

/** Forgetting people, for admins. */
export type ErasureCalls = {
  /** Throws `person.needed`, `audit.held`. */
  ask: (wish: ErasureWish) => Promise<Erasure>
  list: (tenant: string) => Promise<readonly Erasure[]>
  /** Throws `erasure.not_found`. */
  get: (key: { tenant: string; id: string }) => Promise<Erasure>
}
