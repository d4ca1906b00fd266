import type { ActionContext } from '../kit/context.ts'
import { Ended, stop } from '../kit/ended.ts'
import type { Workplace } from '../kit/process.ts'
import { below, bringFiles, type Code } from './code.ts'
import { mustDo, runHooks, terraform } from './command.ts'
import type { TerraformConfig } from './config.ts'
import { errorsIn, failedRun } from './diagnostics.ts'
import type { Site } from './site.ts'
import * as files from './site-files.ts'
import { isOwnState, stateName, workspaceOf } from './state-name.ts'

/** Oldest Terraform whose commands and stream this speaks. */
const oldest = [1, 4]

export type Again = {
  /** The commit a plan was made of, to be had again. */
  revision?: string
  /** The lock file its providers were chosen by. */
  lock?: Uint8Array
}

/** Fetches the code, writes what belongs to this order beside it and initialises it. Throws Ended and WorkFailure. */
export async function prepare(
  context: ActionContext,
  config: TerraformConfig,
  place: Workplace,
  again: Again = {},
): Promise<Site> {
  const code = await bringCode(context, config, { place, again })
  const own = isOwnState(config) ? stateName(context, config) : undefined
  const workspace = workspaceOf(config) ?? 'default'
  const grant = own === undefined ? undefined : context.states.grant(own)
  const site = {
    context,
    config,
    place,
    ...code,
    state: own,
    workspace,
    touched: false,
    environment: grant
      ? {
          TF_HTTP_USERNAME: grant.username,
          TF_HTTP_PASSWORD: grant.password,
          // The service may be restarting just when a state is to be saved: about five minutes.
          TF_HTTP_RETRY_MAX: '12',
        }
      : {},
  }
  const version = await versionOf(site)
  await writeFiles(site, { address: grant?.address, lock: again.lock })
  await runHooks({ ...site, version }, 'pre_init')
  await mustDo(site, 'init', initArgs, 'terraform-init')
  await runHooks({ ...site, version }, 'post_init')
  await selectWorkspace(site)
  return { ...site, version }
}

const initArgs = ['init', '-input=false', '-no-color', `-backend-config=${files.backendFile}`]

type Bringing = { place: Workplace; again: Again }

async function bringCode(
  context: ActionContext,
  config: TerraformConfig,
  bringing: Bringing,
): Promise<Code> {
  const { source, module } = config
  if (source === undefined) throw stop('terraform.source_missing', 'config.source is missing')
  if (source.type === 'registry') return bringModule(context, config, bringing.place)
  const { place, again } = bringing
  return bringFiles({ source, module }, place, { signal: context.signal, ...again })
}

const moduleForm =
  /^([a-z0-9.-]+(:\d+)?\/)?[0-9A-Za-z][0-9A-Za-z_-]*\/[0-9A-Za-z][0-9A-Za-z_-]*\/[0-9a-z]+$/

/** Terraform itself fetches a module of a registry; the folder it puts it into becomes the root module. */
async function bringModule(
  context: ActionContext,
  config: TerraformConfig,
  place: Workplace,
): Promise<Code> {
  const wanted = wantedModule(config, place)
  await place.write('code/main.tf.json', JSON.stringify({ module: { main: wanted } }))
  await terraformGet({ context, config, place })
  const list = await place.read('code/.terraform/modules/modules.json')
  const { Modules = [] } = JSON.parse(Buffer.from(list ?? []).toString() || '{}') as {
    Modules?: { Key: string; Dir: string }[]
  }
  const found = Modules.find(({ Key }) => Key === 'main')
  if (!found) throw stop('terraform.source_missing', `The registry gave no module ${wanted.source}`)
  return { folder: below('code', found.Dir), revision: undefined }
}

function wantedModule({ source, module }: TerraformConfig, place: Workplace) {
  const address = source?.location ?? ''
  const version = module?.version ?? source?.ref ?? ''
  if (!moduleForm.test(address))
    throw stop(
      'terraform.source_invalid',
      'source.location is not the address of a registry module',
    )
  if (!place.permits(address))
    throw stop('terraform.source_refused', `${address} is not in the list PAO_TERRAFORM_SOURCES`)
  if (!/^[0-9A-Za-z.,<>=!~ +-]+$/.test(version))
    throw stop('terraform.version_invalid', 'A registry module needs module.version')
  // Two slashes part the module's address from the path inside of it.
  const inside = below('', module?.path)
  return { source: inside === '' ? address : `${address}/${inside}`, version }
}

async function terraformGet(bare: Pick<Site, 'context' | 'config' | 'place'>): Promise<void> {
  const site = {
    ...bare,
    folder: 'code',
    environment: {},
    touched: false,
    revision: undefined,
    state: undefined,
    workspace: 'default',
  }
  await mustDo(site, 'init', ['get', '-no-color'])
}

type Bare = Omit<Site, 'version'>

async function versionOf(site: Bare): Promise<string> {
  const end = await mustDo(site, 'init', ['version', '-json'])
  const { terraform_version: version = '' } = JSON.parse(end.stdout) as {
    terraform_version?: string
  }
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [first = 0, second = 0] = oldest
  if (major > first || (major === first && minor >= second)) return version
  throw stop(
    'terraform.version_unknown',
    `Terraform ${version || '?'} is too old; ${oldest.join('.')} or newer is needed`,
  )
}

type Beside = { address: string | undefined; lock: Uint8Array | undefined }

async function writeFiles(site: Bare, { address, lock }: Beside): Promise<void> {
  const { config, context, place, folder } = site
  const write = (name: string, content: string | Uint8Array) =>
    place.write(`${folder}/${name}`, content)
  const localPath =
    config.backend?.type === 'local'
      ? `${await place.lasting(`states/${stateName(context, config)}`)}/terraform.tfstate`
      : undefined
  const own = {
    ...(address !== undefined && { address }),
    ...(localPath !== undefined && { localPath }),
  }
  await write(files.backendFile, JSON.stringify(files.backendSettings(config, own)))
  await write(files.overrideFile, JSON.stringify(files.overrides(config)))
  for (const [position, { path }] of (config.var_files ?? []).entries()) {
    const content = await place.read(below(folder, path))
    if (content === undefined)
      throw stop('terraform.var_file_missing', `There is no variable file ${path.slice(0, 200)}`)
    await write(files.variablesFileName(path, position), content)
  }
  await write(...files.variablesFile(config))
  if (lock) await write(files.lockFile, lock)
}

/** Backends without workspaces have the name in the address of the state. */
async function selectWorkspace(site: Bare): Promise<void> {
  const { config } = site
  const wanted = workspaceOf(config)
  const type = config.backend?.type
  if (wanted === undefined) return
  const mayMake = config.workspace?.create_if_not_exists !== false
  if (site.state !== undefined) return mayMake ? undefined : mustExist(site, site.state, wanted)
  if (type === 'http' || type === 'local') return
  const make = mayMake ? ['-or-create=true'] : []
  const end = await terraform(site, ['workspace', 'select', '-no-color', ...make, wanted])
  if (end.code === 0) return
  if (/doesn't exist|does not exist/i.test(end.stderr)) throw missingWorkspace(wanted)
  throw new Ended(failedRun('workspace', errorsIn(end.stderr || end.stdout), 'no'))
}

async function mustExist({ context }: Bare, state: string, workspace: string): Promise<void> {
  if ((await context.states.look(state)) === undefined) throw missingWorkspace(workspace)
}

function missingWorkspace(name: string): Ended {
  return stop('terraform.workspace_missing', `There is no workspace ${name} yet`)
}
