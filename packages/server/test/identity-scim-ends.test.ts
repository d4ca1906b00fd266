import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openApiKeys } from '../src/identity/api-key.ts'
import { principalByEmail } from '../src/identity/names.ts'
import { openEndings } from '../src/identity/rights.ts'
import { admitted } from '../src/identity/scim/admit.ts'
import { openSessions } from '../src/identity/session.ts'
import { createCipher } from '../src/store/cipher.ts'
import { bearersOf, claimsAt, fakeProvider, issuerFrom, signed, signingKey } from './oidc-world.ts'
import { openScimWorld, type ScimWorld } from './scim-world.ts'

let world: ScimWorld
beforeAll(async () => {
  world = await openScimWorld()
})
afterAll(() => world.close())

const scim: ScimWorld['scim'] = (...call) => world.scim(...call)
const patched: ScimWorld['patched'] = (...call) => world.patched(...call)
const person: ScimWorld['person'] = (...call) => world.person(...call)
const group: ScimWorld['group'] = (...call) => world.group(...call)

const limits = { idleMs: 3_600_000, longestMs: 3_600_000 }
const keys = () => openApiKeys(world.deps)
const sessions = () =>
  openSessions({ ...world.deps, limits, cipher: createCipher(Buffer.alloc(32, 1)) })

const issuer = issuerFrom([
  'tenant: acme',
  'directory: { required: true }',
  'access:',
  '  - roles: [developer]',
  '  - { when: { scim.groups: admins }, roles: [operator], teams: [platform] }',
])
const signIn = (claims: object) => admitted(world.deps, issuer, { sub: 'nobody', ...claims })

/** Somebody with a session, a key and something open. */
async function living(externalId: string, email: string) {
  const who = {
    tenant: 'acme',
    id: `corp:${externalId}`,
    email,
    roles: ['developer'] as const,
    teams: [],
  }
  const session = await sessions().start({ ...who, issuer: 'corp' })
  const { token } = await keys().create(
    { ...session.principal, via: 'session' },
    { name: 'mine', roles: ['developer'] },
  )
  return { session: session.id, token, principal: session.principal }
}

const left = async ({ session, token }: { session: string; token: string }) => ({
  session: (await sessions().find(session)) !== undefined,
  key: (await keys().holder(token)) !== undefined,
})

