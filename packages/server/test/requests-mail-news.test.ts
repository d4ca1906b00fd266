import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Outcome } from '@pao/connectors'
import { openSessions } from '../src/identity/session.ts'
import { askException, decideException } from '../src/requests/calendar/exceptions.ts'
import { removeFreeze, setFreeze } from '../src/requests/calendar/freezes.ts'
import { cancel } from '../src/requests/control.ts'
import type { Requests } from '../src/requests/deps.ts'
import { submit } from '../src/requests/submit.ts'
import { mailNews } from '../src/requests/talk/mail-news.ts'
import { createCipher } from '../src/store/cipher.ts'
import { ann, itemOf, olga, openWorld, orderOf, person, type World } from './requests-world.ts'

type Mail = { channel: string; to: string[]; subject: string; message: string }

const eve = person('eve', ['operator'])
const none = { environments: [], items: [], categories: [], teams: [], owners: [] }
const closed = { ...itemOf('closed', [{ id: 'vm', type: 'noop', config: {} }]) }

let world: World
let other: Requests
let answer: Outcome = { kind: 'succeeded', outputs: {} }
const mails: Mail[] = []

beforeAll(async () => {
  const restricted = {
    ...closed,
    metadata: { ...closed.metadata, compliance: { data_classification: 'restricted' as const } },
  }
  world = await openWorld({
    items: [itemOf('vm', [{ id: 'vm', type: 'noop', config: {} }]), restricted],
    acts: {
      noop: () => ({ kind: 'succeeded', outputs: {} }),
      notification: (_context, config) => {
        mails.push(config as Mail)
        return answer
      },
    },
  })
  other = (await world.replica()).requests
  await signIn('olga', ['operator'], [])
  await signIn('rita', ['developer'], ['release'])
  await signIn('gone', ['operator'], [], true)
})
afterAll(() => world.close())
beforeEach(async () => {
  await mailNews(world.requests)
  mails.length = 0
  answer = { kind: 'succeeded', outputs: {} }
})

async function signIn(
  id: string,
  roles: readonly 'operator'[] | readonly 'developer'[],
  teams: string[],
  ends = false,
) {
  const { db } = world.database
  const sessions = openSessions({
    db,
    now: Date.now,
    log: world.requests.telemetry.log,
    cipher: createCipher(Buffer.alloc(32, 2)),
    limits: { idleMs: 3_600_000, longestMs: 3_600_000 },
  })
  const someone = {
    tenant: 'default',
    id,
    email: `${id}@example.com`,
    roles,
    teams,
    issuer: 'corp',
  }
  const { id: cookie } = await sessions.start(someone)
  if (ends) await sessions.end(cookie)
}

const query = (text: string, values: unknown[]) => world.database.pool.query(text, values)
const wish = <T>(principal: typeof ann, id: string, body: T) => ({ principal, id, body })

/** A resource of ann's, made by a completed request. */
async function resource(item: string, name: string): Promise<string> {
  const { id } = await submit(world.requests, ann, orderOf(item))
  await world.until(id, 'request_completed')
  await query(
    `insert into resource (tenant, request_id, type, name, made_at)
      values ('default', $1, 'vm', $2, now()) on conflict (tenant, request_id) do update set type = 'vm', name = $2`,
    [id, name],
  )
  await query(
    `insert into resource_look (tenant, resource_id, target, next_look_at) values ('default', $1, 'x', null)`,
    [id],
  )
  return id
}

const found = (id: string, state: string, driftedAt: Date | null) =>
  query(
    `update resource_look set state = $2, drifted_at = $3,
      differences = '[{"path":"$.size","expected":"canary-3","found":"canary-4"}]' where resource_id = $1`,
    [id, state, driftedAt],
  )

const freeze = (name: string, approvers: string[]) =>
  setFreeze(
    world.requests,
    { tenant: 'default', name, acting: { id: 'olga' } },
    {
      reason: 'Closing of the year',
      from: '2020-01-01',
      to: '2099-01-01',
      timezone: 'UTC',
      approvers,
      scope: { ...none, items: ['vm'] },
    },
  )
const thaw = (name: string) =>
  removeFreeze(world.requests, { tenant: 'default', name, acting: { id: 'olga' } })

