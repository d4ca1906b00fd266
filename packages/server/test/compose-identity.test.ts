import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Misconfigured } from '../src/compose-ground.ts'
import { issuersOf } from '../src/compose-identity.ts'
import { readConfig } from '../src/config.ts'

const text = `issuers:
  corp:
    issuer: https://sso.example.com
    audience: pao
    sign_in: { client_id: portal, client_secret_ref: PORTAL }
    access: [{ roles: [developer] }]
`

function open(content: string | undefined, env: Record<string, string> = {}) {
  const file = join(mkdtempSync(join(tmpdir(), 'pao-issuers-')), 'issuers.yaml')
  if (content !== undefined) writeFileSync(file, content)
  const read = readConfig({ PAO_IDENTITY_ISSUERS: file, PAO_SECRETS_FROM: 'environment', ...env })
  if (!read.ok) throw new Error(read.faults.join())
  return issuersOf({ config: read.config })
}

function faultsOf(work: () => unknown): readonly string[] {
  try {
    work()
  } catch (error) {
    if (error instanceof Misconfigured) return error.faults
    throw error
  }
  return []
}

describe('the issuers at start', () => {
  it('are those of the file, and none without one', () => {
    const read = readConfig({ PAO_DEMO: 'off' })

    expect(open(text, { PAO_SECRET_PORTAL: 'x' }).map(({ name }) => name)).toEqual(['corp'])
    expect(read.ok && issuersOf({ config: read.config })).toEqual([])
  })

  it.each([
    ['a file that is not there', undefined, {}, /cannot be read$/],
    [
      'a fault in it',
      text.replace('access', 'acces'),
      {},
      /^PAO_IDENTITY_ISSUERS: line 3: .* access$/,
    ],
    ['a secret that is missing', text, {}, /corp names the secret PORTAL, but PAO_SECRET_PORTAL/],
    [
      'the demo’s provider outside a demo',
      text.replace('https://sso.example.com', 'http://127.0.0.1:8090'),
      { PAO_SECRET_PORTAL: 'x', PAO_DEMO: 'off' },
      /issuer must start with https:/,
    ],
  ])('stop it for %s', (_name, content, env, message) => {
    expect(faultsOf(() => open(content, env))[0]).toMatch(message)
  })

  it('may name a secret that is looked up elsewhere', () => {
    const elsewhere = { PAO_SECRETS_FROM: 'environment,table' }

    expect(open(text, elsewhere)).toHaveLength(1)
  })
})
