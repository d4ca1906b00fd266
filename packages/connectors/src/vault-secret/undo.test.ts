import { type FakeVault, startFakeVault } from '@pao/fakes'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testContext, type TestContextOptions } from '../../contract/index.ts'
import type { Outcome, Outputs } from '../kit/outcome.ts'
import type { VaultSecretConfig } from './config.ts'
import { vaultSecret } from './connector.ts'

let vault: FakeVault
beforeEach(async () => {
  vault = await startFakeVault({ port: 0 })
})
afterEach(() => vault[Symbol.asyncDispose]())

const contextOf = (more: TestContextOptions = {}) => {
  const { url, token } = vault
  const connection = { name: 'main', type: 'vault', settings: { url }, secrets: { token } }
  return testContext({ connections: [connection], ...more })
}
const run = (config: VaultSecretConfig, more: TestContextOptions = {}): Promise<Outcome> =>
  vaultSecret.execute(contextOf(more), config)
const undo = (config: VaultSecretConfig, outputs: Outputs) =>
  vaultSecret.compensate!(contextOf(), config, outputs)
const outputsOf = (outcome: Outcome): Outputs =>
  outcome.kind === 'succeeded' ? outcome.outputs : {}
const kinds = () => vault.effects().map(({ kind, version }) => `${kind} ${version}`)

const plain: VaultSecretConfig = { path: 'app/db', data: { user: 'orders', port: 5432 } }
const making: VaultSecretConfig = {
  path: 'databases/orders',
  data: { host: 'db.example.com' },
  generate: [{ name: 'password' }],
}

describe('reading and deleting', () => {
  it('reads the newest version or the named one', async () => {
    vault.put('app/db', { user: 'old' })
    vault.put('app/db', { user: 'new' })

    const newest = await run({ path: 'app/db', operation: 'read' })
    const first = await run({ path: 'app/db', operation: 'read', version: 1 })

    expect([newest, first].map(outputsOf)).toMatchObject([
      { version: 2, data: { user: 'new' } },
      { version: 1, data: { user: 'old' } },
    ])
    expect(kinds()).toEqual(['write 1', 'write 2'])
  })

  it('tells a deleted version from none', async () => {
    vault.put('app/db', { user: 'old' })
    await run({ path: 'app/db', operation: 'delete' })

    const outcomes = [
      await run({ path: 'app/db', operation: 'read' }),
      await run({ path: 'app/none', operation: 'read' }),
    ]

    expect(outcomes).toMatchObject([{ code: 'vault.deleted' }, { code: 'vault.not_found' }])
  })

  it('deletes once, also when the answer was lost', async () => {
    vault.put('app/db', { user: 'old' })
    vault.switches.dropAfterEffect = 1
    const config: VaultSecretConfig = { path: 'app/db', operation: 'delete' }

    const lost = await run(config)
    const again = await run(config, { attempt: 2, maybeDone: true })

    expect([lost.kind, again]).toMatchObject(['failed', { outputs: { version: 1, changed: true } }])
    expect(kinds()).toEqual(['write 1', 'delete 1'])
  })
})

describe('undoing', () => {
  it('destroys the first version it made', async () => {
    const made = outputsOf(await run(making))

    const outcomes = [await undo(making, made), await undo(making, made)]

    expect(outcomes.map(({ kind }) => kind)).toEqual(['succeeded', 'succeeded'])
    expect(kinds()).toEqual(['write 1', 'destroy 1'])
  })

  it('writes again what stood before, though its answer was lost, then destroys its own', async () => {
    vault.put('app/db', { user: 'old' })
    const made = outputsOf(await run(plain))
    vault.switches.dropAfterEffect = 1

    const lost = await undo(plain, made)
    const again = await undo(plain, made)

    expect([lost.kind, again.kind]).toEqual(['failed', 'succeeded'])
    expect(vault.data('app/db')).toEqual({ user: 'old' })
    expect(kinds()).toEqual(['write 1', 'write 2', 'write 3', 'destroy 2'])
  })

  it('leaves what somebody wrote since', async () => {
    const made = outputsOf(await run(plain))
    vault.put('app/db', { user: 'somebody else' })

    await undo(plain, made)

    expect(vault.data('app/db')).toEqual({ user: 'somebody else' })
    expect(kinds()).toEqual(['write 1', 'write 2', 'destroy 1'])
  })

  it('touches nothing that the action did not change', async () => {
    vault.put('app/db', { user: 'orders', port: 5432 })
    const found = outputsOf(await run(plain))

    await undo(plain, found)
    await undo({ path: 'app/db', operation: 'read' }, { version: 1 })

    expect(kinds()).toEqual(['write 1'])
  })

  it('brings a deleted version back', async () => {
    vault.put('app/db', { user: 'old' })
    const config: VaultSecretConfig = { path: 'app/db', operation: 'delete' }

    await undo(config, outputsOf(await run(config)))

    expect(vault.data('app/db')).toEqual({ user: 'old' })
  })

  it('finds without a word on the version what only it can have made', async () => {
    vault.switches.dropAfterEffect = 1
    await run(making)

    const outcomes = [await undo(making, {}), await undo(making, {})]

    expect(outcomes.map(({ kind }) => kind)).toEqual(['succeeded', 'succeeded'])
    expect(kinds()).toEqual(['write 1', 'destroy 1'])
  })
})
