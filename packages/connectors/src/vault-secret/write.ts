import { Ended, stop } from '../kit/ended.ts'
import { type Outcome, withMade } from '../kit/outcome.ts'
import { permanent } from '../kit/target.ts'
import type { VaultSecretConfig } from './config.ts'
import { generated } from './generate.ts'
import type { Data, Version } from './kv.ts'
import type { Vault } from './remote.ts'
import { sameJson } from './same-json.ts'

/** What is to stand there, and how one sees that it does. */
export type Wanted = {
  /** Made here, so only this effect can have written them. */
  own: Data
  over(current: Version): Data
  stands(current: Version): boolean
}

/** What `write` or `rotate` wants. Throws Ended where the config asks for nothing. */
export function wantedOf(vault: Vault, config: VaultSecretConfig): Wanted {
  const own = generated(vault.context, config)
  const given = { ...config.data, ...own }
  if (config.operation === 'rotate') {
    if (Object.keys(own).length === 0)
      throw stop('config.data_missing', 'To rotate, generate must name what is made anew')
    return {
      own,
      over: ({ data }) => ({ ...data, ...given }),
      stands: ({ data }) => data !== undefined && sameJson({ ...data, ...given }, data),
    }
  }
  if (Object.keys(given).length === 0)
    throw stop('config.data_missing', 'To write, data or generate must name a value')
  return { own, over: () => given, stands: ({ data }) => sameJson(data, given) }
}

/**
 * Writes one version over the one that was seen (check-and-set), so that a repeat makes no second one and nobody's
 * change in between is lost. What stands there already is not written again.
 */
export async function write(vault: Vault, config: VaultSecretConfig): Promise<Outcome> {
  const wanted = wantedOf(vault, config)
  const current = await vault.read()
  const stood = wanted.stands(current) ? current.version : await overwritten(vault, wanted, current)
  if (stood !== undefined) return written(vault, wanted, { version: stood, again: true })
  if (config.operation === 'rotate' && current.data === undefined)
    throw stop('vault.not_found', 'There is no secret to rotate')
  checkCas(vault, config, current)
  const version = await vault.write(wanted.over(current), current.version)
  if (version !== undefined) return written(vault, wanted, { version, again: false })
  const meanwhile = await vault.read()
  // A try of ours that was given up may have arrived late.
  if (wanted.stands(meanwhile))
    return written(vault, wanted, { version: meanwhile.version, again: true })
  throw new Ended(overtaken(config))
}

/** Earlier versions that are looked through for one of ours. */
const mostEarlier = 5

/** A version that an earlier try made and somebody has written over since; only what we made here proves it. */
async function overwritten(
  vault: Vault,
  { own, stands }: Wanted,
  current: Version,
): Promise<number | undefined> {
  if (vault.context.action.maybeDone !== true || Object.keys(own).length === 0) return undefined
  const oldest = Math.max(1, current.version - mostEarlier)
  for (let version = current.version - 1; version >= oldest; version -= 1)
    if (stands(await vault.read(version))) return version
  return undefined
}

/** Ends where the item names another version than stands there. */
export function checkCas(
  { context }: Vault,
  { cas }: VaultSecretConfig,
  { version }: Version,
): void {
  if (cas === undefined || cas === version) return
  const message = `Version ${version} stands there, not ${cas}`
  const outcome = permanent('vault.version_conflict', message)
  // An earlier try may have written what somebody has written over since.
  throw new Ended(withMade(outcome, context.action.maybeDone === true ? 'maybe' : 'no'))
}

/** Somebody wrote between our look and our write; looked at again it may fit. */
function overtaken({ cas }: VaultSecretConfig): Outcome {
  return {
    kind: 'failed',
    retryable: cas === undefined,
    class: cas === undefined ? 'connection' : 'permanent',
    code: 'vault.version_conflict',
    message: 'Another version was written at the same moment',
    made: 'no',
  }
}

/**
 * `again` = it stood there when we looked: ours if it holds what only we can make, or if an earlier try may have
 * written it.
 */
function written(
  { context, place }: Vault,
  { own }: Wanted,
  { version, again }: { version: number; again: boolean },
): Outcome {
  const isOurs = !again || Object.keys(own).length > 0 || context.action.maybeDone === true
  const path = place.shown
  context.log(`${path} is at version ${version}`)
  return {
    kind: 'succeeded',
    outputs: { path, version, changed: isOurs, data: own },
    ref: { kind: 'vault', id: `${path} version ${version}` },
  }
}
