import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Connection, Connector } from '@pao/connectors'
import { connectors } from '@pao/connectors'
import type { EnvironmentOf } from '#outbound/secrets.ts'
import { findProgram, openProcess } from '#outbound/workplace.ts'
import type { Tools } from '#requests/deps.ts'
import { grantMs, grantOf } from '#terraform/grant.ts'
import type { Db } from '#store/db.ts'
import { keepsakes } from '#terraform/keepsake.ts'
import { openStates, type States } from '#terraform/state.ts'
import { byTenant, perTenant } from './by-tenant.ts'
import type { Ground } from './compose-ground.ts'
import type { Config } from './config.ts'

type Found = {
  connection: (tenant: string) => (type: string, name?: string, team?: string) => Connection
  /** Secrets of the environment that are a tenant's. */
  environmentOf: EnvironmentOf
  hasHcp: boolean
}

export type Terraform = {
  states: States
  tools: Tools
  /** The shelf as it may be used here: Terraform only where a program or HCP is set up. */
  connectors: ReadonlyMap<string, Connector>
}

const exampleModules = fileURLToPath(new URL('../../../examples/terraform', import.meta.url))

/** Everything Terraform needs of this process; says once whether items can run it. */
export async function openTerraform(ground: Ground, found: Found): Promise<Terraform> {
  const { config, telemetry, database, tenants, cipher, now, newId } = ground
  const statesOn = (db: Db): States =>
    openStates({ db, cipher, now, versions: config.PAO_TERRAFORM_STATE_VERSIONS })
  // Whose tenant a run is of stands in its credentials.
  const states = byTenant(statesOn(database.db), (tenant) => statesOn(tenants.of(tenant)), ['run'])
  const folder = config.PAO_TERRAFORM_DIR ?? join(config.PAO_DATA_DIR, 'terraform')
  const turns = new Map<string, Promise<unknown>>()
  const processOf = perTenant((tenant) =>
    openProcess({
      turns,
      folder,
      programs: {
        terraform: {
          written: config.PAO_TERRAFORM,
          setting: 'PAO_TERRAFORM',
          environment: environmentOf(config, found.environmentOf(tenant), folder),
        },
      },
      prepare: () => prepare(folder),
      hooks: config.PAO_TERRAFORM_HOOKS,
      code: {
        local: config.PAO_TERRAFORM_MODULES ?? (config.PAO_DEMO ? exampleModules : undefined),
        sources: config.PAO_TERRAFORM_SOURCES,
        gitFolder: join(folder, 'git'),
        connection: found.connection(tenant),
      },
      now,
      newId,
    }),
  )
  const program = await findProgram(config.PAO_TERRAFORM)
  telemetry.log.info({ program: program ?? null }, 'terraform')
  const isUsable = program !== undefined || found.hasHcp
  return {
    states,
    connectors: isUsable
      ? connectors
      : new Map([...connectors].filter(([type]) => type !== 'terraform')),
    tools: ({ tenant, request, effect, team }) => ({
      process: processOf(tenant)({ tenant, team }),
      keep: keepsakes({ db: database.db, cipher, now }, { tenant, effect }),
      states: {
        grant: (state, only) => ({
          address: `${stateUrl(config)}/${state}`,
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
    }),
  }
}

function stateUrl(config: Config): string {
  return `${config.PAO_TERRAFORM_STATE_URL ?? config.PAO_PUBLIC_URL}/api/v1/terraform/state`
}

/** The whole environment of a run besides its folders: nothing of the machine's own configuration. */
function environmentOf(
  config: Config,
  secrets: Readonly<Record<string, string>>,
  folder: string,
): Record<string, string> {
  const named = config.PAO_TERRAFORM_ENVIRONMENT.map((name): [string, string] => [
    name,
    secrets[name] ?? config.variables[name] ?? '',
  ])
  return {
    ...Object.fromEntries(named),
    TF_IN_AUTOMATION: '1',
    TF_INPUT: '0',
    CHECKPOINT_DISABLE: '1',
    TF_PLUGIN_CACHE_DIR: join(folder, 'plugins'),
    TF_CLI_CONFIG_FILE: config.PAO_TERRAFORM_CLI_CONFIG ?? join(folder, 'terraform.rc'),
  }
}

/** What the environment names must be there. */
async function prepare(folder: string): Promise<void> {
  await mkdir(join(folder, 'plugins'), { recursive: true, mode: 0o700 })
  await writeFile(join(folder, 'terraform.rc'), '', { mode: 0o600 })
}
