import type { Static } from 'typebox'
import { choice, closed, freeMap, maybe, text, whole } from '../kit/config.ts'

/** Settings of `vault-secret`. */
export const VaultSecretConfig = closed('A secret in HashiCorp Vault', {
  connection: maybe(text('Name of the Vault connection')),
  operation: maybe(choice('What is done', ['write', 'read', 'delete'], { default: 'write' })),
  mount: maybe(text('Mount of the KV engine', { default: 'secret' })),
  path: text('Path of the secret', { minLength: 1 }),
  data: maybe(freeMap('Values to write')),
  cas: maybe(whole('Write only over this version; 0 = only when new', { minimum: 0 })),
})
export type VaultSecretConfig = Static<typeof VaultSecretConfig>
