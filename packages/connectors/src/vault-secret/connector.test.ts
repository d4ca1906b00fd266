import { type FakeVault, startFakeVault } from '@pao/fakes'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  exerciseConnector,
  testContext,
  type TestContext,
  type TestContextOptions,
} from '../../contract/index.ts'
import type { Connection } from '../kit/context.ts'
import type { Outcome } from '../kit/outcome.ts'
import type { VaultSecretConfig } from './config.ts'
import { vaultSecret } from './connector.ts'
import { generated } from './generate.ts'

const making: VaultSecretConfig = {
  path: 'databases/orders',
  data: { host: 'db.example.com' },
  generate: [{ name: 'password' }],
}

function connectionTo({ url, token }: FakeVault, more: Partial<Connection> = {}): Connection {
  return {
    name: 'main',
    type: 'vault',
    settings: { url, auth: 'token' },
    secrets: { token },
    ...more,
  }
}

exerciseConnector(vaultSecret, {
  config: making,
  async remote() {
    const vault = await startFakeVault({ port: 0, token: 'hvs.canary-of-the-operator' })
    return {
      config: making,
      options: { connections: [connectionTo(vault)] },
      fail(status, retryAfter) {
        const failure = { status, times: 9, ...(retryAfter !== undefined && { retryAfter }) }
        vault.switches.failures = [failure]
      },
      effects: () => vault.effects().length,
      [Symbol.asyncDispose]: () => vault[Symbol.asyncDispose](),
    }
  },
  // The key is in the values themselves: they are derived from it.
  carriesKey(call, key) {
    const { password } = generated(testContext({ idempotencyKey: key }), making)
    return password !== undefined && String(call.body ?? '').includes(password)
  },
})

let vault: FakeVault
beforeEach(async () => {
  vault = await startFakeVault({ port: 0 })
})
afterEach(() => vault[Symbol.asyncDispose]())

const contextOf = (more: TestContextOptions = {}): TestContext =>
  testContext({ connections: [connectionTo(vault)], ...more })
const run = (config: VaultSecretConfig, more: TestContextOptions = {}): Promise<Outcome> =>
  vaultSecret.execute(contextOf(more), config)
const kinds = () => vault.effects().map(({ kind, version }) => `${kind} ${version}`)
const plain: VaultSecretConfig = { path: 'app/db', data: { user: 'orders', port: 5432 } }

