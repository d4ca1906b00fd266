import type { ApiDeps, Signer } from '#api/deps.ts'
import type { Delivery } from '#requests/inbound.ts'

export type WebhookDeps = {
  /** Keeps a delivery and tells who waits for it; a repeat does nothing. */
  keep(source: string, delivery: Delivery): Promise<{ duplicate: boolean }>
  /** The catalog is to look at its source now. */
  hint(): void
  /** Secrets of all connections of a type that may sign webhooks. */
  signersOf(type: string): readonly Signer[]
  githubSecret: string | undefined
}

/** What becomes of the deliveries of remote systems, once each. */
export function webhookCalls(deps: WebhookDeps): ApiDeps['webhooks'] {
  return {
    signers(source) {
      if (source === 'jira') return deps.signersOf('jira')
      return deps.githubSecret === undefined ? [] : [{ secret: deps.githubSecret }]
    },
    async receive(source, delivery) {
      const { duplicate } = await deps.keep(source, delivery)
      // Only a hint: what is fetched is the configured branch, whatever the payload says.
      if (source === 'github' && !duplicate) deps.hint()
      return !duplicate
    },
  }
}
