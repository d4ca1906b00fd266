import { defineConnector } from '../kit/connector.ts'
import type { ActionContext } from '../kit/context.ts'
import { outcomeOf, stop } from '../kit/ended.ts'
import type { Outcome } from '../kit/outcome.ts'
import { VaultSecretConfig, vaultSecretEffect } from './config.ts'
import { placeOf } from './place.ts'
import { recorded } from './recorded.ts'
import { openVault, type Vault } from './remote.ts'
import { undo } from './undo.ts'
import { checkCas, write } from './write.ts'

/** A secret in HashiCorp Vault's KV version 2: written, read, rotated or deleted, once however often it is asked. */
export const vaultSecret = defineConnector({
  type: 'vault-secret',
  config: VaultSecretConfig,
  ...vaultSecretEffect,
  recorded,
  outputs: {
    path: { description: 'Mount and path of the secret' },
    version: { description: 'Version that was read, made, found or deleted' },
    changed: { description: 'false: it was so already, and nothing was changed' },
    data: { description: 'The values read, or those made here', sensitive: true },
  },
  execute: (context, config) => guarded(context, config, (vault) => act(vault, config)),
  compensate: (context, config, outputs) =>
    guarded(context, config, (vault) => undo(vault, config, outputs)),
})

/** The connector's door: what ends a call early becomes its outcome. */
async function guarded(
  context: ActionContext,
  config: VaultSecretConfig,
  work: (vault: Vault) => Promise<Outcome>,
): Promise<Outcome> {
  try {
    const connection = context.connection('vault', config.connection)
    return await work(openVault(context, connection, placeOf(connection, config)))
  } catch (error) {
    return outcomeOf(error)
  }
}

function act(vault: Vault, config: VaultSecretConfig): Promise<Outcome> {
  if (config.operation === 'read') return read(vault, config)
  return config.operation === 'delete' ? remove(vault, config) : write(vault, config)
}

async function read(vault: Vault, { version: wanted }: VaultSecretConfig): Promise<Outcome> {
  const { version, data } = await vault.read(wanted)
  if (version === 0) throw stop('vault.not_found', 'There is no such secret or version')
  if (data === undefined) throw stop('vault.deleted', `Version ${version} is deleted or destroyed`)
  return ended(vault, { version, changed: false, data })
}

/** Deletes the very version that was seen, so that one written meanwhile stays. */
async function remove(vault: Vault, config: VaultSecretConfig): Promise<Outcome> {
  const current = await vault.read()
  const { version } = current
  if (current.data === undefined)
    return ended(vault, {
      version,
      changed: version > 0 && vault.context.action.maybeDone === true,
    })
  checkCas(vault, config, current)
  await vault.change('delete', version)
  return ended(vault, { version, changed: true })
}

function ended({ context, place }: Vault, found: Record<string, unknown>): Outcome {
  context.log(`${place.shown} is at version ${String(found['version'])}`)
  return { kind: 'succeeded', outputs: { path: place.shown, ...found } }
}
