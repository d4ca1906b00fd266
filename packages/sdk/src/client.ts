import createClient, { type Client } from 'openapi-fetch'
import type { paths } from './api.generated.ts'

export type ApiClient = Client<paths>

export type Access = {
  /** Base of the service, e.g. http://localhost:8080, without a slash at its end. */
  url: string
  /** API key; left out in a browser, where the session cookie speaks. */
  token?: string
  /** Sent with every change by a browser session. */
  csrf?: string
  fetch?: typeof fetch
}

/** The API with the types of its own OpenAPI document. Answers are `{data}` or `{error}`; it throws only when nobody answers. */
export function createApi(access: Access): ApiClient {
  return createClient<paths>({
    baseUrl: access.url,
    headers: headersOf(access),
    ...(access.fetch && { fetch: access.fetch }),
  })
}

/** Headers that say who calls. */
export function headersOf({ token, csrf }: Access): Record<string, string> {
  return {
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(csrf !== undefined && { 'x-csrf-token': csrf }),
  }
}
