import { readFileSync } from 'node:fs'
import { type Connection, ConnectionMissing, type Http } from '@pao/connectors'
import { environmentSecrets, secretsInOrder, type SecretSource } from '#outbound/secrets.ts'
import { vaultSecrets } from '#outbound/vault-secrets.ts'
import type { Ground } from './compose-ground.ts'
import type { Config } from './config.ts'

/** Every source of secrets the operator named, in that order. */
export function secretsOf({ config, now }: Ground, http: Http): SecretSource {
  const sources = {
    environment: () => environmentSecrets(config.secrets),
    vault: () =>
      vaultSecrets({
        http,
        connection: () => vaultOf(config),
        path: config.PAO_VAULT_PATH,
        now,
        keepMs: config.PAO_VAULT_KEEP_SECONDS * 1000,
      }),
  }
  return secretsInOrder(config.PAO_SECRETS_FROM.map((name) => sources[name]()))
}

/** Names that documents may read; undefined = they stand where nobody can list them. */
export function secretNamesOf({ secrets, PAO_SECRETS_FROM: from }: Config): string[] | undefined {
  return from.every((source) => source === 'environment') ? Object.keys(secrets) : undefined
}

/** Vault as the settings name it, in the form of a connection; the service account's token is read anew. */
function vaultOf(config: Config): Connection {
  const { PAO_VAULT_URL, PAO_VAULT_NAMESPACE, PAO_VAULT_AUTH, PAO_VAULT_AUTH_MOUNT } = config
  const { PAO_VAULT_ROLE_ID, PAO_VAULT_SECRET_ID, PAO_VAULT_TOKEN, PAO_VAULT_ROLE } = config
  const isKubernetes = PAO_VAULT_AUTH === 'kubernetes'
  return {
    name: 'PAO_VAULT_URL',
    type: 'vault',
    settings: {
      url: PAO_VAULT_URL,
      namespace: PAO_VAULT_NAMESPACE,
      auth: PAO_VAULT_AUTH,
      auth_mount: PAO_VAULT_AUTH_MOUNT,
      role_id: PAO_VAULT_ROLE_ID,
      role: PAO_VAULT_ROLE,
    },
    secrets: {
      ...(PAO_VAULT_TOKEN !== undefined && { token: PAO_VAULT_TOKEN }),
      ...(PAO_VAULT_SECRET_ID !== undefined && { secret_id: PAO_VAULT_SECRET_ID }),
      ...(isKubernetes && { jwt: readJwt(config.PAO_VAULT_JWT_FILE) }),
    },
  }
}

function readJwt(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    throw new ConnectionMissing(`The file of PAO_VAULT_JWT_FILE (${file}) cannot be read`)
  }
}
