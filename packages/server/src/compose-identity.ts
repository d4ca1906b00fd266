import { readFileSync } from 'node:fs'
import type { Http } from '@pao/connectors'
import type { ApiDeps } from '#api/deps.ts'
import { openApiKeys } from '#identity/api-key.ts'
import { authenticate } from '#identity/authenticate.ts'
import { bootstrapHolder } from '#identity/bootstrap.ts'
import { openBearers } from '#identity/oidc/bearer.ts'
import { type Issuer, readIssuers } from '#identity/oidc/issuers.ts'
import { openProvider } from '#identity/oidc/metadata.ts'
import { people } from '#identity/people.ts'
import { openSessions } from '#identity/session.ts'
import { openTickets } from '#identity/ticket.ts'
import { type Ground, Misconfigured } from './compose-ground.ts'
import type { Config } from './config.ts'
import type { Demo } from './demo.ts'

/** Everybody who may call, and how they are told. Throws Misconfigured. */
export function openIdentity(
  ground: Ground & { demo: Demo | undefined },
  http: Http,
): ApiDeps['identity'] {
  const { config, database, now, telemetry } = ground
  const { db } = database
  const { log } = telemetry
  const providers = issuersOf(ground).map((issuer) => openProvider({ http, now, log }, issuer))
  const bearers = openBearers({ providers, now })
  const apiKeys = openApiKeys({ db, now, log })
  const sessions = openSessions({ db, now })
  const tickets = openTickets({ db, now })
  const bootstrap = bootstrapHolder(config.PAO_BOOTSTRAP_API_KEY)
  return {
    authenticate: (credentials) =>
      authenticate({ apiKeys, bearers, sessions, tickets, bootstrap }, credentials),
    apiKeys,
    sessions,
    tickets,
    people,
  }
}

function issuersOf({ config }: { config: Config; demo: Demo | undefined }): readonly Issuer[] {
  const { PAO_IDENTITY_ISSUERS: file } = config
  const text = file === undefined ? 'issuers: {}\n' : readIssuerFile(file)
  const read = readIssuers(text, { demo: config.PAO_DEMO })
  if (read.ok) return read.value
  throw new Misconfigured(
    read.faults.map(
      ({ message, hint }) => `PAO_IDENTITY_ISSUERS: ${message}${hint ? ` (${hint})` : ''}`,
    ),
  )
}

function readIssuerFile(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new Misconfigured([`PAO_IDENTITY_ISSUERS: ${file} cannot be read`])
  }
}
