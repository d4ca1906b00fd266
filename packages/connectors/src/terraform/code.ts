import { stop } from '../kit/ended.ts'
import { type CodeSource, WorkFailure, type Workplace } from '../kit/process.ts'
import type { TerraformConfig } from './config.ts'

/** Code in a folder of the workplace; `revision` is its commit, where there is one. */
export type Code = { folder: string; revision: string | undefined }

type Source = NonNullable<TerraformConfig['source']>
type Wanted = { source: Source; module?: TerraformConfig['module'] }

/** Brings code of a repository, or of the operator's folder. Throws Ended and WorkFailure. */
export async function bringFiles(
  { source, module }: Wanted,
  place: Workplace,
  { signal, revision }: { signal: AbortSignal; revision?: string },
): Promise<Code> {
  if (source.type === 'git') {
    const brought = await bringCommit(place, { ...gitSource(source), signal }, revision)
    return { ...brought, folder: below(brought.folder, module?.path) }
  }
  await place.bring({ kind: 'local', path: source.location }, 'code', signal)
  return { folder: below('code', module?.path), revision: undefined }
}

type GitWish = Extract<CodeSource, { kind: 'git' }> & { signal: AbortSignal }

function gitSource({ location, ref, connection }: Source) {
  return {
    kind: 'git' as const,
    url: location,
    ...(ref !== undefined && { ref }),
    ...(connection !== undefined && { connection }),
  }
}

/** The very commit, where the remote gives single commits; else what the ref names by now. */
async function bringCommit(
  place: Workplace,
  { signal, ...wish }: GitWish,
  revision: string | undefined,
): Promise<Code> {
  if (revision !== undefined)
    try {
      await place.bring({ ...wish, ref: revision }, 'commit', signal)
      return { folder: 'commit', revision }
    } catch (error) {
      if (!(error instanceof WorkFailure) || error.kind !== 'refused') throw error
    }
  const brought = await place.bring(wish, 'code', signal)
  return { folder: 'code', revision: brought.revision }
}

/** A folder inside of the code. */
export function below(root: string, path = ''): string {
  const steps = path.split('/').filter((step) => step !== '' && step !== '.')
  if (steps.includes('..') || path.includes('\\'))
    throw stop('terraform.path_invalid', 'module.path leads out of the source')
  return [root, ...steps].join('/')
}
