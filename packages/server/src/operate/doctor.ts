import { openOutside } from '#compose-outside.ts'
import { type Closers, Misconfigured, openOwnDatabase } from '#compose-ground.ts'
import { type Config, readConfig } from '#config.ts'
import { createIds } from '#ids.ts'
import { withMountedSecrets } from '#mounted-secrets.ts'
import { openCipher } from '#store/cipher.ts'
import type { Database } from '#store/db.ts'
import { createTelemetry } from '#telemetry.ts'
import { bad, fine, type Finding, wordsOf } from './finding.ts'
import { lookAtDatabase } from './look-database.ts'
import { lookHere } from './look-here.ts'
import { lookAtReplica } from './look-replica.ts'
import { lookAtRedis } from './look-redis.ts'
import { lookAtCatalogs } from './look-catalog.ts'
import { lookAtConnections, lookAtIssuers, lookAtVault } from './look-outside.ts'
import { lookAtTenants } from './look-tenants.ts'
import { type ExitCode, exitCodes, type Given, type OperateWorld } from './world.ts'

/**
 * Looks at everything PAO stands on and says what to do about what is wrong. Changes nothing, here or elsewhere. Exit 1 when something
 * fails; warnings alone are 0.
 */
export async function doctor(world: OperateWorld, { values }: Given): Promise<ExitCode> {
  const findings = await examineAll(world)
  world.out(values['json'] === true ? JSON.stringify(findings, null, 2) : told(findings))
  return findings.some(({ status }) => status === 'fail') ? exitCodes.no : exitCodes.done
}

async function examineAll(world: OperateWorld): Promise<readonly Finding[]> {
  const { environment, faults } = withMountedSecrets(world.environment)
  const read = readConfig(environment)
  const wrong = [...faults, ...(read.ok ? [] : read.faults)]
  if (!read.ok || wrong.length > 0)
    return wrong.map((fault) => bad('settings', fault, 'See docs/operate/settings.md'))
  const { config } = read
  const closers: Closers = []
  try {
    return [
      fine('settings', 'can be read'),
      ...(await lookHere(config)),
      ...(await lookAtRedis(config)),
      ...(await lookBeyond(world, config, closers)),
    ]
  } finally {
    for (const close of closers.toReversed()) await close()
  }
}

/** Without a database nothing beyond it can be looked at, because secrets may stand in it. */
async function lookBeyond(
  world: OperateWorld,
  config: Config,
  closers: Closers,
): Promise<readonly Finding[]> {
  const log = { info: () => undefined, warn: () => undefined }
  let database: Database
  try {
    database = await openOwnDatabase({ config, log, closers })
  } catch (error) {
    return [
      bad(
        'database',
        wordsOf(error),
        'Check PAO_DATABASE_URL (host, port, role, password, database), network and pg_hba.conf',
      ),
    ]
  }
  const { PAO_DATA_DIR: dataDir, PAO_ENCRYPTION_KEY: key } = config
  const cipher = await openCipher({ dataDir, ...(key !== undefined && { key }) })
  const findings = [...(await lookAtDatabase({ config, database, cipher, now: world.now }))]
  if (findings.some(({ check, status }) => status === 'fail' && check !== 'connections'))
    return findings
  return [
    ...findings,
    ...(await lookAtReplica(config, database)),
    ...(await lookOutside(world, { config, database, cipher, closers })),
  ]
}

type Looking = Pick<Parameters<typeof openOutside>[0], 'config' | 'database' | 'cipher' | 'closers'>

async function lookOutside(world: OperateWorld, looking: Looking): Promise<readonly Finding[]> {
  const { config, database } = looking
  try {
    const telemetry = createTelemetry({ level: 'silent', version: world.version })
    const { now } = world
    const outside = await openOutside({
      ...looking,
      telemetry,
      now,
      newId: createIds(world.now),
      random: world.random,
      demo: undefined,
    })
    return [
      ...(await lookAtCatalogs({ config, outside, now })),
      ...(await lookAtTenants({ config, database, tenancy: outside.tenancy })),
      ...(await lookAtVault(config, outside.http)),
      ...(await lookAtIssuers(config, { http: outside.http, now, log: telemetry.log })),
      ...(await lookAtConnections(outside)),
    ]
  } catch (error) {
    if (error instanceof Misconfigured)
      return error.faults.map((fault) => bad('outside', fault, 'Correct the setting it names'))
    return [bad('outside', wordsOf(error), 'Mend this, then look again')]
  }
}

const marks = { ok: 'ok  ', warn: 'warn', fail: 'FAIL' } as const

function told(findings: readonly Finding[]): string {
  const width = findings.reduce((most, { check }) => Math.max(most, check.length), 0)
  return findings
    .flatMap(({ check, status, says, mend }) => [
      `${marks[status]}  ${check.padEnd(width)}  ${says}`,
      ...(mend === undefined ? [] : [`${' '.repeat(width + 8)}→ ${mend}`]),
    ])
    .join('\n')
}
