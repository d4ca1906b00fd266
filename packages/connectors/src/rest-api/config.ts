import type { Static } from 'typebox'
import {
  address,
  amount,
  anything,
  authentication,
  bodyTemplate,
  choice,
  closed,
  flag,
  headers,
  list,
  maybe,
  parsing,
  status,
  text,
  textMap,
  whole,
} from '../kit/config.ts'
import { type EffectRule, httpReads, httpRepeat, idempotent } from '../kit/repeat.ts'

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const

const endpoint = closed('What is called', {
  url: address('Address, http or https', { minLength: 1 }),
  method: maybe(choice('HTTP method', methods, { default: 'GET' })),
  timeout: maybe(amount('Seconds for the whole call', { exclusiveMinimum: 0, maximum: 3600 })),
  query: maybe(textMap('Query parameters, added to those in the address')),
})

const file = closed('A file of a multipart body', {
  name: text('Name of the part', { minLength: 1, maxLength: 200 }),
  filename: text('File name', { minLength: 1, maxLength: 200 }),
  content: text('Content of the file'),
  encoding: maybe(
    choice('base64: the content is decoded, as that of a file field is', ['text', 'base64'], {
      default: 'text',
    }),
  ),
  content_type: maybe(
    text('Media type', {
      pattern: '^[A-Za-z0-9.+-]+/[A-Za-z0-9.+-]+(; ?charset=[A-Za-z0-9-]+)?$',
      default: 'application/octet-stream',
    }),
  ),
})

const body = closed('What is sent', {
  type: maybe(
    choice('Format of the body', ['json', 'xml', 'form', 'raw', 'multipart'], { default: 'json' }),
  ),
  content_template: bodyTemplate(
    'The body. form and multipart: name=value pairs, joined by & or one a line',
  ),
  encoding: maybe(
    text('Character set', { enum: ['utf-8', 'UTF-8', 'latin1', 'us-ascii'], default: 'utf-8' }),
  ),
  files: maybe(list('Files of a multipart body, behind its fields', file, { maxItems: 20 })),
})

const response = closed('Which answers are good', {
  expected_status: maybe(list('Statuses that mean success; any 2xx when left out', status)),
  error_on_non_2xx: maybe(
    flag('false: every answer below 500 but 429 is a success', { default: true }),
  ),
})

const retry = closed('Which answers are tried again; the action says how often', {
  on_status: maybe(list('Further statuses that are tried again', status)),
  on_timeout: maybe(flag('Whether a timeout is tried again', { default: true })),
  max_attempts: maybe(whole('Tries, the first included', { minimum: 1, maximum: 50 })),
})

const circuitBreaker = closed('Stops calling a target that is down', {
  enabled: maybe(flag('Whether the breaker is used')),
  failure_threshold: maybe(whole('Failures in a row that open it', { minimum: 1 })),
  timeout: maybe(amount('Seconds it stays open')),
})

const caching = closed('Remembers answers of GET, as far as their Cache-Control lets it', {
  enabled: maybe(flag('Whether answers are remembered')),
  ttl: maybe(
    amount('Seconds an answer is remembered at most; max-age of the answer, or 300, when left out'),
  ),
  key_template: maybe(text('What makes two calls the same; the address when left out')),
})

const asynchronous = closed('Waits for work that the target goes on with after its answer', {
  status_url: maybe(
    address(
      'Address to poll, absolute or relative; {name} is an output; Location of the answer when left out',
    ),
  ),
  until: maybe(
    text(
      'JSONPath that finds something in the status answer once it is done, e.g. $[?@.done == true]; any 200 when left out',
    ),
  ),
  failed_when: maybe(text('JSONPath that finds something once it has failed')),
  interval: maybe(
    amount('Seconds between two looks, more where Retry-After asks for it', {
      default: 10,
      minimum: 1,
    }),
  ),
  timeout: maybe(amount('Seconds until waiting is given up', { default: 3600 })),
})

const drift = closed(
  'How the thing that was made is looked at later, to see whether it is still as ordered',
  {
    url: address(
      'Address that a GET reads it at, absolute or relative to the one called; {name} is an output of the action',
      { minLength: 1 },
    ),
    expect: list(
      'What must stand there',
      closed('One value', {
        path: text('JSONPath (RFC 9535) into the answer', { minLength: 1 }),
        value: anything('What it must be, as a value or a template; null = it must not be there'),
      }),
      { minItems: 1, maxItems: 50 },
    ),
    missing_status: maybe(
      list('Statuses that say that it is not there any more; 404 and 410 when left out', status),
    ),
  },
)

/** Settings of `rest-api`. */
export const RestApiConfig = closed('A call of an HTTP API', {
  endpoint,
  headers: maybe(headers),
  authentication: maybe(authentication),
  body: maybe(body),
  response: maybe(response),
  parsing: maybe(parsing),
  retry: maybe(retry),
  circuit_breaker: maybe(circuitBreaker),
  caching: maybe(caching),
  async: maybe(asynchronous),
  drift: maybe(drift),
  idempotent: maybe(idempotent),
})
export type RestApiConfig = Static<typeof RestApiConfig>

export const restApiEffect: EffectRule = { repeat: httpRepeat, reads: httpReads }
