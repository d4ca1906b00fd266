import type { Static } from 'typebox'
import {
  choice,
  closed,
  compensates,
  freeMap,
  list,
  maybe,
  secretName,
  text,
  whole,
} from '../kit/config.ts'
import { type EffectRule, literal } from '../kit/repeat.ts'

const generated = closed('One value that is made here and known to nobody before', {
  name: text('Key of the value in the secret', { minLength: 1, maxLength: 200 }),
  length: maybe(whole('Characters', { minimum: 12, maximum: 512, default: 32 })),
  charset: maybe(
    choice(
      'Characters it is made of; symbols are ! # % + - . : = ? @ _ ~',
      ['letters-digits', 'letters-digits-symbols', 'digits', 'hex'],
      { default: 'letters-digits' },
    ),
  ),
})

/** Settings of `vault-secret`. */
export const VaultSecretConfig = closed(
  'A secret in HashiCorp Vault',
  {
    connection: maybe(text('Name of the Vault connection')),
    operation: maybe(
      choice(
        'write: exactly these values; read; rotate: new generated values beside those that stand there; delete: the newest version, which can be brought back',
        ['write', 'read', 'rotate', 'delete'],
        { default: 'write' },
      ),
    ),
    mount: maybe(text('Mount of the KV engine, version 2', { default: 'secret' })),
    path: text('Path of the secret', { minLength: 1, maxLength: 500 }),
    data: maybe(freeMap('Values to write')),
    generate: maybe(list('Values made here (write, rotate)', generated, { maxItems: 50 })),
    cas: maybe(whole('Write or delete only over this version; 0 = only when new', { minimum: 0 })),
    version: maybe(whole('Version to read; the newest when left out', { minimum: 1 })),
  },
  compensates,
)
export type VaultSecretConfig = Static<typeof VaultSecretConfig>

/** Settings of a `vault` connection; the operator writes secrets as `<name>_ref`. */
export const VaultConnection = closed('One Vault', {
  url: text(
    'Address of the active node or the load balancer, e.g. https://vault.example.com:8200',
    {
      pattern: '^https?://',
    },
  ),
  namespace: maybe(text('Namespace, sent as X-Vault-Namespace (Enterprise)', { minLength: 1 })),
  auth: maybe(choice('How we log in', ['token', 'approle', 'kubernetes'], { default: 'token' })),
  token_ref: maybe(
    secretName("Secret with the token (auth: token); its life is the operator's care"),
  ),
  role_id: maybe(text('Role id (auth: approle)', { minLength: 1 })),
  secret_id_ref: maybe(secretName('Secret with the secret id (auth: approle), not wrapped')),
  approle_mount: maybe(text('Mount of AppRole', { default: 'approle' })),
  auth_mount: maybe(
    text('Mount of the way to log in, when it is not called as usual', { minLength: 1 }),
  ),
  role: maybe(text('Role (auth: kubernetes)', { minLength: 1 })),
  jwt_file: maybe(
    text("File with the service account's token (auth: kubernetes), read at each login", {
      minLength: 1,
    }),
  ),
  path_prefix: maybe(
    text('Paths that items may use begin with it, as `mount/path`, e.g. secret/teams', {
      minLength: 1,
    }),
  ),
})

export const vaultSecretEffect: EffectRule = {
  repeat: (config) => (literal(config, 'operation') === 'read' ? 'safe' : 'search'),
  reads: (config) => literal(config, 'operation') === 'read',
}
