import type { ApiDeps, Signer } from '#api/deps.ts'
import type { Delivery } from '#requests/inbound.ts'
import type { Log } from './telemetry.ts'

export type WebhookDeps = {
  /** Keeps a delivery; false when it is here already. */
  keep(source: string, delivery: Delivery): Promise<boolean>
  /** Tells who waits for it; what fails or is left undone here the sweep does. */
  work(source: string, delivery: Delivery): Promise<unknown>
  log: Pick<Log, 'warn'>
  /** A tenant's catalog is to look at its source now. */
  hint(tenant: string): void
  /** Secrets of all connections of a type that may sign webhooks. */
  signersOf(type: string): readonly Signer[]
  /** Sign deliveries of the repository of a tenant's catalog. */
  catalogSecrets: () => readonly { tenant: string; secret: string }[]
}

/** Deliveries of this process that are worked off at once; the sweep takes what comes beyond it. */
const mostAtOnce = 8

/** News of these events is of a run and not of the catalog's repository. */
const ofRuns = new Set(['workflow_run', 'Pipeline Hook', 'Job Hook'])

/** What becomes of the deliveries of remote systems, once each: kept before the answer, worked off after it. */
export function webhookCalls(deps: WebhookDeps): ApiDeps['webhooks'] {
  let working = 0
  const work = async (source: string, delivery: Delivery): Promise<void> => {
    working += 1
    try {
      await deps.work(source, delivery)
    } catch (error) {
      deps.log.warn({ source, error: String(error) }, 'a webhook is left to the sweep')
    } finally {
      working -= 1
    }
  }
  return {
    signers(source) {
      const ofConnections = deps.signersOf(source)
      const isRepository = source === 'github' || source === 'gitlab'
      return isRepository ? [...deps.catalogSecrets(), ...ofConnections] : ofConnections
    },
    async receive(source, { event, ...delivery }) {
      const isNew = await deps.keep(source, delivery)
      if (!isNew) return false
      // Only a hint: what is fetched is the configured branch, whatever the payload says.
      const isRepository = source === 'github' || source === 'gitlab'
      if (isRepository && !ofRuns.has(event ?? '')) deps.hint(delivery.tenant)
      if (working < mostAtOnce) void work(source, delivery)
      return true
    },
  }
}
