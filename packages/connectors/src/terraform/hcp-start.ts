import { stop } from '../kit/ended.ts'
import type { TerraformConfig } from './config.ts'
import { get, list, refused, type Remote, type Resource, resourceOf } from './hcp-remote.ts'
import { literalIn } from './site-files.ts'
import { workspaceOf } from './state-name.ts'

/** The workspace the item names, made when it may be. */
export async function workspaceAt(remote: Remote, config: TerraformConfig): Promise<Resource> {
  const name = workspaceOf(config)
  if (name === undefined)
    throw stop('terraform.workspace_missing', 'A run in HCP Terraform needs workspace.name')
  const base = `/organizations/${remote.organization}/workspaces`
  const answer = await remote.send('GET', `${base}/${name}`)
  if (answer.status === 200) return resourceOf(answer)
  if (answer.status !== 404) throw refused(remote, answer, 'no')
  if (config.workspace?.create_if_not_exists === false)
    throw stop('terraform.workspace_missing', `There is no workspace ${name} yet`)
  const made = await remote.send('POST', base, {
    data: { type: 'workspaces', attributes: { name, 'auto-apply': false } },
  })
  if (made.status === 201) return resourceOf(made, 'maybe')
  // Somebody else made it meanwhile.
  if (made.status === 422) return get(remote, `${base}/${name}`)
  throw refused(remote, made)
}

/** How a run of this effect is told from others: HCP has no keys, but a message. */
export function markOf({ context }: Remote): string {
  return `PAO ${context.idempotencyKey}: `
}

/** The run an earlier try made, among the newest hundred. */
export async function findRun(remote: Remote, workspace: string): Promise<Resource | undefined> {
  const runs = await list(remote, `/workspaces/${workspace}/runs`)
  const mark = markOf(remote)
  return runs.findLast(({ attributes }) => String(attributes['message']).startsWith(mark))
}

type Wish = {
  workspace: string
  destroy: boolean
  /** The code it runs; left out = what the workspace has. */
  version: string | undefined
}

/** Starts a run that applies nothing by itself. */
export async function startRun(
  remote: Remote,
  config: TerraformConfig,
  wish: Wish,
): Promise<Resource> {
  const { execution = {} } = config
  await putSecrets(remote, config, wish.workspace)
  const answer = await remote.send('POST', '/runs', {
    data: {
      type: 'runs',
      attributes: {
        message: `${markOf(remote)}${remote.context.action.name}`,
        'auto-apply': false,
        'is-destroy': wish.destroy,
        'plan-only': execution.plan_only === true,
        refresh: execution.refresh !== false,
        variables: plainVariables(config),
      },
      relationships: {
        workspace: { data: { type: 'workspaces', id: wish.workspace } },
        ...(wish.version !== undefined && {
          'configuration-version': {
            data: { type: 'configuration-versions', id: wish.version },
          },
        }),
      },
    },
  })
  if (answer.status !== 201) throw refused(remote, answer)
  return resourceOf(answer, 'maybe')
}

/** Values of one run alone, as HCL in which a text stays a text. */
function plainVariables({ variables = {}, sensitive_variables: secret = [] }: TerraformConfig) {
  return Object.entries(variables)
    .filter(([key]) => !secret.includes(key))
    .map(([key, value]) => ({ key, value: hcl(value) }))
}

/** JSON is HCL, but for two escapes. */
function hcl(value: unknown): string {
  return JSON.stringify(literalIn(value)).replaceAll(/\\[\\bf]/g, (escape) =>
    escape === String.raw`\b` ? '\\u0008' : escape === String.raw`\f` ? '\\u000c' : escape,
  )
}

/** Secrets are variables of the workspace that can be written and not read. */
async function putSecrets(
  remote: Remote,
  { variables = {}, sensitive_variables: names = [] }: TerraformConfig,
  workspace: string,
): Promise<void> {
  if (names.length === 0) return
  const known = await list(remote, `/workspaces/${workspace}/vars`)
  for (const key of names.filter((name) => Object.hasOwn(variables, name))) {
    const value = variables[key]
    const found = known.find(
      ({ attributes }) => attributes['key'] === key && attributes['category'] === 'terraform',
    )
    const attributes = {
      key,
      value: typeof value === 'string' ? value : hcl(value),
      category: 'terraform',
      hcl: typeof value !== 'string',
      sensitive: true,
    }
    const path = `/workspaces/${workspace}/vars`
    const answer = found
      ? await remote.send('PATCH', `${path}/${found.id}`, {
          data: { type: 'vars', id: found.id, attributes },
        })
      : await remote.send('POST', path, { data: { type: 'vars', attributes } })
    if (answer.status !== 200 && answer.status !== 201) throw refused(remote, answer, 'no')
  }
}
