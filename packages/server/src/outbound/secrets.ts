/** Where secrets are kept. Values never reach a log, an error or an answer. */
export type SecretSource = {
  /** The secret, or undefined when there is none of that name. */
  read(name: string): Promise<string | undefined>
}

/** Secrets out of the environment: `PAO_SECRET_<NAME>`, given by name without the prefix. */
export function environmentSecrets(secrets: Readonly<Record<string, string>>): SecretSource {
  return {
    read: async (name) => (Object.hasOwn(secrets, name) ? secrets[name] : undefined),
  }
}
