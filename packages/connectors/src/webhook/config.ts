import type { Static } from 'typebox'
import {
  address,
  amount,
  bodyTemplate,
  choice,
  closed,
  credentials,
  flag,
  freeMap,
  headers,
  list,
  maybe,
  secretName,
  text,
  whole,
} from '../kit/config.ts'
import { type EffectRule, httpRepeat, idempotent } from '../kit/repeat.ts'

const algorithms = ['sha256', 'sha384', 'sha512'] as const

const signing = {
  algorithm: maybe(choice('Hash of the HMAC', algorithms, { default: 'sha256' })),
  secret_ref: maybe(secretName('Secret the HMAC is made with')),
  header_name: maybe(text('Header that carries it', { pattern: '^[A-Za-z0-9-]+$' })),
}

const authentication = closed('How we show who we are', {
  type: maybe(
    choice('Kind of authentication', ['none', 'hmac', 'bearer', 'custom'], { default: 'none' }),
  ),
  config: maybe(
    closed('For hmac: the signature. For bearer and custom: the secret and its header', signing),
  ),
  credentials: maybe(credentials),
})

const signature = closed('Proof that the call came from us unchanged', {
  enabled: maybe(flag('Whether the call is signed', { default: true })),
  ...signing,
  previous_secret_ref: maybe(
    secretName(
      'The secret before, while it is replaced: signs too (standard: a second signature; else a header named with -Previous)',
    ),
  ),
  include_timestamp: maybe(
    flag('Sign "<seconds>.<body>" and send X-Timestamp, against replays', { default: false }),
  ),
  standard: maybe(
    flag('Use the Standard Webhooks headers webhook-id, -timestamp and -signature', {
      default: false,
    }),
  ),
})

/** Settings of `webhook`. */
export const WebhookConfig = closed('A signed call out that tells another system', {
  endpoint: closed('What is called', {
    url: address('Address, http or https', { minLength: 1 }),
    method: maybe(
      choice('HTTP method', ['POST', 'PUT', 'PATCH', 'GET', 'DELETE'], { default: 'POST' }),
    ),
  }),
  headers: maybe(headers),
  body: maybe(
    closed('What is sent; a short JSON event about the request when left out', {
      type: maybe(choice('Format of the body', ['json', 'form', 'raw'], { default: 'json' })),
      template: bodyTemplate('The body'),
    }),
  ),
  authentication: maybe(authentication),
  signature: maybe(signature),
  delivery: maybe(
    closed('How often it is delivered', {
      max_attempts: maybe(
        whole('Tries, the first included', { minimum: 1, maximum: 50, default: 3 }),
      ),
      timeout: maybe(amount('Seconds for one try', { exclusiveMinimum: 0, maximum: 600 })),
      retry_delay: maybe(amount('Seconds between two tries', { maximum: 86400 })),
      schedule: maybe(
        list(
          'Seconds before the second try, the third …; instead of max_attempts and retry_delay',
          amount('Seconds', { maximum: 604_800 }),
          { minItems: 1, maxItems: 30 },
        ),
      ),
      on_status: maybe(
        list(
          'Further statuses that are tried again; 410 never is',
          whole('HTTP status', { minimum: 300, maximum: 599 }),
        ),
      ),
    }),
  ),
  idempotent: maybe(idempotent),
  validation: maybe(
    closed('Which answers are good', {
      expected_status: maybe(
        list(
          'Statuses that mean success; any 2xx when left out',
          whole('HTTP status', { minimum: 100, maximum: 599 }),
        ),
      ),
      response_schema: maybe(freeMap('JSON Schema (2020-12) the answer must fit')),
    }),
  ),
})
export type WebhookConfig = Static<typeof WebhookConfig>

export const webhookEffect: EffectRule = { repeat: httpRepeat }

/** Settings of a `webhook-in` connection: a sender of webhooks that nothing else is set up for. */
export const WebhookInConnection = closed('Deliveries of another system to this one', {
  source: choice('Who sends', ['gitlab', 'terraform', 'monitoring', 'generic']),
  webhook_secret_ref: maybe(
    secretName('Secret that proves a delivery; without it all are refused'),
  ),
  previous_webhook_secret_ref: maybe(
    secretName('The secret before it, still accepted while it changes'),
  ),
  correlation: maybe(
    text('JSONPath (RFC 9535) to the text that tells whose delivery it is (source: generic)', {
      default: '$.correlation_id',
    }),
  ),
  label: maybe(
    text('Label of alerts that tells whose they are (source: monitoring)', { default: 'pao' }),
  ),
})
