import { resolve } from 'node:path'
import { encryptionKey, flag, good, type Setting, url, whole } from './setting-kinds.ts'

/** Settings of migrations and backups; part of the table in config.ts. */
export const upkeepSettings = {
  PAO_DATABASE_MIGRATE: {
    sentence:
      'Bring the schema up to date at start; off = `pao migrate up` does it (a job before the rollout), and a process that lacks a migration refuses to start.',
    fallback: 'on',
    parse: flag,
  },
  PAO_DATABASE_READ_URL: {
    sentence:
      'A streaming replica of the database that lists, searches and figures are read from once it has what was written; see scale.md.',
    fallback: undefined,
    secret: true,
    parse: url('postgres:', 'postgresql:'),
  },
  PAO_HISTORY_RETENTION_DAYS: {
    sentence:
      'The steps (events, attempts, their logs) of requests that ended more days ago are dropped, by whole months of when a request was made; the requests stay. 0 keeps all of them.',
    fallback: '0',
    parse: whole(0, 36_500),
  },
  PAO_RESTRICTED_RETENTION_DAYS: {
    sentence:
      'The values of requests of restricted data that ended more days ago are removed, and the requests leave the lists; of what still exists they stay. 0 keeps them.',
    fallback: '0',
    parse: whole(0, 36_500),
  },
  PAO_DRIFT_EVERY_HOURS: {
    sentence:
      'Hours between two looks at each thing that requests made, to see whether it is still as ordered; 0 = only when somebody asks.',
    fallback: '24',
    parse: whole(0, 8_760),
  },
  PAO_WORKER_PORT: {
    sentence:
      'Port on which a process that only works answers /health and /metrics, at PAO_HOST; unset = nowhere. One that serves the API has them there.',
    fallback: undefined,
    parse: whole(0, 65_535),
  },
  PAO_BACKUP_DIR: {
    sentence: 'Folder that `pao backup` writes to and reads from.',
    fallback: undefined,
    shown: '<PAO_DATA_DIR>/backups',
    parse: (text: string) => good(resolve(text)),
  },
  PAO_BACKUP_KEY: {
    sentence:
      'Key that backups are sealed with, 32 bytes in base64; without it, or the encryption key it is derived from, no backup opens.',
    fallback: undefined,
    shown: 'derived from the encryption key',
    secret: true,
    parse: encryptionKey,
  },
  PAO_BACKUP_KEEP: {
    sentence:
      'Backups that stay in the folder; older ones are deleted after the next has been verified.',
    fallback: '14',
    parse: whole(1, 10_000),
  },
} as const satisfies Record<string, Setting<unknown>>
