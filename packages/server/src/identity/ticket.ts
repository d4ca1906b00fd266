import type { Instant } from '@pao/core'
import { type Asked, dbOf } from './db-of.ts'
import type { Principal } from './principal.ts'
import { insertSession, takeTicket } from './session-queries.ts'
import { digest, newSecret } from './secret.ts'

export type Tickets = {
  /** A secret that lets its holder open one stream as this principal, once, within half a minute. */
  issue(principal: Principal): Promise<{ ticket: string; expiresAt: Instant }>
  /** Uses a ticket up; undefined when it is unknown, used or too old. */
  take(ticket: string): Promise<Principal | undefined>
}

const lifetimeMs = 30_000

const hashOf = (ticket: string) => digest(`ticket:${ticket}`)

/** Tickets are sessions under another name: any replica can take what another one issued. */
export function openTickets(deps: Asked & { now(): Instant }): Tickets {
  return {
    async issue({ tenant, id, email, name, roles, teams, scopes, key }) {
      const ticket = newSecret()
      const createdAt = deps.now()
      const expiresAt = createdAt + lifetimeMs
      await insertSession(dbOf(deps, tenant), {
        tenant,
        secretHash: hashOf(ticket),
        person: {
          id,
          email,
          name: name ?? email,
          roles,
          teams,
          ...(scopes && { scopes }),
          ...(key !== undefined && { key }),
        },
        csrf: '',
        createdAt,
        expiresAt,
      })
      return { ticket, expiresAt }
    },

    async take(ticket) {
      const row = await takeTicket(deps.db, hashOf(ticket), deps.now())
      return row && { tenant: row.tenant, ...row.person, via: 'session' }
    },
  }
}
