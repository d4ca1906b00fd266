import { inventBySchema } from '../kit/invent-by-schema.ts'
import type { Recorded } from '../kit/recorded.ts'
import type { WebhookConfig } from './config.ts'
import { answerFaults } from './response-schema.ts'

/** The receiver takes it, and answers as the item's schema says; nothing where no such answer can be made up. */
export function recorded({ endpoint, validation = {} }: WebhookConfig): Recorded {
  const { expected_status: statuses, response_schema: schema } = validation
  const body = schema === undefined ? undefined : inventBySchema(schema)
  if (schema !== undefined && answerFaults(schema, body).length > 0) return []
  return [
    {
      method: endpoint.method ?? 'POST',
      path: '/{**}',
      status: statuses?.[0] ?? 200,
      ...(body !== undefined && { body }),
      source: "invented, so that it is as the item's settings hope",
    },
  ]
}
