import { backupCreate, backupList, backupRestore, backupVerify } from './backup.ts'
import { doctor } from './doctor.ts'
import { migratePlan, migrateStatus, migrateUp } from './migrate.ts'
import { tenantDelete, tenantExport } from './tenant.ts'
import type { ExitCode, Given, OperateWorld } from './world.ts'

type Command = {
  options: Readonly<Record<string, { type: 'string' | 'boolean' }>>
  run(world: OperateWorld, given: Given): Promise<ExitCode>
}

const json = { json: { type: 'boolean' } } as const

/** Every command by its words. */
export const commands: Readonly<Record<string, Command | undefined>> = {
  'migrate plan': { options: { ...json, sql: { type: 'boolean' } }, run: migratePlan },
  'migrate up': { options: { contract: { type: 'boolean' } }, run: migrateUp },
  'migrate status': { options: { ...json, wait: { type: 'string' } }, run: migrateStatus },
  doctor: { options: json, run: doctor },
  'backup create': { options: json, run: backupCreate },
  'backup list': { options: {}, run: backupList },
  'backup verify': { options: {}, run: backupVerify },
  'tenant export': { options: { to: { type: 'string' } }, run: tenantExport },
  'tenant delete': { options: { confirm: { type: 'string' } }, run: tenantDelete },
  'backup restore': { options: { files: { type: 'string' } }, run: backupRestore },
}
