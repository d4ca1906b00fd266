import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { call, canary, clock, memoOf, sample, useGithub } from '../../contract/github-site.ts'
import { noon, type TestContextOptions } from '../../contract/index.ts'
import { githubWorkflow } from './connector.ts'
import { apiOf } from './remote.ts'

const { github, context, execute, polled } = useGithub()

const app = (more: Record<string, unknown> = {}): TestContextOptions => ({
  connections: [
    {
      name: 'main',
      type: 'github',
      settings: { url: github().url, app_id: github().app.id, ...more },
      secrets: {
        private_key: github()
          .app.privateKey()
          .replaceAll('\n', String.raw`\n`),
      },
    },
  ],
})

describe('who starts it', () => {
  it('is an app, whose token is kept until shortly before its end', async () => {
    const first = await execute(sample, app())
    const before = github().app.given()
    await polled(first, sample, app())
    const after = github().app.given()
    clock.now = noon + 56 * 60_000
    await polled(first, sample, { ...app(), now: clock.now })

    expect(first.kind).toBe('waiting')
    expect([before, after, github().app.given()]).toEqual([1, 1, 2])
  })

  it('asks for a new token once when GitHub does not take the kept one any more', async () => {
    const installed = app({ installation_id: github().app.installation })
    const first = await execute(sample, installed)
    github().app.tokens.clear()

    const outcome = await polled(first, sample, installed)

    expect(outcome.kind).toBe('waiting')
    expect(github().app.given()).toBe(2)
  })

  it('knows that nothing was started when no token is given', async () => {
    const failure = { status: 502, times: 1, path: '/access_tokens' }
    github().switches.failures.push(failure)

    const outcome = await execute(sample, app())

    expect(outcome).toMatchObject({ kind: 'failed', retryable: true, made: 'no' })
  })

  it("is refused with a key that is not the app's, or none at all", async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const strange = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
    const authentication = { type: 'app' as const, app_id: '12345', private_key_ref: 'KEY' }
    const config = { ...sample, authentication }

    const refused = await execute(config, { secrets: { KEY: strange } })
    const broken = await execute(config, { secrets: { KEY: 'no key' } })

    expect([refused, broken]).toMatchObject([
      { code: 'github.not_authorized', made: 'no' },
      { code: 'github.key_invalid', made: 'no' },
    ])
  })

  it("goes by the item's own token before the connection's", async () => {
    const config = {
      ...sample,
      authentication: { type: 'token' as const, token_ref: 'GITHUB_TOKEN' },
    }

    const good = await execute(config, { secrets: { GITHUB_TOKEN: canary } })
    const bad = await execute(config, { secrets: { GITHUB_TOKEN: 'wrong-token' } })

    expect(good.kind).toBe('waiting')
    expect(bad).toMatchObject({ code: 'github.not_authorized', retryable: false })
  })
})

it('shows no key and no token anywhere, whatever goes wrong', async () => {
  const given = app()
  const said: unknown[] = []
  for (const status of [200, 400, 401, 403, 404, 422, 429, 500]) {
    github().switches.failures = status === 200 ? [] : [{ status, times: 2 }]
    for (const options of [given, {}]) {
      const one = context({ ...options, idempotencyKey: `key-${status}` })
      const outcome = await githubWorkflow.execute(one, sample)
      const memo = memoOf(outcome)
      said.push(
        outcome,
        one.lines,
        one.calls.map(({ url, body }) => [url, body]),
      )
      said.push(await call('poll', one, { config: sample, memo }), one.lines)
    }
  }

  const text = JSON.stringify(said)
  const tokens = [...github().app.tokens.keys()]
  const key = github().app.privateKey().split('\n')[2] ?? ''
  expect(tokens.length).toBeGreaterThan(0)
  expect([canary, key, ...tokens].filter((secret) => text.includes(secret))).toEqual([])
  expect(text).not.toContain('eyJ')
})

it.each([
  ['https://github.com', 'https://api.github.com'],
  ['https://api.github.com/', 'https://api.github.com'],
  ['https://acme.ghe.com', 'https://api.acme.ghe.com'],
  ['https://git.acme.example', 'https://git.acme.example/api/v3'],
  ['https://git.acme.example/api/v3/', 'https://git.acme.example/api/v3'],
])('reaches the API of %s at %s', (address, api) => {
  expect(apiOf(address)).toBe(api)
})
