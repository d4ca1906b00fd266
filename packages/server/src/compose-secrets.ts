import { readFileSync } from 'node:fs'
import { type Connection, ConnectionMissing, type Http } from '@pao/connectors'
import type { SecretCalls } from '#api/deps.ts'
import { rewrapKeys, strangeKeys } from '#outbound/secret-keys.ts'
import { deleteSecret, listSecrets, setSecret, tableSecrets } from '#outbound/secret-table.ts'
import {
  type EnvironmentOf,
  environmentSecrets,
  secretsInOrder,
  type SecretSource,
} from '#outbound/secrets.ts'
import { vaultSecrets } from '#outbound/vault-secrets.ts'
import { createKeyRing, type KeyRing } from '#store/key-ring.ts'
import { byTenant } from './by-tenant.ts'
import { type Footing, type Ground, Misconfigured } from './compose-ground.ts'
import type { Config } from './config.ts'

/** Every source of secrets the operator named, in that order. */
export function secretsOf(
  ground: Footing & { environmentOf: EnvironmentOf },
  http: Http,
): SecretSource {
  const { config, now, database, environmentOf } = ground
  const sources = {
    environment: () => environmentSecrets(environmentOf),
    table: () => tableSecrets({ db: database.db, ring: ringOf(ground) }),
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

/** The keys of the table of secrets: those of the settings, and the one derived where none was set before. */
function ringOf({ config, cipher }: Footing): KeyRing {
  const derived = Buffer.from(cipher.derive('secrets-key'), 'base64url')
  const set = [config.PAO_SECRETS_KEY, config.PAO_SECRETS_KEY_OTHER].flatMap((key) =>
    key === undefined ? [] : [Buffer.from(key, 'base64')],
  )
  // A second key alone is one to come: what is sealed meanwhile must open where it is not known yet.
  const [first = derived, ...rest] = config.PAO_SECRETS_KEY === undefined ? [derived, ...set] : set
  return createKeyRing(first, ...rest, derived)
}

/** What the API may do with the table of secrets. */
export function secretCalls(ground: Ground): SecretCalls {
  const { database, tenants } = ground
  return byTenant(
    tableCalls(ground),
    (tenant) => tableCalls({ ...ground, database: { ...database, db: tenants.of(tenant) } }),
    // Of all tenants at once.
    ['rewrap'],
  )
}

function tableCalls(ground: Footing): SecretCalls {
  const { telemetry, newId } = ground
  const deps = { db: ground.database.db, ring: ringOf(ground), newId }
  return {
    list: (tenant) => listSecrets(deps, tenant),
    async set(wish, value) {
      const set = await setSecret(deps, wish, value)
      telemetry.log.info({ ...wish, version: set.version }, 'a secret was set')
      return set
    },
    async remove(wish) {
      const isGone = await deleteSecret(deps, wish)
      if (isGone) telemetry.log.info({ ...wish }, 'a secret was deleted')
      return isGone
    },
    rewrap: () => rewrapKeys(deps),
  }
}

/** Refuses to start where secrets of the table could not be opened. Throws Misconfigured. */
export async function checkSecretKeys(ground: Footing): Promise<void> {
  if (!ground.config.PAO_SECRETS_FROM.includes('table')) return
  const strange = await strangeKeys({ db: ground.database.db, ring: ringOf(ground) })
  if (strange.length === 0) return
  throw new Misconfigured(
    strange.map(
      ({ fingerprint, count }) =>
        `PAO_SECRETS_KEY: the secrets of ${count} ${count === 1 ? 'tenant' : 'tenants'} are sealed with another key (fingerprint ${fingerprint}); set it as PAO_SECRETS_KEY or PAO_SECRETS_KEY_OTHER`,
    ),
  )
}

/** Names that documents may read; undefined = they stand where nobody can list them. */
export function secretNamesOf(
  { PAO_SECRETS_FROM: from }: Pick<Config, 'PAO_SECRETS_FROM'>,
  secrets: Readonly<Record<string, string>>,
): string[] | undefined {
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
