import type { Outcome } from './outcome.ts'

/** What an item names to show who we are; secrets by their names. */
export type Credentials = {
  username?: string
  password_ref?: string
  token_ref?: string
  client_id?: string
  client_secret_ref?: string
  token_url?: string
  scope?: string
  audience?: string
  resource?: string
  client_auth?: 'basic' | 'body'
  api_key_ref?: string
  api_key_header?: string
  api_key_query?: string
  certificate_ref?: string
  key_ref?: string
}

/** What goes along with a call, or why none can be made. */
export type Authorized =
  | {
      ok: true
      headers: Record<string, string>
      /** Added to the address as it is called; never logged. */
      query?: Record<string, string>
      tls?: { certificate: string; key: string }
    }
  | { ok: false; outcome: Outcome }
