import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ApiKeys, openApiKeys } from '../src/identity/api-key.ts'
import { authenticate } from '../src/identity/authenticate.ts'
import { bootstrapHolder } from '../src/identity/bootstrap.ts'
import { namesOf, namesOfId } from '../src/identity/names.ts'
import { openBearers } from '../src/identity/oidc/bearer.ts'
import { hasRole, type Principal, roles } from '../src/identity/principal.ts'
import { digest, sameSecret } from '../src/identity/secret.ts'
import { openSessions, type Sessions } from '../src/identity/session.ts'
import { openTickets, type Tickets } from '../src/identity/ticket.ts'
import { createCipher } from '../src/store/cipher.ts'
import { openTestDatabase, type TestDatabase } from './database.ts'
import { dana } from './identity-fake.ts'

const deps = (bootstrapKey: string | undefined) => ({
  apiKeys: keys(),
  bearers: openBearers({ providers: [], now: () => now }),
  sessions: sessions(),
  tickets: tickets(),
  bootstrap: bootstrapHolder(bootstrapKey),
})

const tickets = (): Tickets => openTickets(opened())

const limits = { idleMs: 2 * 3_600_000, longestMs: 12 * 3_600_000 }
const cipher = createCipher(Buffer.alloc(32, 1))
const sessions = (): Sessions => openSessions({ ...opened(), cipher, limits })

const noon = Date.UTC(2026, 10, 23, 12)
const admin: Principal = {
  tenant: 'default',
  id: 'ada',
  email: 'ada@example.com',
  roles: ['admin'],
  teams: [],
  via: 'session',
}

let database: TestDatabase
let now = noon
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const opened = () => ({ db: database.db, now: () => now, log: pino({ level: 'silent' }) })
const keys = (): ApiKeys => openApiKeys(opened())

