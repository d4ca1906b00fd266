import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startService, type Service } from '../src/compose.ts'
import { readConfig } from '../src/config.ts'
import { noteBackup } from '../src/store/backup-runs.ts'
import { createTelemetry } from '../src/telemetry.ts'
import { openTestDatabase, type TestDatabase } from './database.ts'
import { freePort, newKey, openDataDir } from './operate-world.ts'

let database: TestDatabase
let service: Service
let base: string
beforeAll(async () => {
  database = await openTestDatabase()
  const port = await freePort()
  const read = readConfig({
    PAO_DATABASE_URL: database.url,
    PAO_DATABASE_MIGRATE: 'off',
    PAO_DATA_DIR: await openDataDir(),
    PAO_ENCRYPTION_KEY: newKey(),
    PAO_ROLES: 'worker',
    PAO_WORKER_PORT: String(port),
    PAO_DEMO: 'off',
  })
  if (!read.ok) throw new Error(read.faults.join())
  service = await startService(
    read.config,
    createTelemetry({ level: 'silent', version: '1.2.3' }),
    '1.2.3',
  )
  base = `http://127.0.0.1:${port}`
})
afterAll(async () => {
  await service.stop()
  await database.close()
})

const figures = async (): Promise<string> => (await fetch(`${base}/metrics`)).text()

describe('a process that only works', () => {
  it('says whether it lives and is ready, and nothing else', async () => {
    const statuses = await Promise.all(
      ['/health/live', '/health/ready', '/health', '/api/v1/requests', '/'].map(
        async (path) => (await fetch(base + path)).status,
      ),
    )

    expect(service.url).toBe('')
    expect(statuses).toEqual([200, 200, 200, 404, 404])
  })

  it('counts what waits in the database at each look', async () => {
    const request = '018f0000-0000-7000-8000-000000000001'
    const before = await figures()
    await database.pool.query(
      `insert into action (tenant, request_id, action_id, state, fence, lease_until) values
        ('t', $1, 'a', 'unknown', 1, null),
        ('t', $1, 'b', 'running', 1, clock_timestamp() - interval '2 minutes'),
        ('t', $1, 'c', 'waiting', 1, null), ('t', $1, 'd', 'succeeded', 1, null)`,
      [request],
    )
    await database.pool.query(
      `insert into approval (tenant, request_id, action_id, digest, asked_at, open, asked, voted) values
        ('t', $1, 'c', 'x', now(), true, '{}', '{}'), ('t', $1, 'd', 'x', now(), true, '{}', '{}')`,
      [request],
    )
    await noteBackup(database.db, {
      id: request,
      file: 'a.paobackup',
      snapshotAt: 1_700_000_000_000,
      finishedAt: 1_700_000_060_000,
      bytes: 1,
      rowCount: 1,
    })

    const after = await figures()

    expect(before).toMatch(/^pao_actions_unknown 0$/m)
    expect(before).toMatch(/^pao_backup_last_timestamp_seconds 0$/m)
    expect(before).toMatch(/^pao_build_info\{version="1.2.3"\} 1$/m)
    expect(after).toMatch(/^pao_actions_unknown 1$/m)
    expect(after).toMatch(/^pao_approvals_waiting 1$/m)
    expect(after).toMatch(/^pao_backup_last_timestamp_seconds 1700000000$/m)
    expect(after).toMatch(/^pao_database_connections\{state="most"\} 20$/m)
    expect(after).toMatch(/^pao_queue_ready 0$/m)
  })
})
