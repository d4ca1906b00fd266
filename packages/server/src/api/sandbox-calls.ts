import type { Principal } from '#identity/principal.ts'
import type { Rehearsal, Rehearsing } from '#requests/rehearsal/rehearse.ts'
import type { UnderWay } from '#requests/rehearsal/under-way.ts'

/** What a document that is being written would do, and to whom. Nothing here changes or reaches anything. */
export type SandboxCalls = {
  /** Throws what an order of it would be refused with. */
  rehearse(principal: Principal, rehearsing: Rehearsing): Promise<Rehearsal>
  underWay(tenant: string, item: string): Promise<readonly UnderWay[]>
}
