import type { Result } from '@pao/core'
import { ok } from '@pao/core'
import { directorySource } from './source-directory.ts'
import { gitSource } from './source-git.ts'
import type { CatalogSource } from './source.ts'
import { parsePlace } from './source-url.ts'
import { secretMissing, type SecretSource } from '#outbound/secrets.ts'

export type SourceSettings = {
  /** `PAO_CATALOG` as it was written. */
  place: string
  /** What a relative place starts from. */
  workingFolder: string
  dataDir: string
  secrets: SecretSource
  /** Whose secrets they are. */
  tenant: string
  /** Names of the secrets that open the repository. */
  tokenRef?: string | undefined
  sshKeyRef?: string | undefined
}

/** The source that the settings name. Credentials are read at each fetch, so that they may rotate. */
export function openSource(settings: SourceSettings): Result<CatalogSource> {
  const place = parsePlace(settings.place, settings.workingFolder)
  if (!place.ok) return place
  if (place.value.kind === 'directory') return ok(directorySource(place.value.folder))
  const { secrets, tenant, tokenRef, sshKeyRef, dataDir } = settings
  const read = async (name: string | undefined) => {
    if (name === undefined) return undefined
    const value = await secrets.read(name, tenant)
    if (value === undefined) throw secretMissing(secrets, name)
    return value
  }
  const access = async () => {
    const [token, sshKey] = await Promise.all([read(tokenRef), read(sshKeyRef)])
    return { ...(token !== undefined && { token }), ...(sshKey !== undefined && { sshKey }) }
  }
  return ok(gitSource(place.value, { dataDir, access }))
}