describe('somebody whose rights are taken away (A75)', () => {
  it.each([
    [
      'switched off',
      (id: string) => patched(`Users/${id}`, { op: 'Replace', path: 'active', value: 'False' }),
    ],
    ['removed', (id: string) => scim('DELETE', `Users/${id}`)],
    [
      'replaced as inactive',
      (id: string) => scim('PUT', `Users/${id}`, { userName: crypto.randomUUID(), active: false }),
    ],
  ])('loses sessions and keys at once when %s, and nobody else does', async (_how, end) => {
    const externalId = crypto.randomUUID()
    const { id } = await person({ externalId })
    const [theirs, others] = [
      await living(externalId, 'a@x.example'),
      await living(crypto.randomUUID(), 'b@x.example'),
    ]

    await end(id)

    expect(await left(theirs)).toEqual({ session: false, key: false })
    expect(await left(others)).toEqual({ session: true, key: true })
  })

  it('is not let in again, by a sign-in or by an access token that is still good', async () => {
    const externalId = crypto.randomUUID()
    const { id } = await person({ externalId })
    const key = await signingKey('k1')
    const at = Date.now()
    const bearers = bearersOf(fakeProvider([key.jwk]), { now: at }, issuer, (one, claims) =>
      admitted(world.deps, one, claims),
    )
    const token = await signed(key, { ...claimsAt(at), sub: externalId })
    const before = await bearers.holder(token)

    await patched(`Users/${id}`, { op: 'replace', value: { active: false } })
    const later = bearersOf(fakeProvider([key.jwk]), { now: at + 2_001 }, issuer, (one, claims) =>
      admitted(world.deps, one, claims),
    )

    expect(before).toMatchObject({ id: `corp:${externalId}`, roles: ['developer'] })
    await expect(Promise.resolve(later.holder(token))).rejects.toMatchObject({
      code: 'auth.no_access',
    })
    expect(await signIn({ sub: externalId })).toBeUndefined()
  })

  it('is not let in at all where the directory must know everybody', async () => {
    expect(await signIn({ sub: 'never-told-of' })).toBeUndefined()
  })

  it('has the roles of its groups, and none that a token claims of itself', async () => {
    const externalId = crypto.randomUUID()
    const { id } = await person({ externalId })
    const before = await signIn({ sub: externalId, 'scim.groups': ['admins'] })
    await group('admins', [id])
    const after = await signIn({ sub: externalId })

    expect(before?.['scim.groups']).toEqual([])
    expect(after?.['scim.groups']).toEqual(['admins'])
  })

  it.each([
    [
      'leaves a group',
      (group_: string, id: string) =>
        patched(`Groups/${group_}`, { op: 'remove', path: `members[value eq "${id}"]` }),
    ],
    [
      'has its group renamed',
      (group_: string) =>
        patched(`Groups/${group_}`, {
          op: 'replace',
          path: 'displayName',
          value: crypto.randomUUID(),
        }),
    ],
    ['has its group removed', (group_: string) => scim('DELETE', `Groups/${group_}`)],
  ])('loses what it has when it %s', async (_how, change) => {
    const externalId = crypto.randomUUID()
    const { id } = await person({ externalId })
    const groupId = await group(crypto.randomUUID(), [id])
    const theirs = await living(externalId, 'c@x.example')

    await change(groupId, id)

    expect(await left(theirs)).toEqual({ session: false, key: false })
  })

  it('keeps what it has when it only joins a group', async () => {
    const externalId = crypto.randomUUID()
    const { id } = await person({ externalId })
    const groupId = await group(crypto.randomUUID(), [])
    const theirs = await living(externalId, 'd@x.example')

    await patched(`Groups/${groupId}`, { op: 'add', path: 'members', value: [{ value: id }] })

    expect(await left(theirs)).toEqual({ session: true, key: true })
  })

  it('is found by whatever it has signed in under', async () => {
    const byName = issuerFrom([
      'tenant: acme',
      'directory: { match: userName, claim: login }',
      'access: [{ roles: [developer] }]',
    ])
    const { id, name } = await person()
    await admitted(world.deps, byName, { sub: 'opaque-1', login: name.toUpperCase() })
    const theirs = await living('opaque-1', 'other@address.example')

    await patched(`Users/${id}`, { op: 'replace', path: 'active', value: false })

    expect(await left(theirs)).toEqual({ session: false, key: false })
  })

  it('decides nothing by a mail or a chat', async () => {
    const address = `${crypto.randomUUID()}@x.example`
    const { id } = await person({ emails: [{ value: address.toUpperCase() }] })
    const who = { tenant: 'acme', email: address, via: 'email' as const }
    const before = await principalByEmail(world.deps, who)

    await patched(`Users/${id}`, { op: 'replace', path: 'active', value: false })

    expect(before).toMatchObject({ email: address })
    await expect(principalByEmail(world.deps, who)).rejects.toMatchObject({
      code: 'auth.no_access',
    })
  })

  it('is told to every process, so that what it holds open is closed, and only that', async () => {
    const externalId = crypto.randomUUID()
    const { id } = await person({ externalId })
    const theirs = await living(externalId, 'e@x.example')
    const closed: string[] = []
    const told: (() => void)[] = []
    const endings = openEndings({
      ...world.deps,
      onError: () => undefined,
      every: (_ms, run) => (told.push(run), () => undefined),
    })
    endings.watch(theirs.principal, () => closed.push('theirs'))
    endings.watch({ ...theirs.principal, tenant: 'others' }, () => closed.push('another tenant'))
    endings.watch({ ...theirs.principal, id: 'corp:else' }, () => closed.push('somebody else'))

    await patched(`Users/${id}`, { op: 'replace', path: 'active', value: false })
    for (const look of told) look()
    await expect.poll(() => closed).toEqual(['theirs'])
  })
})
