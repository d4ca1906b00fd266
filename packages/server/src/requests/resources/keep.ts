import { single } from '#single.ts'
import { isUnavailable } from '#store/db.ts'
import type { Requests } from '../deps.ts'
import { mostAtOnce, type NoteDeps, noteResources } from './note.ts'

/** Milliseconds between looks. */
const lookMs = 2_000
/** Of one look; what is left then is found by the next. */
const mostRounds = 50
/** How far back a usual look goes, milliseconds; the first of a process goes back to the beginning. */
const usualMs = 600_000

/** Notes what requests make for as long as it is not stopped. A database that is away is asked again at the next look. */
export function keepResources(requests: NoteDeps & Pick<Requests, 'now' | 'timers'>): {
  stop(): Promise<void>
} {
  const { now, timers, telemetry } = requests
  let stopping = false
  let since = 0
  const work = async (): Promise<void> => {
    const begun = now()
    for (let round = 0; round < mostRounds; round += 1)
      if (stopping || (await noteResources(requests, since)) < mostAtOnce) break
    since = begun - usualMs
  }
  const look = single(work, (error) => {
    const away = isUnavailable(error)
    telemetry.log[away ? 'warn' : 'error']({ error: String(error) }, 'resources were not noted')
  })
  const end = timers.every(lookMs, () => void look(), { ref: false })
  return {
    async stop() {
      stopping = true
      end()
      await look.idle()
    },
  }
}
