import type { ApiDeps, Signer } from '#api/deps.ts'
import type { Delivery } from '#requests/inbound.ts'

export type WebhookDeps = {
  /** Keeps a delivery and tells who waits for it; a repeat does nothing. */
  keep(source: string, delivery: Delivery): Promise<{ duplicate: boolean }>
  /** The catalog is to look at its source now. */
  hint(): void
  /** Secrets of all connections of a type that may sign webhooks. */
  signersOf(type: string): readonly Signer[]
  /** Signs deliveries of the catalog's repository. */
  githubSecret: string | undefined
}

/** What becomes of the deliveries of remote systems, once each. */
export function webhookCalls(deps: WebhookDeps): ApiDeps['webhooks'] {
  return {
    signers(source) {
      const ofConnections = deps.signersOf(source)
      if (source !== 'github' || deps.githubSecret === undefined) return ofConnections
      return [{ secret: deps.githubSecret }, ...ofConnections]
    },
    async receive(source, delivery) {
      const { duplicate } = await deps.keep(source, delivery)
      // Only a hint: what is fetched is the configured branch, whatever the payload says.
      if (source === 'github' && delivery.event !== 'workflow_run' && !duplicate) deps.hint()
      return !duplicate
    },
  }
}
