import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { fits, vouchedBy } from '../src/identity/oidc/claims.ts'
import { IssuerEntry } from '../src/identity/oidc/issuer-schema.ts'
import { readIssuers } from '../src/identity/oidc/issuers.ts'

const read = (text: string, demo = false) => readIssuers(text, { demo })
const at = (url: string) =>
  `issuers: { demo: { issuer: '${url}', audience: pao, access: [{ roles: [admin] }] } }`
const messages = (text: string) => {
  const result = read(text)
  return result.ok ? [] : result.faults.map(({ message }) => message)
}

describe('the file of issuers', () => {
  it('is read with defaults that are strict', () => {
    const result = read(`
issuers:
  corp:
    issuer: https://sso.example.com
    audience: pao
    access:
      - roles: [developer]
`)

    expect(result.ok && result.value[0]).toMatchObject({
      tokenTypes: ['at+jwt'],
      clockToleranceSeconds: 30,
      claims: { id: 'sub', trustsEmails: false },
      tenants: [{ when: {}, tenant: 'default' }],
    })
  })

  it('tells every fault at once, each with its line', () => {
    const faults = messages(`
issuers:
  Corp:
    issuer: http://sso.example.com
    audience: pao
    acces: []
    access:
      - roles: [king]
  key:
    issuer: https://sso.example.com?x=1
    access: [{ roles: [developer] }]
    tenant: a
    tenants: [{ when: { org: a }, tenant: b }]
others: {}
`)

    expect(faults).toEqual([
      expect.stringMatching(/^line 14: "others" is not known here$/),
      expect.stringMatching(/^line 4: "Corp" is not a name$/),
      expect.stringMatching(/^line 6: "acces" is not known here$/),
      expect.stringMatching(/^line 8: access[.]0[.]roles[.]0 must be one of developer, /),
      expect.stringMatching(/^line 10: "key" is a name that is taken$/),
      expect.stringMatching(/^line 10: issuer must be an address without query/),
      expect.stringMatching(/tenant and tenants cannot both be set/),
      expect.stringMatching(/neither audience nor sign_in/),
    ])
  })

  it('lets http be spoken on this machine and in the demo only', () => {
    expect(read(at('http://127.0.0.1:8090'), true).ok).toBe(true)
    expect(read(at('http://127.0.0.1:8090'), false).ok).toBe(false)
    expect(read(at('http://sso.example.com'), true).ok).toBe(false)
  })

  it('refuses an issuer that stands twice', () => {
    const one = `issuer: https://sso.example.com, audience: pao, access: [{ roles: [admin] }]`

    expect(messages(`issuers: { a: { ${one} }, b: { ${one} } }`)).toEqual([
      expect.stringContaining('issuer is that of a too'),
    ])
  })

  it('refuses what would let ID tokens pass as access tokens', () => {
    const text = `
issuers:
  corp:
    issuer: https://sso.example.com
    audience: portal
    token_types: [jwt]
    sign_in: { client_id: portal }
    access: [{ roles: [developer] }]
`

    expect(messages(text)).toEqual([expect.stringContaining('ID tokens would pass')])
    expect(messages(text.replace('[jwt]', '[at+jwt]'))).toEqual([])
  })

  it('is no list, and nothing that cannot be read', () => {
    expect(messages('- a')).toEqual([expect.stringContaining('must be a map')])
    expect(messages('issuers: [a]')).toEqual([expect.stringContaining('must be a map')])
    expect(messages('issuers: {')).toEqual([expect.stringMatching(/^line 1: /)])
    expect(messages('issuers: { a: 1 }')).not.toEqual([])
  })
})

describe('a rule about claims', () => {
  it.each([
    ['acme/*', 'acme/payments', true],
    ['acme/*', 'acme-evil/payments', false],
    ['*-admins', 'db-admins', true],
    ['*-admins', 'admins', false],
    ['a*b*c', 'a-b-c', true],
    ['ab*ba', 'aba', false],
    ['*', '', true],
    ['x', 'xx', false],
  ])('%s and %s: %s', (pattern, value, verdict) => {
    expect(fits({ claim: [pattern] }, { claim: value })).toBe(verdict)
  })

  it('is not slow, whatever stands in it', () => {
    const started = performance.now()

    expect(fits({ claim: ['*a'.repeat(200) + 'b'] }, { claim: 'a'.repeat(100_000) })).toBe(false)
    expect(performance.now() - started).toBeLessThan(200)
  })

  it('reads lists, numbers, paths and names with dots, and nothing inherited', () => {
    const claims = { groups: ['a', 'b'], id: 7, 'https://x.y/z': 'q', deep: { list: ['w'] } }

    expect(fits({ groups: ['b'], id: ['7'], 'https://x.y/z': ['q'] }, claims)).toBe(true)
    expect(fits({ 'deep.list': ['w'] }, claims)).toBe(true)
    expect(fits({ groups: ['b'], id: ['8'] }, claims)).toBe(false)
    expect(fits({ 'constructor.name': ['Object'] }, claims)).toBe(false)
    expect(fits({ missing: ['*'] }, claims)).toBe(false)
  })

  it('lets a workflow of one repository and branch in, and its forks not', () => {
    const rule = {
      repository: ['acme/payments'],
      repository_id: ['1234'],
      ref: ['refs/heads/main'],
    }
    const claims = { repository: 'acme/payments', repository_id: '1234', ref: 'refs/heads/main' }

    expect(fits(rule, claims)).toBe(true)
    expect(fits(rule, { ...claims, repository: 'evil/payments', repository_id: '99' })).toBe(false)
    expect(fits(rule, { ...claims, ref: 'refs/pull/7/merge' })).toBe(false)
  })
})

describe('the page about sign-on', () => {
  const page = readFileSync(new URL('../../../docs/operate/sign-on.md', import.meta.url), 'utf8')
  const examples = [...page.matchAll(/^```yaml\n([^]*?)^```$/gm)].map(([, text = '']) => text)

  it.each(examples)('has an example that is read: %#', (text) => {
    expect(messages(text)).toEqual([])
  })

  it('tells of every key of the file', () => {
    const keys = Object.keys(IssuerEntry.properties).filter((key) => key !== 'claims')

    expect(examples.length).toBeGreaterThanOrEqual(5)
    expect(keys.filter((key) => !page.includes(`\n| \`${key}\` |`))).toEqual([])
  })

  it('lets a job of GitHub Actions in by repository and branch, and no pull request', () => {
    const text = examples.find((one) => one.includes('token.actions')) ?? ''
    const result = read(text)
    const github = result.ok ? result.value[0] : undefined
    if (!github) throw new Error('no such example')
    const job = {
      sub: 'repo:acme/payments:ref:refs/heads/main',
      repository: 'acme/payments',
      repository_owner_id: '1234567',
      ref: 'refs/heads/main',
      workflow: 'deploy',
    }

    expect(vouchedBy(github, job)).toMatchObject({
      id: 'github:repo:acme/payments:ref:refs/heads/main',
      name: 'deploy',
      roles: ['developer'],
      teams: ['payments'],
    })
    expect(vouchedBy(github, { ...job, ref: 'refs/pull/1/merge' })).toBe('no_access')
    expect(vouchedBy(github, { ...job, repository_owner_id: '7' })).toBe('no_access')
  })
})
