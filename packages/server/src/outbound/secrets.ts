import { ConnectionMissing } from '@pao/connectors'

/** Where secrets are kept. Values never reach a log, an error or an answer. */
export type SecretSource = {
  /** The place an operator would put the secret, for messages. */
  placeOf(name: string): string
  /**
   * The tenant's secret, or undefined when there is none of that name. Throws SecretUnavailable while the source
   * cannot tell.
   */
  read(name: string, tenant: string): Promise<string | undefined>
}

/** Names as documents and the operator write them. */
export const secretNameForm = /^[A-Za-z_][A-Za-z0-9_]{0,99}$/

/** Secrets of a tenant out of the environment, `PAO_SECRET_*`, by name without the prefix. */
export type EnvironmentOf = (tenant: string) => Readonly<Record<string, string>>

/** Secrets out of the environment, as far as they are the tenant's. */
export function environmentSecrets(secretsOf: EnvironmentOf): SecretSource {
  return {
    placeOf: (name) => `PAO_SECRET_${name}`,
    async read(name, tenant) {
      const secrets = secretsOf(tenant)
      return Object.hasOwn(secrets, name) ? secrets[name] : undefined
    },
  }
}

/** Several sources as one; the first that has the secret is the one. */
export function secretsInOrder(sources: readonly SecretSource[]): SecretSource {
  return {
    placeOf: (name) => sources.map((source) => source.placeOf(name)).join(', '),
    async read(name, tenant) {
      if (!secretNameForm.test(name)) return undefined
      for (const source of sources) {
        const value = await source.read(name, tenant)
        if (value !== undefined) return value
      }
      return undefined
    },
  }
}

/** Those of the names that are set, by name. Throws SecretUnavailable while a source cannot tell. */
export async function readSecrets(
  source: SecretSource,
  tenant: string,
  names: readonly string[],
): Promise<Record<string, string>> {
  const found = await Promise.all(
    [...new Set(names)].map(async (name) => [name, await source.read(name, tenant)] as const),
  )
  return Object.fromEntries(
    found.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}

/** What is said of a secret that stands nowhere: where it was looked for, nothing else. */
export function secretMissing(source: SecretSource, name: string): ConnectionMissing {
  const shown = secretNameForm.test(name) ? name : 'asked for'
  return new ConnectionMissing(
    `The secret ${shown} is not set; it was looked for in ${source.placeOf(shown)}`,
  )
}
