import { createHash } from 'node:crypto'
import type { WebhookSource } from '../deps.ts'
import {
  anyOf,
  hmacOf,
  plainToken,
  type Proof,
  type Received,
  stampedHmac,
  standardWebhook,
} from '../guards/signature.ts'

export type Door = {
  source: WebhookSource
  name: string
  /** How a sender proves itself, for the API's description. */
  told: string
  proof: Proof
  /** The sender's own id of the delivery. */
  idOf: (received: Received) => string
  /** Header that names the event. */
  event?: string
  /** Ids are the sender's own, so those of two connections may be the same. */
  perConnection?: true
}

/** Header names as the vendors document them. */
export const doors: readonly Door[] = [
  {
    source: 'github',
    name: 'GitHub',
    told: 'Signed by `x-hub-signature-256: sha256=…`, HMAC-SHA-256 of the raw body.',
    proof: hmacOf({ header: 'x-hub-signature-256', algorithm: 'sha256', prefix: 'sha256=' }),
    idOf: idIn('x-github-delivery'),
    event: 'x-github-event',
  },
  {
    source: 'jira',
    name: 'Jira',
    told: 'Signed by `x-hub-signature: sha256=…`, HMAC-SHA-256 of the raw body.',
    proof: hmacOf({ header: 'x-hub-signature', algorithm: 'sha256', prefix: 'sha256=' }),
    idOf: idIn('x-atlassian-webhook-identifier'),
  },
  {
    source: 'gitlab',
    name: 'GitLab',
    told: 'Signed by `webhook-signature` (signing token), or with the secret in `x-gitlab-token`.',
    proof: anyOf(standardWebhook, plainToken('x-gitlab-token')),
    idOf: idIn('webhook-id', 'idempotency-key'),
    event: 'x-gitlab-event',
    perConnection: true,
  },
  {
    source: 'terraform',
    name: 'Terraform',
    told: 'Signed by `x-tfe-notification-signature`, hex HMAC-SHA-512 of the raw body.',
    proof: hmacOf({ header: 'x-tfe-notification-signature', algorithm: 'sha512', prefix: '' }),
    // HCP Terraform sends no id; run, status and time stand in the body.
    idOf: hashOf,
  },
  {
    source: 'monitoring',
    name: 'Monitoring',
    told: 'Alertmanager or Grafana with `authorization: Bearer <secret>`.',
    proof: plainToken('authorization', 'Bearer '),
    idOf: hashOf,
    perConnection: true,
  },
  {
    source: 'generic',
    name: 'Generic',
    told: 'Standard Webhooks (`webhook-id`, `webhook-timestamp`, `webhook-signature`), or `x-signature-256: sha256=…`, HMAC-SHA-256 of `<x-timestamp>.<body>`; the time may be five minutes off.',
    proof: anyOf(standardWebhook, stampedHmac),
    idOf: signedId,
    perConnection: true,
  },
]

/** The first of these headers; without one, equal bodies are one delivery. */
function idIn(...names: readonly string[]): Door['idOf'] {
  return (received) => {
    const id = names.map(received.header).find((one) => one !== undefined)
    return id !== undefined && /^[\x21-\x7e]{1,200}$/.test(id) ? id : hashOf(received)
  }
}

function hashOf({ bytes }: Received): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}

/** Only what is signed tells deliveries apart, or a replay would come under another name. */
function signedId(received: Received): string {
  const { header, bytes } = received
  if (header('webhook-signature') !== undefined) return idIn('webhook-id')(received)
  const stamp = `${header('x-timestamp') ?? ''}.`
  return `sha256:${createHash('sha256').update(stamp).update(bytes).digest('hex')}`
}