describe('drift', () => {
  it('is mailed to who ordered it, once, without what differs', async () => {
    const id = await resource('vm', 'db-7')
    await found(id, 'drifted', new Date('2026-01-31T12:00:00Z'))
    await found(id, 'drifted', new Date('2026-01-31T12:00:00Z'))

    await Promise.all([mailNews(world.requests), mailNews(other)])
    await mailNews(world.requests)

    expect(mails).toHaveLength(1)
    expect(mails[0]).toMatchObject({
      channel: 'email',
      to: ['ann@example.com'],
      subject: 'db-7 is not as it was ordered',
    })
    expect(mails[0]?.message).toContain(`http://pao.test/resources/${id}`)
    expect(mails[0]?.message).not.toContain('canary')
  })

  it('is mailed again when it begins again, and not where it has ended meanwhile', async () => {
    const id = await resource('vm', 'db-8')
    await found(id, 'missing', new Date('2026-01-31T12:00:00Z'))
    await mailNews(world.requests)
    await found(id, 'in_sync', null)
    await found(id, 'drifted', new Date('2026-02-01T12:00:00Z'))
    await found(id, 'in_sync', null)
    await mailNews(world.requests)
    await found(id, 'drifted', new Date('2026-02-02T12:00:00Z'))
    await mailNews(world.requests)

    expect(mails.map(({ subject }) => subject)).toEqual([
      'db-8 is not there any more',
      'db-8 is not as it was ordered',
    ])
  })

  it('of restricted data names nothing that was answered or brought', async () => {
    const id = await resource('closed', 'canary-name')
    await found(id, 'drifted', new Date('2026-01-31T12:00:00Z'))

    await mailNews(world.requests)

    expect(mails.map(({ subject }) => subject)).toEqual(['*** is not as it was ordered'])
    expect(JSON.stringify(mails)).not.toContain('canary')
  })

  it('is tried again while mail is away, and only then', async () => {
    const id = await resource('vm', 'db-9')
    const away = { kind: 'failed', class: 'connection', code: 'mail.away', message: '' } as const
    answer = { ...away, retryable: true }
    await found(id, 'drifted', new Date('2026-01-31T12:00:00Z'))
    const soon = () => query('update news_notice set due_at = now() where request_id = $1', [id])

    await mailNews(world.requests)
    await mailNews(world.requests)
    await soon()
    answer = { ...away, retryable: false }
    await mailNews(world.requests)
    await soon()
    await mailNews(world.requests)

    expect(mails).toHaveLength(2)
    const { rows } = await query('select outcome from news_notice where request_id = $1', [id])
    expect(rows).toEqual([{ outcome: 'failed' }])
  })
})

/** An order of ann's that waits, with an exception asked for. */
async function asked(by = ann): Promise<string> {
  const { id } = await submit(world.requests, ann, orderOf('vm'))
  await askException(world.requests, wish(by, id, { reason: 'A customer waits' }))
  return id
}

describe('an exception', () => {
  it('is mailed to those the freeze names, by address, role or team, and not to who asked', async () => {
    await freeze('year-end', ['boss@example.com', 'operator', 'release', 'ann@example.com'])
    const id = await asked()

    await mailNews(world.requests)

    expect(mails.map(({ to }) => to.toSorted())).toEqual([
      ['boss@example.com', 'olga@example.com', 'rita@example.com'],
    ])
    expect(mails[0]?.message).toContain('Reason: A customer waits')
    expect(mails[0]?.message).toContain(`http://pao.test/requests/${id}`)
    await thaw('year-end')
  })

  it('is mailed to operators where the freeze names nobody, and to nobody once it does not wait', async () => {
    await freeze('open', [])
    await asked()
    const called = await asked()
    await cancel(world.requests, wish(ann, called, {}))

    await mailNews(world.requests)

    expect(mails.map(({ to }) => to)).toEqual([['olga@example.com']])
    await thaw('open')
  })

  it('is answered by mail to who ordered and who asked', async () => {
    await freeze('half', [])
    const [yes, no] = [await asked(olga), await asked()]
    await mailNews(world.requests)
    mails.length = 0
    const said = { comment: 'Only this one' }
    await decideException(world.requests, wish(eve, yes, { decision: 'approve', ...said }))
    await decideException(world.requests, wish(eve, no, { decision: 'reject' }))

    await mailNews(world.requests)

    expect(mails.map(({ to, subject }) => [to.toSorted().join(), subject])).toEqual(
      expect.arrayContaining([
        ['ann@example.com,olga@example.com', 'Item vm may begin now'],
        ['ann@example.com', 'Item vm waits on'],
      ]),
    )
    expect(mails.find(({ subject }) => subject.endsWith('now'))?.message).toContain('Only this one')
    await thaw('half')
  })
})
