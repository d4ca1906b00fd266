import type { ApiDeps } from '#api/deps.ts'
import type { Requests } from '#requests/deps.ts'
import { countOpenActions } from '#requests/figures.ts'
import { countOrphans } from '#requests/orphans.ts'
import { lastBackupAt } from '#store/backup-runs.ts'
import { isUnavailable } from '#store/db.ts'
import { queueFigures } from '#store/jobs.ts'
import { pendingMigrations } from '#store/migrate.ts'
import type { Catalogs } from './compose-catalogs.ts'
import type { Ground } from './compose-ground.ts'

export type Operating = {
  ground: Ground
  catalogs: Catalogs
  requests: Requests
  draining(): boolean
}

/** Health and figures of this process, the same whether it serves the API or only works. */
export function operationCalls(operating: Operating): ApiDeps['operations'] {
  const { telemetry, spans, now } = operating.ground
  return {
    health: () => healthOf(operating),
    metricsText: () => metricsOf(operating),
    draining: operating.draining,
    answered: telemetry.httpAnswered,
    ...(spans && { traced: (fact) => spans.called({ ...fact, at: now() }) }),
  }
}

/** What stands in the database is counted at each look, so that every replica tells the same figure. */
async function metricsOf({
  ground: { telemetry, database, tenants, config },
  requests,
}: Operating): Promise<string> {
  const [own, calls] = [database.pool, tenants.pool]
  telemetry.poolSeen({
    open: own.totalCount + calls.totalCount,
    idle: own.idleCount + calls.idleCount,
    waiting: own.waitingCount + calls.waitingCount,
    most: config.PAO_DATABASE_POOL,
  })
  try {
    const [orphans, open, { waiting, oldestMs }, backupAt] = await Promise.all([
      countOrphans(requests),
      countOpenActions(requests),
      queueFigures(database, requests.resting?.()),
      lastBackupAt(database.db),
    ])
    telemetry.orphansCounted(orphans)
    telemetry.workSeen({
      ...open,
      queue: { waiting, oldestSeconds: oldestMs / 1000 },
      lastBackup: backupAt === undefined ? undefined : backupAt / 1000,
    })
  } catch (error) {
    // The other figures are wanted most while the database is away.
    telemetry.log.warn({ error: String(error) }, 'what waits could not be counted')
  }
  return telemetry.metricsText()
}

async function healthOf({
  ground: { database, exchange, reads },
  catalogs,
  draining,
}: Operating): ReturnType<ApiDeps['operations']['health']> {
  const [status, detail] = catalogHealth(catalogs)
  const data = await databaseHealth(database)
  return {
    ready: data.status === 'ok' && !draining(),
    parts: [
      data,
      { name: 'catalog', status, ...(detail !== undefined && { detail }) },
      ...helperHealth('redis', exchange.state()),
      ...helperHealth('database replica', reads.state()),
    ],
  }
}

/** Of the installation's catalog why, of those of tenants only how many: anybody may ask, and nobody is to learn of tenants. */
function catalogHealth({
  all,
}: Catalogs): readonly ['ok' | 'degraded' | 'down', detail: string | undefined] {
  const [own, ...others] = all.map(([, catalog]) => catalog.health())
  const away = others.filter(({ status }) => status !== 'ok')
  if (own !== undefined && own.status !== 'ok') return [own.status, own.error]
  if (away.length === 0) return ['ok', undefined]
  return ['degraded', `the sources of ${away.length} of ${all.length} catalogs cannot be read`]
}

/** What was seen of one last; nobody waits for it here, and nothing is refused without it. */
function helperHealth(
  name: string,
  state: { up: boolean; why?: string } | undefined,
): { name: string; status: 'ok' | 'degraded'; detail?: string }[] {
  if (!state) return []
  if (state.up) return [{ name, status: 'ok' }]
  return [{ name, status: 'degraded', detail: `away: ${state.why ?? 'unknown'}` }]
}

async function databaseHealth(
  database: Ground['database'],
): Promise<{ name: string; status: 'ok' | 'down'; detail?: string }> {
  try {
    const pending = await pendingMigrations(database)
    return pending.length === 0
      ? { name: 'database', status: 'ok' }
      : { name: 'database', status: 'down', detail: `migrations are due: ${pending.join(', ')}` }
  } catch (error) {
    if (!isUnavailable(error)) throw error
    return { name: 'database', status: 'down', detail: 'the database does not answer' }
  }
}
