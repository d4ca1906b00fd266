import { stop } from '../kit/ended.ts'
import type { Outcome, Outputs } from '../kit/outcome.ts'
import type { VaultSecretConfig } from './config.ts'
import type { Version } from './kv.ts'
import type { Vault } from './remote.ts'
import { sameJson } from './same-json.ts'
import { wantedOf } from './write.ts'

const nothing: Outcome = { kind: 'succeeded', outputs: {} }

/**
 * Undoes what the action changed: a deleted version is brought back; of a written one what stood before is written
 * again, if nobody wrote since, and the version itself is destroyed.
 */
export async function undo(
  vault: Vault,
  config: VaultSecretConfig,
  { version, changed }: Outputs,
): Promise<Outcome> {
  if (config.operation === 'read' || changed === false) return nothing
  if (config.operation === 'delete') {
    if (typeof version !== 'number')
      throw stop('vault.version_unknown', 'Which version was deleted is not known')
    await vault.change('undelete', version)
    return nothing
  }
  const current = await vault.read()
  const ours = typeof version === 'number' ? version : foundVersion(vault, config, current)
  if (ours === undefined || current.version < ours) return nothing
  await restore(vault, current, ours)
  await vault.change('destroy', ours)
  return nothing
}

/** Without a word on the version: the newest, if it holds what this action writes. */
function foundVersion(
  vault: Vault,
  config: VaultSecretConfig,
  current: Version,
): number | undefined {
  return wantedOf(vault, config).stands(current) ? current.version : undefined
}

/** Before ours is destroyed, so that no reader finds a hole. */
async function restore(vault: Vault, current: Version, ours: number): Promise<void> {
  if (current.version !== ours || current.data === undefined || ours === 1) return
  const before = await vault.read(ours - 1)
  if (before.data === undefined || sameJson(before.data, current.data)) return
  // Refused because somebody wrote in between: then theirs stands.
  await vault.write(before.data, ours)
}
