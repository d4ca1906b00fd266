import { resolve } from 'node:path'
import { type Audit, type AuditDeps, keepAudit, openAudit } from '#audit/open.ts'
import { createSigner } from '#audit/signer.ts'
import { byTenant } from './by-tenant.ts'
import type { Closers, Ground } from './compose-ground.ts'
import type { Tenancy } from './compose-tenants.ts'
import { timers } from './timers.ts'

/** The audit log; workers chain and sign it as time goes. */
export function auditOf(
  ground: Ground & { version: string; closers: Closers },
  { waysOf }: Pick<Tenancy, 'waysOf'>,
): Audit {
  const { config, database, tenants, reads, cipher, telemetry, now, newId, version, closers } =
    ground
  const deps: AuditDeps = {
    db: database.db,
    now,
    newId,
    signer: createSigner(Buffer.from(cipher.derive('audit-checkpoints'), 'base64url')),
    folder: config.PAO_AUDIT_DIR ?? resolve(config.PAO_DATA_DIR, 'audit'),
    daysOf: (tenant) => waysOf(tenant).days.audit,
    version,
    onCheckpoint: (checkpoint) =>
      telemetry.log.info({ audit_checkpoint: checkpoint }, 'the audit log was signed'),
    onBroken: (checkpoint) =>
      telemetry.log.error(
        { audit_checkpoint: checkpoint },
        'the audit log is not what was signed; see pao audit verify',
      ),
  }
  if (config.PAO_ROLES.includes('worker')) {
    const onError = (error: unknown) =>
      telemetry.log.warn({ error: String(error) }, 'the audit log could not be kept up')
    const keeping = keepAudit(deps, { timers, onError })
    closers.push(() => keeping.stop())
  }
  return byTenant(openAudit(deps), (tenant) => {
    const read: AuditDeps['read'] = (reading) => reads.run(tenant, reading)
    return openAudit({ ...deps, db: tenants.of(tenant), read })
  })
}
