import { randomBytes, randomUUID } from 'node:crypto'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  connectors,
  ConnectionMissing,
  type Connector,
  type Outcome,
  type Outputs,
} from '@pao/connectors'
import { testContext, type TestContext } from '@pao/connectors/contract'
import { createApp } from '../src/api/app.ts'
import { findProgram, openProcess } from '../src/outbound/workplace.ts'
import { grantMs, grantOf, type StateRun } from '../src/terraform/grant.ts'
import { keepsakes } from '../src/terraform/keepsake.ts'
import { openStates, type States } from '../src/terraform/state.ts'
import type { Tools } from '../src/requests/deps.ts'
import { createCipher } from '../src/store/cipher.ts'
import { fakeDeps } from './api-world.ts'
import { openTestDatabase, type TestDatabase } from './database.ts'

/** Whether the real program is here; without it these tests are passed over, aloud. */
export const hasTerraform = (await findProgram('terraform')) !== undefined
if (!hasTerraform)
  process.stderr.write('SKIPPED: tests with the real terraform, which is not installed\n')

export const terraform = connectors.get('terraform') as Connector

const examples = fileURLToPath(new URL('../../../examples/terraform', import.meta.url))

export type TerraformWorld = {
  database: TestDatabase
  states: States
  tools: Tools
  folder: string
  /** Calls the state backend as one run. */
  ask(
    method: string,
    state: string,
    more?: { as?: Partial<StateRun>; body?: unknown; lock?: string; authorization?: string },
  ): Promise<{ status: number; text: string }>
  /** A context for one action of a request; its process, keepsakes and states are the real ones. */
  context(options?: { request?: string; action?: string; signal?: AbortSignal }): TestContext
  /** Puts a module beside the examples. */
  module(name: string, code: string): Promise<void>
  close(): Promise<void>
}

/** What the operator set up besides: sources that may be used, and Terraform's own settings. */
export type TerraformSetting = { sources?: readonly string[]; cliConfig?: string }

/** The state backend on a real database and a real port, and a folder for runs. */
export async function openTerraformWorld({
  sources = [],
  cliConfig = '',
}: TerraformSetting = {}): Promise<TerraformWorld> {
  const database = await openTestDatabase()
  const cipher = createCipher(randomBytes(32))
  const now = Date.now
  const states = openStates({ db: database.db, cipher, now, versions: 3 })
  const app = createApp(fakeDeps({ states }))
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  const folder = await mkdtemp(join(tmpdir(), 'pao-terraform-'))
  const modules = join(folder, 'modules')
  await cp(examples, modules, { recursive: true })
  const hooks = join(folder, 'hooks')
  await mkdir(hooks)
  await writeFile(
    join(hooks, 'refuse'),
    '#!/bin/sh\necho "$PAO_HOOK is not wanted" >&2\nexit 3\n',
    { mode: 0o755 },
  )
  await writeFile(join(folder, 'terraform.rc'), cliConfig)
  const processOf = openProcess({
    folder: join(folder, 'work'),
    programs: {
      terraform: {
        written: 'terraform',
        setting: 'PAO_TERRAFORM',
        environment: {
          TF_IN_AUTOMATION: '1',
          CHECKPOINT_DISABLE: '1',
          TF_CLI_CONFIG_FILE: join(folder, 'terraform.rc'),
        },
      },
    },
    hooks,
    code: {
      local: modules,
      sources: [`file://${folder}/repositories/`, ...sources],
      gitFolder: join(folder, 'git'),
      connection: () => {
        throw new ConnectionMissing('no connections in this test')
      },
    },
    now,
    newId: randomUUID,
  })
  const tools: Tools = ({ tenant, request, effect }) => ({
    process: processOf({ tenant: 'default' }),
    keep: keepsakes({ db: database.db, cipher, now }, { tenant, effect }),
    states: {
      grant: (state, only) => ({
        address: `${url}/api/v1/terraform/state/${state}`,
        ...grantOf(cipher, {
          tenant,
          state,
          effect,
          request,
          until: now() + grantMs,
          ...(only && { only }),
        }),
      }),
      look: (state) => states.look(tenant, state),
    },
  })
  return {
    database,
    states,
    tools,
    folder,
    context({ request = randomUUID(), action = 'apply', ...options } = {}) {
      const idempotencyKey = `${request}/${action}/1`
      const context = testContext({
        idempotencyKey,
        ...tools({ tenant: 'default', request, effect: idempotencyKey, team: 'team-db' }),
        ...options,
      })
      return { ...context, request: { ...context.request, id: request } }
    },
    async ask(method, state, { as = {}, body, lock, authorization } = {}) {
      const base = { tenant: 'default', state, effect: 'r/a/1', request: 'r' }
      const caller = { ...base, until: now() + 60_000, ...as }
      const { username, password } = grantOf(cipher, caller)
      const basic = Buffer.from(`${username}:${password}`).toString('base64')
      const query = lock === undefined ? '' : `?ID=${lock}`
      const answer = await fetch(`${url}/api/v1/terraform/state/${state}${query}`, {
        method,
        headers: {
          authorization: authorization ?? `Basic ${basic}`,
          'content-type': 'application/json',
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      return { status: answer.status, text: await answer.text() }
    },
    async module(name, code) {
      await mkdir(join(modules, name), { recursive: true })
      await writeFile(join(modules, name, 'main.tf'), code)
    },
    async close() {
      await app.close()
      await database.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Settings of an action on the example module. */
export function configOf(more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    source: { type: 'local', location: 'app-settings' },
    variables: { application: 'orders', environment: 'dev' },
    execution: { auto_approve: true },
    ...more,
  }
}

/** Calls the connector; a failure shows what was logged. */
export async function run(
  context: TestContext,
  config: Record<string, unknown>,
  then?: { entry: 'resume' | 'compensate' | 'cancel'; memo?: Outputs; signal?: Outputs },
): Promise<Outcome> {
  if (then === undefined) return terraform.execute(context, config)
  const { entry, memo = {}, signal = {} } = then
  if (entry === 'resume') return terraform.resume!(context, config, memo, signal)
  if (entry === 'cancel') return terraform.cancel!(context, config, memo)
  return terraform.compensate!(context, config, memo)
}
