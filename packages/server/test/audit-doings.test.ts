import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openApiKeys } from '../src/identity/api-key.ts'
import { openSessions } from '../src/identity/session.ts'
import { openTickets } from '../src/identity/ticket.ts'
import { deleteSecret, setSecret } from '../src/outbound/secret-table.ts'
import { endAbsence, setAbsence } from '../src/requests/approvals/absence.ts'
import { switchAutomation } from '../src/requests/automation.ts'
import { cancel, remove, rollBack } from '../src/requests/control.ts'
import { removeLimit, setLimit } from '../src/requests/limits.ts'
import { retry } from '../src/requests/retry.ts'
import { submit } from '../src/requests/submit.ts'
import { createCipher } from '../src/store/cipher.ts'
import { createKeyRing } from '../src/store/key-ring.ts'
import { dana } from './identity-fake.ts'
import { ann, itemOf, olga, openWorld, orderOf, person, type World } from './requests-world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld({
    items: [
      itemOf('quick', [{ id: 'vm', type: 'noop', config: {} }]),
      itemOf('broken', [{ id: 'vm', type: 'bad', config: {}, retry: { attempts: 1 } }]),
    ],
    acts: {
      noop: () => ({ kind: 'succeeded', outputs: {} }),
      bad: () => ({
        kind: 'failed',
        retryable: false,
        class: 'permanent',
        code: 'no',
        message: 'No',
      }),
    },
  })
  await world.replica()
  await noted()
})
afterAll(() => world.close())

type Row = { action: string; actor: string; object_id: string; note: string | null; detail: object }

/** What was noted since the last look, oldest first. */
async function noted(): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    with gone as (delete from audit_pending returning *)
    select action, actor, object_id, note, detail from gone order by id`.execute(world.database.db)
  return rows
}
const doings = async () => (await noted()).map(({ actor, action }) => `${actor} ${action}`)
const acting = { id: 'olga', via: 'session', address: '10.1.2.3' }

describe('what people do with requests is noted in the same transaction', () => {
  it('ordering, and nothing of what the engine does after it', async () => {
    const { id } = await submit(world.requests, ann, orderOf('quick', { reason: 'for the demo' }))
    await world.until(id, 'request_completed')

    const rows = await noted()

    expect(rows.map(({ actor, action, object_id }) => [actor, action, object_id])).toEqual([
      ['ann', 'request.submitted', id],
    ])
    expect(rows[0]?.detail).toMatchObject({ event_seq: 1 })
  })

  it('cancelling with its reason, retrying, taking off the list', async () => {
    const { id } = await submit(world.requests, ann, orderOf('broken'))
    await world.until(id, 'request_failed')
    await retry(world.requests, { principal: olga, id, body: {} })
    await world.untilCount(id, 'request_failed', 2)
    await remove(world.requests, ann, id)
    const later = await submit(world.requests, ann, {
      ...orderOf('quick'),
      not_before: new Date(Date.now() + 3_600_000).toISOString(),
    })
    await cancel(world.requests, { principal: ann, id: later.id, body: { reason: 'not any more' } })

    const rows = await noted()

    expect(rows.map(({ actor, action }) => `${actor} ${action}`)).toEqual([
      'ann request.submitted',
      'olga request.retry_requested',
      'ann request.removed',
      'ann request.submitted',
      'ann request.cancel_requested',
    ])
    expect(rows.at(-1)?.note).toBe('not any more')
  })

  it('nothing where nothing was done', async () => {
    const { id } = await submit(world.requests, ann, orderOf('quick'))
    await world.until(id, 'request_completed')
    await noted()

    await expect(cancel(world.requests, { principal: ann, id, body: {} })).rejects.toMatchObject({
      code: 'request.ended',
    })
    await expect(
      rollBack(world.requests, { principal: person('bob', ['developer']), id, body: {} }),
    ).rejects.toMatchObject({ code: 'request.not_found' })

    expect(await noted()).toEqual([])
  })
})

describe('what operators and admins do is noted in the same transaction', () => {
  it('limits, with what they were set to', async () => {
    const wish = {
      tenant: 'default',
      key: { scope: 'item', name: 'quick' },
      by: 'olga',
      acting,
    } as const
    await setLimit(world.requests, wish, 3)
    await removeLimit(world.requests, wish)
    await removeLimit(world.requests, wish)

    const rows = await noted()

    expect(rows).toMatchObject([
      { action: 'limit.set', actor: 'olga', object_id: 'item/quick', detail: { most: 3 } },
      { action: 'limit.removed', actor: 'olga', object_id: 'item/quick' },
    ])
  })

  it('the automation switch', async () => {
    const off = { item: 'quick', wish: { off: true, reason: 'broken' } }
    await switchAutomation(world.requests, olga, off)
    await switchAutomation(world.requests, olga, { item: 'quick', wish: { off: false } })

    expect(await doings()).toEqual(['olga automation.off', 'olga automation.on'])
  })

  it('secrets, never their values', async () => {
    const { db } = world.database
    const deps = { db, ring: createKeyRing(Buffer.alloc(32, 1)), newId: () => crypto.randomUUID() }
    const wish = { tenant: 'default', name: 'TOKEN', by: 'olga' }
    await setSecret(deps, wish, 'first-canary')
    await setSecret(deps, { ...wish, by: 'ada' }, 'second-canary')
    await deleteSecret(deps, wish)

    const rows = await noted()

    expect(rows.map(({ actor, action }) => `${actor} ${action}`)).toEqual([
      'olga secret.set',
      'ada secret.ended',
      'ada secret.set',
      'olga secret.ended',
    ])
    expect(JSON.stringify(rows)).not.toContain('canary')
  })

  it('keys, and sessions but not their tickets', async () => {
    const { db } = world.database
    const deps = { db, now: () => Date.now(), log: world.requests.telemetry.log }
    const keys = openApiKeys(deps)
    const { key } = await keys.create(olga, { name: 'ci', roles: ['operator'] })
    await keys.rotate(olga, key.id)
    await keys.revoke(olga, key.id)
    await keys.revoke(olga, key.id)
    const cipher = createCipher(Buffer.alloc(32, 1))
    const limits = { idleMs: 3_600_000, longestMs: 3_600_000 }
    const sessions = openSessions({ ...deps, cipher, limits })
    const session = await sessions.start(dana)
    await openTickets(deps).issue(session.principal)
    await sessions.end(session.id)

    const rows = await noted()

    expect(rows.map(({ action }) => action)).toEqual([
      'api_key.created',
      'api_key.rotated',
      'api_key.revoked',
      'session.started',
      'session.ended',
    ])
    expect(rows[0]).toMatchObject({ actor: 'olga', object_id: key.id })
    expect(rows[3]).toMatchObject({ actor: 'corp:dana' })
  })

  it('absences', async () => {
    const until = Date.now() + 86_400_000
    await setAbsence(world.requests, ann, { from: Date.now(), until, deputy: 'bob@example.com' })
    await endAbsence(world.requests, ann)

    expect(await doings()).toEqual(['ann@example.com absence.set', 'ann@example.com absence.ended'])
  })
})