describe('an API key', () => {
  it('knows the person behind it, also when it was made by another key', async () => {
    const first = await keys().create(admin, { name: 'mine', roles: ['admin'] })
    const holder = await keys().holder(first.token)
    if (!holder) throw new Error('nobody holds it')

    const second = await keys().create(holder, { name: 'ci', roles: ['operator'] })

    const made = await keys().holder(second.token)
    const ada = { id: 'ada', email: 'ada@example.com' }
    expect([holder.person, made?.person]).toEqual([ada, ada])
    expect(first.key).not.toHaveProperty('person')
    expect(made && namesOf(made).names).toEqual(expect.arrayContaining(['ada', 'ada@example.com']))
    expect(await namesOfId(database.db, 'default', `key:${second.key.id}`)).toContain('ada')
  })

  it('lets its holder in with its roles and teams, and is stored as a hash only', async () => {
    const { key, token } = await keys().create(admin, {
      name: 'ci',
      roles: ['developer', 'operator'],
      teams: ['payments'],
    })

    const holder = await keys().holder(token)
    const rows = await database.db.selectFrom('api_key').selectAll().execute()

    expect(token).toMatch(/^pao_[0-9a-f]{16}_[\w-]{43}$/)
    expect(holder).toMatchObject({
      tenant: 'default',
      id: `key:${key.id}`,
      name: 'ci',
      roles: ['developer', 'operator'],
      teams: ['payments'],
      via: 'api-key',
    })
    expect(JSON.stringify(rows)).not.toContain(token.slice(21))
    expect(JSON.stringify(await keys().list(admin))).not.toContain(digest(token.slice(21)))
  })

  it('does not let in whoever changes a letter, the id, or the case', async () => {
    const { token } = await keys().create(admin, { name: 'a', roles: ['developer'] })
    const other = await keys().create(admin, { name: 'b', roles: ['admin'] })
    const swapped = other.token.slice(0, 21) + token.slice(21)

    const tries = [
      `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
      token.toUpperCase(),
      ` ${token}`,
      token.slice(0, -1),
      swapped,
      'pao_0000000000000000_'.padEnd(64, 'x'),
      '',
    ]
    const holders = await Promise.all(tries.map(async (one) => keys().holder(one)))

    expect(holders).toEqual(tries.map(() => undefined))
  })

  it('stops when revoked: here at once, elsewhere within five seconds', async () => {
    const [here, elsewhere] = [keys(), keys()]
    const { key, token } = await here.create(admin, { name: 'gone', roles: ['developer'] })
    await here.holder(token)
    await elsewhere.holder(token)

    await here.revoke(admin, key.id)
    const atOnce = await here.holder(token)
    now += 5_000
    const later = await elsewhere.holder(token)

    expect([atOnce, later]).toEqual([undefined, undefined])
    expect((await here.list(admin)).find(({ id }) => id === key.id)?.revokedAt).toBe(now - 5_000)
  })

  it('stops at its time', async () => {
    const { token } = await keys().create(admin, {
      name: 'short',
      roles: ['developer'],
      expiresAt: now + 1_000,
    })
    const shelf = keys()

    const before = await shelf.holder(token)
    now += 1_000
    const after = await shelf.holder(token)

    expect(before).toBeDefined()
    expect(after).toBeUndefined()
  })

  it('gets a new secret and the old one stops', async () => {
    const shelf = keys()
    const { key, token } = await shelf.create(admin, { name: 'turned', roles: ['developer'] })
    await shelf.holder(token)

    const turned = await shelf.rotate(admin, key.id)

    expect(turned.key.id).toBe(key.id)
    expect(await shelf.holder(turned.token)).toMatchObject({ id: `key:${key.id}` })
    expect(await shelf.holder(token)).toBeUndefined()
  })

  it('of another tenant cannot be seen, revoked or turned', async () => {
    const { key, token } = await keys().create(admin, { name: 'ours', roles: ['developer'] })
    const stranger = { ...admin, tenant: 'other' }

    await expect(keys().revoke(stranger, key.id)).rejects.toMatchObject({
      code: 'api_key.not_found',
    })
    await expect(keys().rotate(stranger, key.id)).rejects.toMatchObject({
      code: 'api_key.not_found',
    })
    expect(await keys().list(stranger)).toEqual([])
    expect(await keys().holder(token)).toBeDefined()
  })

  it('never holds more than its maker', async () => {
    const maker: Principal = { ...admin, roles: ['developer'], teams: ['a'] }

    const role = keys().create(maker, { name: 'x', roles: ['developer', 'admin'] })
    const team = keys().create(maker, { name: 'x', roles: ['developer'], teams: ['a', 'b'] })

    await expect(role).rejects.toMatchObject({
      code: 'auth.forbidden',
      facts: { roles: ['admin'] },
    })
    await expect(team).rejects.toMatchObject({ code: 'auth.forbidden', facts: { teams: ['b'] } })
  })

  it('that is held to parts of the API makes and turns none that may more', async () => {
    const held = { ...admin, scopes: ['identity:write', 'requests:read'] }
    const free = await keys().create(admin, { name: 'free', roles: ['developer'] })
    const make = (scopes?: string[]) =>
      keys().create(held, { name: 'x', roles: ['developer'], ...(scopes && { scopes }) })

    const made = await make(['requests:read', 'identity:read'])
    const refused = [
      make(),
      make(['requests:write']),
      make(['*:read']),
      keys().rotate(held, free.key.id),
    ]

    for (const one of refused) await expect(one).rejects.toMatchObject({ code: 'auth.forbidden' })
    const turned = await keys().rotate(held, made.key.id)
    expect(await keys().holder(turned.token)).toMatchObject({
      scopes: ['requests:read', 'identity:read'],
    })
    expect(await keys().holder(free.token)).not.toHaveProperty('scopes')
  })

  it('notes its last use about once a minute', async () => {
    const shelf = keys()
    const { key, token } = await shelf.create(admin, { name: 'used', roles: ['developer'] })
    const lastUse = async () =>
      (await shelf.list(admin)).find(({ id }) => id === key.id)?.lastUsedAt

    await shelf.holder(token)
    const first = now
    await expect.poll(lastUse).toBe(first)
    now += 30_000
    await shelf.holder(token)
    now += 31_000
    await shelf.holder(token)

    await expect.poll(lastUse).toBe(first + 61_000)
  })
})

describe('a ticket', () => {
  it('is taken once, whoever else tries at the same time', async () => {
    const { ticket } = await tickets().issue(admin)

    const taken = await Promise.all(Array.from({ length: 20 }, () => tickets().take(ticket)))

    expect(taken.filter((one) => one !== undefined)).toMatchObject([
      { id: 'ada', roles: ['admin'] },
    ])
  })

  it('may no more than the key it was made with', async () => {
    const { ticket } = await tickets().issue({ ...admin, scopes: ['requests:read'] })

    expect(await tickets().take(ticket)).toMatchObject({ scopes: ['requests:read'] })
  })

  it('is too old after half a minute', async () => {
    const { ticket } = await tickets().issue(admin)
    now += 30_000

    expect(await tickets().take(ticket)).toBeUndefined()
  })

  it('is no session, and a session is no ticket', async () => {
    const { ticket } = await tickets().issue(admin)
    const { id } = await sessions().start(dana)

    expect(await sessions().find(ticket)).toBeUndefined()
    expect(await tickets().take(id)).toBeUndefined()
  })
})

describe('saying who calls', () => {
  it('knows the bootstrap key as an admin', async () => {
    const found = await authenticate(deps('a-bootstrap-key-of-length'), {
      bearer: 'a-bootstrap-key-of-length',
    })

    expect(found).toMatchObject({ kind: 'caller', caller: { principal: { roles: ['admin'] } } })
  })

  it('knows nobody by an empty or missing bootstrap key', async () => {
    const answers = await Promise.all([
      authenticate(deps(undefined), { bearer: '' }),
      authenticate(deps(undefined), { bearer: 'undefined' }),
      authenticate(deps('a-bootstrap-key-of-length'), { bearer: 'a-bootstrap-key-of-lengtH' }),
    ])

    expect(answers).toEqual([{ kind: 'invalid' }, { kind: 'invalid' }, { kind: 'invalid' }])
  })

  it('tells nobody from somebody with bad credentials, and mends no bad token with a good cookie', async () => {
    const all = deps(undefined)
    const { id } = await all.sessions.start(dana)

    expect(await authenticate(all, {})).toEqual({ kind: 'nobody' })
    expect(await authenticate(all, { sessionId: id })).toMatchObject({
      kind: 'caller',
      caller: { principal: { id: 'corp:dana' }, csrf: expect.any(String) },
    })
    expect(await authenticate(all, { bearer: 'x', sessionId: id })).toEqual({ kind: 'invalid' })
    expect(await authenticate(all, { ticket: 'x', sessionId: id })).toEqual({ kind: 'invalid' })
  })
})

describe('roles', () => {
  it.each(roles)('an admin is also %s', (role) => {
    expect(hasRole(admin, [role])).toBe(true)
    expect(hasRole({ roles: [] }, [role])).toBe(false)
  })

  it('compares secrets of different lengths', () => {
    expect(sameSecret('a', 'a')).toBe(true)
    expect(sameSecret('a', 'aa')).toBe(false)
    expect(sameSecret('', 'a')).toBe(false)
  })
})
