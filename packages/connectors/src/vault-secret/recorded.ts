import type { Recorded, RecordedAnswer } from '../kit/recorded.ts'
import type { VaultSecretConfig } from './config.ts'

const kv = 'Vault API, KV secrets engine version 2'

/** A Vault that is open; a secret stands there where the operation wants one. */
export function recorded({ operation = 'write', cas, version }: VaultSecretConfig): Recorded {
  const stands = version ?? cas ?? (operation === 'write' ? 0 : 1)
  return [
    {
      method: 'POST',
      path: '/v1/auth/{**}/login',
      status: 200,
      body: {
        auth: { client_token: 'hvs.example', lease_duration: 3600, renewable: true, num_uses: 0 },
      },
      source: 'Vault API, AppRole auth method, Login with AppRole',
    },
    read(stands),
    {
      method: 'POST',
      path: '/v1/{**}/data/{**}',
      status: 200,
      body: { data: { version: stands + 1, created_time: '2026-01-01T12:00:00Z' } },
      source: `${kv}, Create/Update secret`,
    },
    {
      method: 'POST',
      path: '/v1/{**}/delete/{**}',
      status: 204,
      source: `${kv}, Delete secret versions`,
    },
  ]
}

function read(version: number): RecordedAnswer {
  const asked = { method: 'GET', path: '/v1/{**}/data/{**}', source: `${kv}, Read secret version` }
  if (version === 0) return { ...asked, status: 404, body: { errors: [] } }
  const metadata = { version, created_time: '2026-01-01T12:00:00Z', destroyed: false }
  return { ...asked, status: 200, body: { data: { data: { example: 'as it stands' }, metadata } } }
}
