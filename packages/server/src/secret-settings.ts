import {
  encryptionKey,
  oneOf,
  type Setting,
  secretHosts,
  secretSources,
  secretTeams,
  text,
  url,
  vaultPath,
  whole,
} from './setting-kinds.ts'

/** Where secrets are kept, and how to get there. */
export const secretSettings = {
  PAO_SECRETS_FROM: {
    sentence:
      'Where secrets are looked for, in this order: environment (PAO_SECRET_*), table (`pao secret`), vault; see secrets.md.',
    fallback: 'environment,table',
    parse: secretSources,
  },
  PAO_SECRETS_HOSTS: {
    sentence:
      'Hosts that items may send a secret to, `NAME=host|*.domain`, comma separated; one that is not listed goes to the hosts of the connections that have the same, else wherever an item says.',
    fallback: '',
    parse: secretHosts,
  },
  PAO_SECRETS_TEAMS: {
    sentence:
      'Teams whose items may use a secret, `NAME=team|team`, comma separated; one that is not listed is for the teams of the connections that have the same, else for all.',
    fallback: '',
    parse: secretTeams,
  },
  PAO_SECRETS_KEY: {
    sentence:
      'Key that seals the table of secrets, 32 bytes in base64; to change it see secrets.md.',
    fallback: undefined,
    shown: 'derived from the encryption key',
    secret: true,
    parse: encryptionKey,
  },
  PAO_SECRETS_KEY_OTHER: {
    sentence: 'A second key that opens the table of secrets while its key is changed.',
    fallback: undefined,
    secret: true,
    parse: encryptionKey,
  },
  PAO_VAULT_URL: {
    sentence: 'HashiCorp Vault that PAO itself reads secrets from.',
    fallback: undefined,
    parse: url('http:', 'https:'),
  },
  PAO_VAULT_PATH: {
    sentence:
      'Mount and path of KV version 2; a secret stands at `<path>/<NAME>` under the key `value`. `{tenant}` stands for the tenant.',
    fallback: 'secret/pao',
    parse: vaultPath,
  },
  PAO_VAULT_NAMESPACE: {
    sentence: 'Namespace of Vault Enterprise.',
    fallback: undefined,
    parse: text,
  },
  PAO_VAULT_AUTH: {
    sentence: 'How PAO logs in to Vault.',
    fallback: 'token',
    parse: oneOf('token', 'approle', 'kubernetes'),
  },
  PAO_VAULT_AUTH_MOUNT: {
    sentence: 'Mount of the way to log in, when it is not called as usual.',
    fallback: undefined,
    parse: text,
  },
  PAO_VAULT_TOKEN: {
    sentence: 'Token for Vault (auth token); its life is your care.',
    fallback: undefined,
    secret: true,
    parse: text,
  },
  PAO_VAULT_ROLE_ID: {
    sentence: 'Role id (auth approle).',
    fallback: undefined,
    parse: text,
  },
  PAO_VAULT_SECRET_ID: {
    sentence: 'Secret id (auth approle), not wrapped.',
    fallback: undefined,
    secret: true,
    parse: text,
  },
  PAO_VAULT_ROLE: {
    sentence: 'Role (auth kubernetes).',
    fallback: undefined,
    parse: text,
  },
  PAO_VAULT_JWT_FILE: {
    sentence: "File with the service account's token (auth kubernetes), read at each login.",
    fallback: '/var/run/secrets/kubernetes.io/serviceaccount/token',
    parse: text,
  },
  PAO_VAULT_KEEP_SECONDS: {
    sentence: 'How long a value read from Vault is kept in memory; 0 reads it each time.',
    fallback: '60',
    parse: whole(0, 3_600),
  },
} as const satisfies Record<string, Setting<unknown>>

/** What each way to log in needs. */
const vaultNeeds: Readonly<Record<string, readonly string[]>> = {
  token: ['PAO_VAULT_TOKEN'],
  approle: ['PAO_VAULT_ROLE_ID', 'PAO_VAULT_SECRET_ID'],
  kubernetes: ['PAO_VAULT_ROLE'],
}

/** Settings that Vault needs and that are not there, one sentence each. */
export function vaultFaults(values: Readonly<Record<string, unknown>>): string[] {
  const from = values['PAO_SECRETS_FROM'] as readonly string[] | undefined
  if (!from?.includes('vault')) return []
  const needed = ['PAO_VAULT_URL', ...(vaultNeeds[String(values['PAO_VAULT_AUTH'])] ?? [])]
  return needed
    .filter((key) => values[key] === undefined)
    .map((key) => `${key} is needed because PAO_SECRETS_FROM names vault`)
}
