import { createHash } from 'node:crypto'
import type { ActionContext } from '../kit/context.ts'
import { stop } from '../kit/ended.ts'
import type { TerraformConfig } from './config.ts'

const workspaceForm = /^[A-Za-z0-9][A-Za-z0-9._-]{0,89}$/
const stateForm = /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/

/** Whether the state lives in this service: no backend is named, or `http` without an address. */
export function isOwnState({ backend }: TerraformConfig): boolean {
  return (
    backend === undefined || (backend.type === 'http' && backend.config?.['address'] === undefined)
  )
}

/** The workspace an item names, checked; undefined = the request has a state of its own. */
export function workspaceOf({ workspace }: TerraformConfig): string | undefined {
  if (workspace === undefined) return undefined
  if (workspaceForm.test(workspace.name) && !workspace.name.includes('..')) return workspace.name
  throw stop(
    'terraform.workspace_invalid',
    'The name of a workspace is made of letters, digits, ".", "_" and "-", at most 90',
  )
}

/**
 * Name of the state for backends without workspaces. Another item, another workspace or other code (whatever
 * its ref) is another state, so that nothing is destroyed that somebody else made.
 */
export function stateName(
  { request }: Pick<ActionContext, 'request'>,
  config: TerraformConfig,
): string {
  const named = namedState(config)
  if (named !== undefined) return named
  const { source, module } = config
  const code = [source?.type, source?.location, module?.path ?? '']
  const print = createHash('sha256').update(JSON.stringify(code)).digest('hex').slice(0, 8)
  return `${request.item.id}.${workspaceOf(config) ?? request.id}.${print}`.slice(0, 200)
}

/** The name an item gives its state in this service. */
function namedState(config: TerraformConfig): string | undefined {
  const named = isOwnState(config) ? config.backend?.config?.['state'] : undefined
  if (named === undefined) return undefined
  if (typeof named === 'string' && stateForm.test(named) && !named.includes('..')) return named
  throw stop('terraform.state_invalid', 'backend.config.state is not the name of a state')
}
