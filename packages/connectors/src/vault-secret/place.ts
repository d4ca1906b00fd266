import type { Connection } from '../kit/context.ts'
import { stop } from '../kit/ended.ts'
import { settingText } from '../kit/setting-text.ts'
import type { VaultSecretConfig } from './config.ts'

/** Where a secret stands, its parts checked: nothing climbs, nothing is encoded twice. */
export type Place = {
  mount: string
  path: string
  /** Both as a person writes them. */
  shown: string
}

/** Letters, digits and what Vault's own tools leave alone in a path. */
const part = /^(?!\.{1,2}$)[\p{L}\p{N}._~@:+=-]{1,200}$/u

function partsOf(text: string, what: string): readonly string[] {
  const parts = text.split('/')
  if (parts.every((one) => part.test(one))) return parts
  throw stop(
    'config.path_invalid',
    `The ${what} may hold letters, digits and . _ ~ @ : + = - between single slashes, and no dot segments`,
  )
}

const encoded = (parts: readonly string[]): string => parts.map(encodeURIComponent).join('/')

/** Checks mount and path, and that the connection's `path_prefix` holds them. Throws Ended. */
export function placeOf(
  connection: Connection,
  { mount = 'secret', path }: VaultSecretConfig,
): Place {
  const [mounts, paths] = [partsOf(mount, 'mount'), partsOf(path, 'path')]
  const prefix = settingText(connection, 'path_prefix')
    .split('/')
    .filter((one) => one !== '')
  const whole = [...mounts, ...paths]
  if (!prefix.every((one, at) => one === whole[at]))
    throw stop(
      'vault.path_forbidden',
      `The connection "${connection.name}" does not open paths outside of its path_prefix`,
    )
  return { mount: encoded(mounts), path: encoded(paths), shown: whole.join('/') }
}
