import { stop } from '../kit/ended.ts'
import type { TerraformConfig } from './config.ts'

/** Of a file in the code that Terraform reads last of its kind: what stands in it wins. */
export const overrideFile = 'zz_pao_override.tf.json'
export const backendFile = 'zz_pao.backend.json'
export const planFile = 'zz_pao.tfplan'
export const lockFile = '.terraform.lock.hcl'

/** Keys of a `local` backend and others that would lead out of the folder. */
const refusedBackendKeys: Readonly<Record<string, readonly string[]>> = {
  local: ['path', 'workspace_dir'],
}

/**
 * Values of variables as a file that Terraform loads by itself after all others. In it a value is only ever a
 * value: `${…}` is not evaluated, and none of it is an argument.
 */
export function variablesFile({ variables = {} }: TerraformConfig): [string, string] {
  for (const name of Object.keys(variables))
    if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(name))
      throw stop('terraform.variable_invalid', `${name.slice(0, 80)} is not a name of a variable`)
  return ['zz_pao_99.auto.tfvars.json', JSON.stringify(variables)]
}

/** The name a variable file of the code is copied to, so that it is loaded in the given order. */
export function variablesFileName(path: string, position: number): string {
  const ending = path.endsWith('.json') ? '.json' : ''
  return `zz_pao_${String(position).padStart(2, '0')}.auto.tfvars${ending}`
}

/** Settings of the backend, read by `init`; secrets of this service's own backend stand in the environment. */
export function backendSettings(
  { backend }: TerraformConfig,
  own: { address?: string; localPath?: string },
): Record<string, unknown> {
  if (own.address !== undefined)
    return { address: own.address, lock_address: own.address, unlock_address: own.address }
  const given = backend?.config ?? {}
  const refused = (refusedBackendKeys[backend?.type ?? ''] ?? []).filter((key) => key in given)
  if (refused.length > 0)
    throw stop('terraform.backend_refused', `backend.config.${refused[0]} is set by the server`)
  return { ...given, ...(own.localPath !== undefined && { path: own.localPath }) }
}

/** Backend and providers of the item, put over what the code says. Every text stays a text in it. */
export function overrides({ backend, providers = [] }: TerraformConfig): Record<string, unknown> {
  const versions = providers.map(({ name, version }) => [
    localName(name),
    { source: sourceName(name), ...(version !== undefined && { version: literalIn(version) }) },
  ])
  const settings = providers.filter((one) => one.config !== undefined)
  return {
    terraform: {
      backend: { [backend?.type ?? 'http']: {} },
      ...(versions.length > 0 && { required_providers: Object.fromEntries(versions) }),
    },
    ...(settings.length > 0 && {
      provider: Object.fromEntries(
        settings.map(({ name, config }) => [localName(name), literalIn(config)]),
      ),
    }),
  }
}

function localName(name: string): string {
  const last = name.split('/').at(-1) ?? ''
  if (/^([a-z0-9.-]+\/){0,2}[a-z0-9-]+$/.test(name)) return last
  throw stop('terraform.provider_invalid', `${name.slice(0, 80)} is not a name of a provider`)
}

function sourceName(name: string): string {
  return name.includes('/') ? name : `hashicorp/${name}`
}

/** JSON configuration is evaluated (`${file(…)}`), unlike values of variables; this takes the meaning away. */
export function literalIn(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll(/([$%])\{/g, '$1$1{')
  if (Array.isArray(value)) return value.map(literalIn)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, literalIn(inner)]))
}
