import { resolve } from 'node:path'
import { good, type Setting, whole } from './setting-kinds.ts'

/** Settings of the audit log; part of the table in config.ts. */
export const auditSettings = {
  PAO_AUDIT_DIR: {
    sentence:
      'Folder signed checkpoints of the audit log are appended to: put it where whoever runs the database cannot write.',
    fallback: undefined,
    shown: '<PAO_DATA_DIR>/audit',
    parse: (text: string) => good(resolve(text)),
  },
  PAO_AUDIT_RETENTION_DAYS: {
    sentence: 'Entries of the audit log older than this are dropped; 0 keeps all of them.',
    fallback: '0',
    parse: whole(0, 36_500),
  },
} as const satisfies Record<string, Setting<unknown>>
