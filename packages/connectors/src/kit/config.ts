import { Type, type TSchema } from 'typebox'

type Extra = Readonly<Record<string, unknown>>

/** Text with a sentence for authors. */
export const text = (description: string, extra: Extra = {}) =>
  Type.String({ description, ...extra })
export const flag = (description: string, extra: Extra = {}) =>
  Type.Boolean({ description, ...extra })
export const whole = (description: string, extra: Extra = {}) =>
  Type.Integer({ description, ...extra })
/** A duration or amount; the unit stands in the description. */
export const amount = (description: string, extra: Extra = {}) =>
  Type.Number({ description, minimum: 0, ...extra })
export const words = (description: string, extra: Extra = {}) =>
  Type.Array(Type.String(), { description, ...extra })
export const anything = (description: string) => Type.Unknown({ description })
/** A map whose keys the author chooses, values of any JSON type. */
export const freeMap = (description: string) =>
  Type.Record(Type.String(), Type.Unknown(), { description })
export const textMap = (description: string, extra: Extra = {}) =>
  Type.Record(Type.String(), Type.String(), { description, ...extra })
export const choice = <const T extends readonly string[]>(
  description: string,
  values: T,
  extra: Extra = {},
) => Type.Unsafe<T[number]>({ type: 'string', enum: values, description, ...extra })
export const maybe = <T extends TSchema>(schema: T) => Type.Optional(schema)
/** A map in which an unknown key is an error. */
export const closed = <T extends Record<string, TSchema>>(
  description: string,
  properties: T,
  extra: Extra = {},
) => Type.Object(properties, { additionalProperties: false, description, ...extra })
/** Stands on the config of a connector that can undo by itself: a rollback need not name an action. */
export const compensates: Extra = { 'x-pao-compensates': true }
export const list = <T extends TSchema>(description: string, items: T, extra: Extra = {}) =>
  Type.Array(items, { description, ...extra })
/** Name of a secret of the operator; the value never stands in a document. */
export const secretName = (description: string) =>
  Type.String({ description, minLength: 1, 'x-pao-secret': true })
/** A template whose values are escaped for the body format named by the sibling key `type`. */
export const bodyTemplate = (description: string) =>
  Type.String({ description, 'x-pao-template': 'body' })

/** An address: behind the origin, a value in it is percent-encoded as one segment or one query value. */
export const address = (description: string, extra: Extra = {}) =>
  text(description, { 'x-pao-template': 'address', ...extra })

/** Headers that belong to the connection, not to an author (RFC 9110 sections 7.2, 7.6.1, 8.6). */
const reservedHeaders = [
  'host',
  'content-length',
  'transfer-encoding',
  'connection',
  'keep-alive',
  'te',
  'trailer',
  'upgrade',
  'expect',
  'cookie',
  'proxy-.*',
]

/** Written without flags, so that every JSON Schema engine reads it the same. */
const anyCase = (name: string) =>
  name.replace(/[a-z]/g, (letter) => `[${letter.toUpperCase()}${letter}]`)
const reservedPattern = `^(${reservedHeaders.map(anyCase).join('|')})$`
const reserved = new RegExp(reservedPattern)

/** True for a header an author may not set. */
export function isReservedHeader(name: string): boolean {
  return reserved.test(name.trim())
}

export const headers = textMap(
  'Request headers. Host, Content-Length, Transfer-Encoding, Connection, Cookie and Proxy-* are refused',
  {
    propertyNames: {
      pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$",
      not: { pattern: reservedPattern },
    },
  },
)

/** Who we are to the remote side, as rest-api and webhook spell it. */
export const credentials = closed('What the chosen type needs', {
  username: maybe(text('User name of basic authentication')),
  password_ref: maybe(secretName('Secret holding the password')),
  token_ref: maybe(secretName('Secret holding the bearer token')),
  client_id: maybe(text('OAuth 2 client id')),
  client_secret_ref: maybe(secretName('Secret holding the OAuth 2 client secret')),
  token_url: maybe(address('Token endpoint of OAuth 2 client credentials')),
  scope: maybe(text('OAuth 2 scopes, separated by blanks')),
  audience: maybe(text('OAuth 2 audience, where the server asks for one')),
  resource: maybe(text('OAuth 2 resource (RFC 8707), where the server asks for one')),
  client_auth: maybe(
    choice('Where client id and secret go: basic (header) or body', ['basic', 'body'], {
      default: 'basic',
    }),
  ),
  api_key_ref: maybe(secretName('Secret holding the API key')),
  api_key_header: maybe(text('Header that carries the API key', { default: 'X-API-Key' })),
  api_key_query: maybe(
    text('Query parameter that carries the API key instead of a header', {
      pattern: '^[A-Za-z0-9._~-]{1,64}$',
    }),
  ),
  certificate_ref: maybe(secretName('Secret holding the client certificate, PEM')),
  key_ref: maybe(secretName('Secret holding the key of the client certificate, PEM')),
})

/** Who we are to the remote side, by kind. */
export const authentication = closed('How we show who we are', {
  type: maybe(
    choice('Kind of authentication', ['none', 'basic', 'bearer', 'oauth2', 'api-key', 'mtls'], {
      default: 'none',
    }),
  ),
  credentials: maybe(credentials),
})

/** One HTTP status. */
export const status = whole('HTTP status', { minimum: 100, maximum: 599 })

const extraction = closed('One output taken from the answer', {
  path: text('JSONPath (RFC 9535) for json, XPath 1.0 for xml, a line number (from 1) for text', {
    minLength: 1,
  }),
  name: text('Name of the output', { pattern: '^[A-Za-z_][A-Za-z0-9_]*$' }),
  required: maybe(flag('Fail when the path finds nothing', { default: false })),
})

/** How an answer is read, and what is taken out of it. */
export const parsing = closed('How the answer is read', {
  type: maybe(choice('Format of the answer', ['json', 'xml', 'text'], { default: 'json' })),
  extract: maybe(list('Outputs taken from the answer', extraction, { maxItems: 100 })),
})
