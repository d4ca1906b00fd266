import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import type { Outcome } from '@pao/connectors'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { packFolder } from '#outbound/pack.ts'
import { openStores, type Stores } from './terraform-stores.ts'
import {
  configOf,
  hasTerraform,
  openTerraformWorld,
  run,
  terraform,
  type TerraformWorld,
} from './terraform-world.ts'

// Each run of it starts several processes, which takes long on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

/** A module that remembers a text; nothing outside of Terraform is needed for it. */
const code = (version: string): string => `
variable "name" { default = "none" }
resource "terraform_data" "kept" { input = "\${var.name} by ${version}" }
output "kept" { value = terraform_data.kept.output }
`

const registryHost = 'registry.pao.test'
const moduleAddress = `${registryHost}/acme/kept/local`

let world: TerraformWorld
let registry: Server
const asked: string[] = []
beforeAll(async () => {
  registry = createServer((request, reply) => {
    void answer(request.url ?? '', reply)
  })
  await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve))
  const { port } = registry.address() as AddressInfo
  world = await openTerraformWorld({
    sources: [`${registryHost}/acme/`],
    cliConfig: `host "${registryHost}" {\n  services = { "modules.v1" = "http://127.0.0.1:${port}/v1/modules/" }\n}\n`,
  })
})
afterAll(async () => {
  registry?.close()
  await world?.close()
})

async function answer(url: string, reply: ServerResponse): Promise<void> {
  const { status, headers, body } = await served(url)
  reply.writeHead(status, headers)
  reply.end(body)
}

type Served = { status: number; headers: Record<string, string>; body?: string | Uint8Array }

/** The module registry protocol (developer.hashicorp.com/terraform/internals/module-registry-protocol), two versions of a module. */
async function served(url: string): Promise<Served> {
  asked.push(url)
  const json = { 'content-type': 'application/json' }
  if (url.endsWith('/acme/kept/local/versions'))
    return {
      status: 200,
      headers: json,
      body: JSON.stringify({
        modules: [{ versions: [{ version: '1.0.0' }, { version: '1.1.0' }] }],
      }),
    }
  const version = /\/acme\/kept\/local\/([\d.]+)\/download$/.exec(url)?.[1]
  if (version !== undefined)
    return { status: 204, headers: { 'x-terraform-get': `/code/${version}.tar.gz` } }
  const archive = /^\/code\/([\d.]+)\.tar\.gz$/.exec(url)?.[1]
  if (archive === undefined) return { status: 404, headers: json, body: '{}' }
  const folder = await filesOf(`archive-${archive}`, { 'main.tf': code(archive) })
  const headers = { 'content-type': 'application/gzip' }
  return { status: 200, headers, body: await packFolder(folder) }
}

/** Writes files below the world's folder; its path. */
async function filesOf(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  const folder = join(world.folder, name)
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }
  return folder
}

function outputsOf(outcome: Outcome): Readonly<Record<string, unknown>> {
  if (outcome.kind !== 'succeeded') throw new Error(JSON.stringify(outcome))
  return outcome.outputs
}

const apply = async (config: Record<string, unknown>) =>
  outputsOf(await run(world.context(), configOf(config)))

/** Applies the module of the registry. */
const published = (version: string) =>
  apply({
    source: { type: 'registry', location: moduleAddress },
    module: { version },
    variables: { name: 'made' },
  })

/** The module of the operator's folder, with a text to keep. */
const named = (name: string, more: Record<string, unknown> = {}) => ({
  source: { type: 'local', location: 'kept' },
  variables: { name },
  ...more,
})

describe.runIf(hasTerraform)('code of terraform itself', () => {
  it('comes from a repository at the tag an item names or its newest commit, from a path inside', async () => {
    const repository = await filesOf('repositories/infra', {
      'modules/kept/main.tf': code('first'),
    })
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], {
        cwd: repository,
        encoding: 'utf8',
      }).trim()
    git('init', '-q', '-b', 'main')
    git('add', '.')
    git('commit', '-qm', 'first')
    git('tag', 'v1')
    await filesOf('repositories/infra', { 'modules/kept/main.tf': code('second') })
    git('commit', '-qam', 'second')

    const of = (ref?: string) =>
      apply({
        source: {
          type: 'git',
          location: `file://${repository}`,
          ...(ref !== undefined && { ref }),
        },
        module: { path: 'modules/kept' },
        variables: { name: 'made' },
      })
    const [tag, newest] = [await of('v1'), await of()]

    expect([tag, newest].map((outputs) => [outputs['kept'], outputs['tf_revision']])).toEqual([
      ['made by first', git('rev-parse', 'v1^{commit}')],
      ['made by second', git('rev-parse', 'main')],
    ])
  })

  it('comes from a private registry in the version an item names', async () => {
    const [exact, range] = [await published('1.0.0'), await published('~> 1.0')]

    expect([exact['kept'], range['kept']]).toEqual(['made by 1.0.0', 'made by 1.1.0'])
    expect(asked).toContain('/v1/modules/acme/kept/local/1.1.0/download')
  })

  it('does not come from a module of the registry that the operator does not list', async () => {
    const source = { type: 'registry', location: `${registryHost}/other/kept/local` }

    const outcome = await run(world.context(), configOf({ source, module: { version: '1.0.0' } }))

    expect(outcome).toMatchObject({ kind: 'failed', code: 'terraform.source_refused' })
  })
})