describe('writing', () => {
  it('writes given and generated values as the first version, and hands the generated ones on', async () => {
    const outcome = await run(making)

    const { password } = generated(contextOf(), making)
    const outputs = {
      path: 'secret/databases/orders',
      version: 1,
      changed: true,
      data: { password },
    }
    expect(outcome).toMatchObject({ kind: 'succeeded', outputs })
    expect(vault.data('databases/orders')).toEqual({ host: 'db.example.com', password })
    expect(vaultSecret.outputs['data']).toMatchObject({ sensitive: true })
  })

  it('writes nothing where the same stands already, and says that it was not this action', async () => {
    vault.put('app/db', { port: 5432, user: 'orders' })

    const outcome = await run(plain)

    expect(outcome).toMatchObject({ outputs: { version: 1, changed: false } })
    expect(kinds()).toEqual(['write 1'])
  })

  it('replaces what stands there, over the version it saw', async () => {
    vault.put('app/db', { user: 'old' })
    const context = contextOf()

    const outcome = await vaultSecret.execute(context, plain)

    expect(outcome).toMatchObject({ outputs: { version: 2, changed: true } })
    expect(context.calls.at(-1)?.body).toContain('"cas":1')
  })

  it.each([
    [0, 'vault.version_conflict'],
    [1, undefined],
    [2, 'vault.version_conflict'],
  ])('with cas %i over version 1 it ends with %s', async (cas, code) => {
    vault.put('app/db', { user: 'old' })

    const outcome = await run({ ...plain, cas })

    expect('code' in outcome ? outcome.code : undefined).toBe(code)
    expect(kinds()).toHaveLength(code === undefined ? 2 : 1)
  })

  it('does not lose what somebody writes between its look and its write', async () => {
    const real = contextOf().http
    const outcome = await run(plain, {
      http: {
        async send(call) {
          if (call.method === 'POST') vault.put('app/db', { user: 'somebody else' })
          return real.send(call)
        },
      },
    })

    expect(outcome).toMatchObject({
      kind: 'failed',
      retryable: true,
      code: 'vault.version_conflict',
    })
    expect(vault.data('app/db')).toEqual({ user: 'somebody else' })
  })

  it('has nothing to write without a value', async () => {
    const outcomes = [await run({ path: 'a' }), await run({ ...plain, operation: 'rotate' })]

    expect(outcomes.map((one) => 'code' in one && one.code)).toEqual([
      'config.data_missing',
      'config.data_missing',
    ])
  })

  it.each([
    ['letters-digits', 12, /^[A-Za-z0-9]{12}$/],
    ['letters-digits-symbols', 512, /^[A-Za-z0-9!#%+\-.:=?@_~]{512}$/],
    ['digits', 20, /^[0-9]{20}$/],
    ['hex', 64, /^[0-9a-f]{64}$/],
  ] as const)('makes values of %s with %i characters', (charset, length, form) => {
    const config = {
      path: 'a',
      generate: [
        { name: 'a', length, charset },
        { name: 'b', length, charset },
      ],
    }

    const { a, b } = generated(testContext(), config)
    const other = generated(testContext({ idempotencyKey: 'another/action/1' }), config)

    expect(a).toMatch(form)
    expect(new Set([a, b, other['a'], other['b']]).size).toBe(4)
  })
})

describe('a call without a clear answer', () => {
  const failures: [string, (fake: FakeVault) => void][] = [
    [
      'whose write is answered by a proxy',
      ({ switches }) => void (switches.failures = [{ status: 200, times: 1, method: 'POST' }]),
    ],
    ['that is sealed', (fake) => fake.seal(true)],
  ]

  it.each(failures)('%s makes one version when it is asked again', async (_what, trouble) => {
    trouble(vault)
    const first = await run(making)
    vault.seal(false)

    const again = await run(making, { attempt: 2, maybeDone: true })

    expect(first).toMatchObject({ kind: 'failed', retryable: true })
    expect(again).toMatchObject({ kind: 'succeeded', outputs: { version: 1, changed: true } })
    expect(kinds()).toEqual(['write 1'])
  })

  it('that is given up and arrives late makes one version', async () => {
    const real = contextOf().http
    const slow: TestContextOptions['http'] = {
      send(call) {
        if (call.method === 'POST') vault.switches.slowMs = 300
        return real.send({ ...call, timeoutMs: 100 })
      },
    }
    const first = await run(making, { http: slow })
    vault.switches.slowMs = 0

    const again = await run(making, { attempt: 2, maybeDone: true })
    await new Promise((resolve) => setTimeout(resolve, 400))

    expect(first).toMatchObject({ kind: 'failed', retryable: true, class: 'timeout' })
    expect(again).toMatchObject({ kind: 'succeeded', outputs: { version: 1, changed: true } })
    expect(kinds()).toEqual(['write 1'])
  })

  it('whose version somebody wrote over is known by what only it can have made', async () => {
    vault.switches.dropAfterEffect = 1
    await run(making)
    vault.put('databases/orders', { host: 'elsewhere' })

    const again = await run(making, { attempt: 2, maybeDone: true })

    expect(again).toMatchObject({ kind: 'succeeded', outputs: { version: 1, changed: true } })
    expect(kinds()).toEqual(['write 1', 'write 2'])
  })

  it('leaves open what became of it where the item names the version', async () => {
    vault.switches.dropAfterEffect = 1
    await run({ ...plain, cas: 0 })
    vault.put('app/db', { user: 'somebody else' })

    const again = await run({ ...plain, cas: 0 }, { attempt: 2, maybeDone: true })

    expect(again).toMatchObject({ kind: 'failed', code: 'vault.version_conflict', made: 'maybe' })
  })
})

describe('rotating', () => {
  const rotating: VaultSecretConfig = {
    path: 'app/db',
    operation: 'rotate',
    generate: [{ name: 'password', charset: 'hex', length: 20 }],
  }

  it('makes the named values anew and leaves the others', async () => {
    vault.put('app/db', { user: 'orders', password: 'old' })

    const outcome = await run(rotating)
    const again = await run(rotating)

    expect(outcome).toMatchObject({ outputs: { version: 2, changed: true } })
    expect(again).toMatchObject({ outputs: { version: 2 } })
    expect(vault.data('app/db')).toEqual({ user: 'orders', ...generated(contextOf(), rotating) })
    expect(kinds()).toEqual(['write 1', 'write 2'])
  })

  it('needs something to rotate', async () => {
    const outcome = await run(rotating)

    expect(outcome).toMatchObject({ kind: 'failed', retryable: false, code: 'vault.not_found' })
  })
})

describe('what Vault refuses', () => {
  it.each([
    [403, 'vault.forbidden', false],
    [405, 'vault.refused', false],
    [412, 'vault.behind', true],
    [429, 'vault.rate_limited', true],
    [473, 'vault.standby', true],
    [500, 'vault.unavailable', true],
    [503, 'vault.sealed', true],
  ])('%i is %s', async (status, code, retryable) => {
    vault.switches.failures = [{ status, times: 9 }]

    const outcome = await run(plain)

    expect(outcome).toMatchObject({ kind: 'failed', code, retryable, made: 'no' })
  })

  it.each([
    '../sys/raw',
    'a/../b',
    'a/%2e%2e/b',
    'a//b',
    '/a',
    'a/',
    'a/*',
    'a b',
    'a?b',
    'a#b',
    String.raw`a\b`,
    '.',
  ])('the path %s is refused before anything is sent', async (path) => {
    const context = contextOf()

    const outcome = await vaultSecret.execute(context, { ...plain, path })

    expect(outcome).toMatchObject({ kind: 'failed', code: 'config.path_invalid' })
    expect(context.calls).toEqual([])
  })

  it('keeps items inside of the prefix of the connection', async () => {
    const settings = { url: vault.url, auth: 'token', path_prefix: 'secret/teams/' }
    const connections = [connectionTo(vault, { settings })]

    const outcomes = [
      await run({ ...plain, path: 'teams/a' }, { connections }),
      await run({ ...plain, path: 'teams2/a' }, { connections }),
      await run({ ...plain, path: 'teams', mount: 'other' }, { connections }),
    ]

    expect(outcomes.map((one) => ('code' in one ? one.code : one.kind))).toEqual([
      'succeeded',
      'vault.path_forbidden',
      'vault.path_forbidden',
    ])
  })
})

it('tells its secrets to nobody but Vault, whatever goes wrong', async () => {
  const canary = 'canary-value-8d1f'
  const config = { ...making, data: { token: canary } }
  const { password } = generated(contextOf(), config)
  const said: unknown[] = []
  for (const status of [200, 400, 403, 404, 429, 500, 503]) {
    vault.switches.failures = status === 200 ? [] : [{ status, times: 9 }]
    const context = contextOf()
    const outcome = await vaultSecret.execute(context, config)
    // What is sensitive among the outputs is sealed by the engine.
    const shown = outcome.kind === 'succeeded' ? { ...outcome.outputs, data: '***' } : outcome
    said.push(shown, context.lines)
  }

  const text = JSON.stringify(said)
  expect([canary, password, vault.token].filter((one) => text.includes(one ?? ''))).toEqual([])
})
