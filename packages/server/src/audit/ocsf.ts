import type { AuditEntry } from '@pao/core/governance'

/** Version of the schema the events follow, https://schema.ocsf.io. */
const schemaVersion = '1.3.0'
/** API Activity, of the category Application Activity. */
const classUid = 6_003
const activities = { create: 1, read: 2, update: 3, delete: 4, other: 99 } as const

const ends = /[._](removed|deleted|ended|revoked|released|erased)$/
const begins = /[._](created|submitted|started|set|held)$/

/** An entry as an event of the Open Cybersecurity Schema Framework. */
export function ocsfOf(entry: AuditEntry, version: string): object {
  const activity = activityOf(entry)
  const isRefused = entry.outcome === 'refused'
  return {
    category_uid: 6,
    class_uid: classUid,
    activity_id: activity,
    type_uid: classUid * 100 + activity,
    time: Date.parse(entry.at),
    severity_id: isRefused ? 3 : 1,
    status_id: isRefused ? 2 : 1,
    metadata: {
      version: schemaVersion,
      product: { name: 'PAO', vendor_name: 'PAO', version },
      uid: entry.hash,
      sequence: entry.seq,
      tenant_uid: entry.tenant,
      ...(entry.correlation_id !== null && { correlation_uid: entry.correlation_id }),
    },
    actor: { user: { uid: entry.actor ?? 'erased' } },
    src_endpoint: entry.address === null ? { name: 'unknown' } : { ip: entry.address },
    api: { operation: entry.action },
    resources: [{ type: entry.object_type, uid: entry.object_id }],
    ...(entry.note !== null && { message: entry.note }),
    unmapped: { detail: entry.detail, prev: entry.prev, via: entry.via, subject: entry.subject },
  }
}

function activityOf({ outcome, action }: AuditEntry): number {
  if (outcome === 'read') return activities.read
  if (ends.test(action)) return activities.delete
  if (begins.test(action)) return activities.create
  return action.startsWith('call.') ? activities.other : activities.update
}
