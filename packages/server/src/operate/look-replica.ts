import type { Config } from '#config.ts'
import type { Database } from '#store/db.ts'
import { examineReplica } from '#store/reads.ts'
import { bad, fine, type Finding, warn, wordsOf } from './finding.ts'

/** Milliseconds behind beyond which most readings go to the primary. */
const farMs = 100

/** The replica that lists and figures are read from, where one is set. */
export async function lookAtReplica(
  { PAO_DATABASE_READ_URL: url }: Config,
  primary: Database,
): Promise<readonly Finding[]> {
  if (url === undefined) return []
  const check = 'database replica'
  try {
    const { isOurs, follows, behindMs } = await examineReplica(primary, url)
    if (!isOurs || !follows)
      return [
        bad(
          check,
          follows ? 'is a replica of another database' : 'is no replica',
          'Point PAO_DATABASE_READ_URL at a streaming replica of the primary, and at the same database in it',
        ),
      ]
    const says = `replays what was written after ${behindMs} ms`
    return [
      behindMs > farMs
        ? warn(check, says, 'Look at its load and network; it is read only once it has caught up')
        : fine(check, says),
    ]
  } catch (error) {
    return [
      bad(
        check,
        wordsOf(error),
        'Check PAO_DATABASE_READ_URL; the primary is read meanwhile, so nothing is missing',
      ),
    ]
  }
}