describe.runIf(hasTerraform)('the state of terraform itself', () => {
  let stores: Stores
  beforeAll(async () => {
    await world.module('kept', code('local'))
    stores = await openStores()
  })
  afterAll(() => stores?.close())

  it('stands in this service, one for each workspace', async () => {
    const [first, other, again] = [
      await apply(named('a', { workspace: { name: 'one' } })),
      await apply(named('b', { workspace: { name: 'two' } })),
      await apply(named('a', { workspace: { name: 'one' } })),
    ]

    const plans = [first, other, again].map((outputs) => outputs['tf_plan'])
    expect(plans).toMatchObject([{ add: 1 }, { add: 1 }, { add: 0, change: 0, destroy: 0 }])
    const states = (await world.states.list('default')).map(({ name }) => name)
    expect(states).toEqual(
      expect.arrayContaining([expect.stringContaining('.one.'), expect.stringContaining('.two.')]),
    )
  })

  it('is looked at without being locked or written, and missed once it was destroyed', async () => {
    const request = randomUUID()
    const config = configOf(named('seen'))
    const look = () => terraform.observe!(world.context({ request }), config, {})
    const mine = async () =>
      (await world.states.list('default')).filter(({ madeBy }) => madeBy === request)
    await run(world.context({ request }), config)
    const before = await mine()

    const found = await look()

    expect(before).toHaveLength(1)
    expect(await mine()).toEqual(before)
    expect(found).toEqual({ kind: 'in_sync' })
    const outputs = { tf_created: true }
    await terraform.compensate!(world.context({ request }), config, outputs)
    expect(await look()).toEqual({ kind: 'missing' })
  })

  it('stands in a file beside the worker with the backend local, one for each workspace', async () => {
    const backend = { type: 'local' }
    const at = (name: string, workspace: string) =>
      apply(named(name, { backend, workspace: { name: workspace } }))

    const [first, again, other] = [
      await at('a', 'left'),
      await at('a', 'left'),
      await at('b', 'right'),
    ]

    expect([first, again, other].map((outputs) => outputs['tf_plan'])).toMatchObject([
      { add: 1 },
      { add: 0 },
      { add: 1 },
    ])
    const lasting = join(world.folder, 'work/lasting/default/states')
    const files = (await readdir(lasting)).filter((name) => /\.(left|right)\./.test(name))
    expect(files).toHaveLength(2)
    const state = await readFile(
      join(lasting, files.toSorted()[0] ?? '', 'terraform.tfstate'),
      'utf8',
    )
    expect(JSON.parse(state)).toMatchObject({
      version: 4,
      outputs: { kept: { value: 'a by local' } },
    })
  })

  it('stands in a database of others with the backend pg, in a workspace that is made or must be there', async () => {
    const backend = { type: 'pg', config: { conn_str: `${world.database.url}?sslmode=disable` } }
    const at = (workspace: object) =>
      run(world.context(), configOf(named('a', { backend, workspace })))

    const missing = await at({ name: 'blue', create_if_not_exists: false })
    const made = outputsOf(await at({ name: 'blue' }))
    const again = outputsOf(await at({ name: 'blue', create_if_not_exists: false }))

    expect(missing).toMatchObject({
      kind: 'failed',
      code: 'terraform.workspace_missing',
    })
    expect([made['tf_plan'], again['tf_plan']]).toMatchObject([{ add: 1 }, { add: 0 }])
    const { rows } = await world.database.pool.query<{ name: string }>(
      'select name from terraform_remote_state.states order by name',
    )
    expect(rows.map(({ name }) => name)).toContain('blue')
  })

  it('stands at an address of others with the backend http', async () => {
    const backend = { type: 'http', config: { address: `${stores.url}/state/a` } }

    const made = await apply(named('a', { backend }))

    expect(made['tf_plan']).toMatchObject({ add: 1 })
    expect(JSON.parse(String(stores.kept.get('/state/a')))).toMatchObject({ version: 4, serial: 1 })
  })

  it('stands in an object store with the backend s3, in a workspace', async () => {
    const config = {
      bucket: 'bucket',
      key: 'app.tfstate',
      region: 'eu-central-1',
      endpoints: { s3: stores.url },
      use_path_style: true,
      access_key: 'AKIAEXAMPLE',
      secret_key: 'canary-of-an-object-store',
      skip_credentials_validation: true,
      skip_requesting_account_id: true,
      skip_metadata_api_check: true,
      skip_region_validation: true,
    }
    const at = (name: string, workspace: string) =>
      apply(named(name, { backend: { type: 's3', config }, workspace: { name: workspace } }))

    const made = [await at('a', 'left'), await at('a', 'left')]

    expect(made.map((outputs) => outputs['tf_plan'])).toMatchObject([{ add: 1 }, { add: 0 }])
    expect([...stores.kept.keys()].filter((path) => path.startsWith('/bucket'))).toEqual([
      '/bucket/env:/left/app.tfstate',
    ])
    const proofs = stores.calls.filter(({ path }) => path.startsWith('/bucket'))
    expect(proofs.every(({ authorization }) => authorization.includes('AKIAEXAMPLE/'))).toBe(true)
    expect(JSON.stringify([made, stores.calls])).not.toContain('canary-of-an-object')
  })
})
