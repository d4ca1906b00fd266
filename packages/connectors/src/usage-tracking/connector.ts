import { failedTransport } from '../kit/answers.ts'
import { defineConnector } from '../kit/connector.ts'
import type { ActionContext } from '../kit/context.ts'
import type { Outcome } from '../kit/outcome.ts'
import { permanent } from '../kit/target.ts'
import { UsageTrackingConfig, usageTrackingEffect } from './config.ts'
import { recorded } from './recorded.ts'

/** Characters of the metadata as JSON; it is for counting, not for keeping. */
const longestMetadata = 16_384

/** Counts one use of a service in PAO's own database; calls nobody. */
export const usageTracking = defineConnector({
  type: 'usage-tracking',
  config: UsageTrackingConfig,
  ...usageTrackingEffect,
  recorded,
  outputs: {
    service: { description: 'Service that was used' },
    action: { description: 'What was done' },
  },
  execute: (context, config) => record(context, config),
})

async function record(context: ActionContext, config: UsageTrackingConfig): Promise<Outcome> {
  const { service = context.request.item.id, action = 'provisioned', metadata = {} } = config
  if (context.usage === undefined)
    return permanent('usage.not_kept', 'This installation does not count usage')
  if (JSON.stringify(metadata).length > longestMetadata)
    return permanent('usage.too_large', `The metadata has more than ${longestMetadata} characters`)
  try {
    await context.usage.record({ service, action, metadata })
  } catch (error) {
    return failedTransport(error)
  }
  return { kind: 'succeeded', outputs: { service, action } }
}
