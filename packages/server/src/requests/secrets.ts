import { type CompiledConfig, configReferences } from '@pao/core/template'
import { scrubber } from './scrub.ts'

/**
 * A tenant's secrets by name, wherever they are kept; what is set nowhere is left out. Throws SecretUnavailable while
 * a source cannot tell.
 */
export type SecretsOf = (
  tenant: string,
  names: readonly string[],
) => Promise<Readonly<Record<string, string>>>

/** Names of the secrets that templates read as `{{secrets.*}}`. */
export function secretsRead(config: CompiledConfig): readonly string[] {
  return configReferences(config).flatMap(({ path: [root, name] }) =>
    root === 'secrets' && name !== undefined ? [name] : [],
  )
}

/** Names of the secrets that a rendered config names by `*_ref`, at any depth. */
export function secretsReferred(config: unknown): readonly string[] {
  if (Array.isArray(config)) return config.flatMap(secretsReferred)
  if (typeof config !== 'object' || config === null) return []
  return Object.entries(config).flatMap(([key, value]) =>
    key.endsWith('_ref') && typeof value === 'string' ? [value] : secretsReferred(value),
  )
}

export type Learning = {
  scrub: (value: unknown) => unknown
  /** From now on these are put out of sight too. */
  learn(secrets: readonly unknown[]): void
}

/** A scrubber that is told of more secrets while a call goes on. */
export function learning(first: Learning['scrub']): Learning {
  let scrub = first
  return {
    scrub: (value) => scrub(value),
    learn(secrets) {
      if (secrets.length === 0) return
      const [before, more] = [scrub, scrubber(secrets)]
      scrub = (value) => more(before(value))
    },
  }
}
