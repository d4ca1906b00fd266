import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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

describe('SCIM', () => {
  it('answers in its own media type and tells what it can do', async () => {
    const config = await scim('GET', 'ServiceProviderConfig')
    const types = await scim('GET', 'ResourceTypes')
    const schema = await scim('GET', 'Schemas/urn:ietf:params:scim:schemas:core:2.0:User')

    expect(config).toMatchObject({ status: 200, type: 'application/scim+json' })
    expect(config.json).toMatchObject({ patch: { supported: true }, filter: { maxResults: 200 } })
    expect(types.json).toMatchObject({
      totalResults: 2,
      Resources: [{ id: 'User' }, { id: 'Group' }],
    })
    expect(schema.json['attributes']).toContainEqual(
      expect.objectContaining({ name: 'userName', required: true }),
    )
    expect(await scim('GET', 'Schemas/none')).toMatchObject({ status: 404 })
  })

  it('takes somebody in, finds them, and tells where they stand', async () => {
    const { id, name } = await person({
      name: { givenName: 'Ann' },
      phoneNumbers: [{ value: '1' }],
    })

    const { json, status } = await scim('GET', `Users/${id}`)

    expect(status).toBe(200)
    expect(json).toMatchObject({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      id,
      userName: name,
      active: true,
      name: { givenName: 'Ann' },
      groups: [],
      meta: { resourceType: 'User', location: `http://localhost:8080/api/v1/scim/v2/Users/${id}` },
    })
    expect(json).not.toHaveProperty('phoneNumbers')
  })

  it('refuses in its own form: a name that is taken, whatever its case, and what is not there', async () => {
    const { name } = await person()

    const taken = await scim('POST', 'Users', { userName: name.toUpperCase() })
    const none = await scim('GET', 'Users/0198c5a4-8a10-7000-8000-00000000dead')

    expect(taken).toMatchObject({ status: 409, type: 'application/scim+json' })
    expect(taken.json).toMatchObject({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      status: '409',
      scimType: 'uniqueness',
    })
    expect(none.json).toMatchObject({ status: '404' })
  })

  it.each([
    ['Users', { active: true }, 'invalidValue'],
    ['Users', [], 'invalidSyntax'],
    ['Groups', { displayName: 'x', members: [{ value: 'nobody' }] }, 'invalidValue'],
    [
      'Groups',
      { displayName: 'y', members: [{ value: '0198c5a4-8a10-7000-8000-00000000dead' }] },
      'invalidValue',
    ],
  ])('refuses to make of %s %j', async (path, body, scimType) => {
    expect(await scim('POST', path, body)).toMatchObject({
      status: 400,
      json: { scimType, status: '400' },
    })
  })

  it.each([
    ['userName eq "f-one@find.example"', 1],
    ['userName eq "F-ONE@find.example" and active eq true', 1],
    ['externalId eq "F1"', 1],
    ['externalId eq "f1"', 0],
    ['userName sw "f-"', 2],
    ['userName co "@find" and not (active eq true)', 1],
    ['emails[type eq "work"].value eq "ONE@work.example"', 1],
    ['emails.value ew "@work.example"', 1],
    ['displayName eq "one" or displayName eq "two"', 2],
    ['name.familyName pr and userName sw "f-"', 0],
    ['userName eq "\' or 1=1 --"', 0],
    ['userName sw "%"', 0],
  ])('finds by %s', async (filter, expected) => {
    await scim('POST', 'Users', {
      userName: 'f-one@find.example',
      externalId: 'F1',
      displayName: 'One',
      emails: [{ value: 'one@work.example', type: 'work' }],
    })
    await scim('POST', 'Users', {
      userName: 'f-two@find.example',
      externalId: 'F2',
      displayName: 'Two',
      active: false,
    })

    const { json } = await scim('GET', `Users?filter=${encodeURIComponent(filter)}`)

    expect(json['totalResults']).toBe(expected)
    expect(json['Resources']).toHaveLength(expected)
  })

  it.each([
    'password eq "x"',
    'userName gt "a"',
    'active eq "yes"',
    'id eq 5',
    'members eq "x"',
    'userName eq',
  ])('refuses to look by %s', async (filter) => {
    const { status, json } = await scim('GET', `Users?filter=${encodeURIComponent(filter)}`)

    expect({ status, scimType: json['scimType'] }).toEqual({
      status: 400,
      scimType: 'invalidFilter',
    })
  })

  it('turns pages from 1, and counts all of them', async () => {
    const all = await scim('GET', 'Users?count=1000', undefined, 'pages')
    for (const n of [1, 2, 3]) await scim('POST', 'Users', { userName: `page-${n}` }, 'pages')

    const second = await scim('GET', 'Users?startIndex=2&count=1', undefined, 'pages')
    const none = await scim('GET', 'Users?startIndex=-3&count=0', undefined, 'pages')

    expect(all.json).toMatchObject({ totalResults: 0, Resources: [] })
    expect(second.json).toMatchObject({
      totalResults: 3,
      startIndex: 2,
      itemsPerPage: 1,
      Resources: [{ userName: 'page-2' }],
    })
    expect(none.json).toMatchObject({
      totalResults: 3,
      startIndex: 1,
      itemsPerPage: 0,
      Resources: [],
    })
  })

  it('leaves out what is not asked for', async () => {
    const { id } = await person()
    const { json } = await scim('GET', `Users/${id}?attributes=userName`)
    const lean = await scim('GET', `Groups/${await group('lean', [id])}?excludedAttributes=members`)

    expect(Object.keys(json)).toEqual(['schemas', 'id', 'userName', 'meta'])
    expect(lean.json).not.toHaveProperty('members')
  })

  it('keeps groups with their members, both ways', async () => {
    const [first, second] = [await person(), await person()]
    const id = await group('both-ways', [first.id])

    await patched(`Groups/${id}`, { op: 'add', path: 'members', value: [{ value: second.id }] })
    await patched(`Groups/${id}`, { op: 'remove', path: `members[value eq "${first.id}"]` })

    const { json } = await scim(
      'GET',
      `Groups?filter=${encodeURIComponent(`members.value eq "${second.id}"`)}`,
    )
    expect(json['Resources']).toMatchObject([
      { id, members: [{ value: second.id, display: second.name }] },
    ])
    expect((await scim('GET', `Users/${second.id}`)).json['groups']).toMatchObject([
      { value: id, display: 'both-ways' },
    ])
    expect((await scim('GET', `Users/${first.id}`)).json['groups']).toEqual([])
  })

  it('frees a name when somebody is removed, and finds them no more', async () => {
    const { id, name } = await person()

    expect(await scim('DELETE', `Users/${id}`)).toMatchObject({ status: 204 })
    expect(await scim('GET', `Users/${id}`)).toMatchObject({ status: 404 })
    expect(await scim('DELETE', `Users/${id}`)).toMatchObject({ status: 404 })
    expect(await scim('POST', 'Users', { userName: name })).toMatchObject({ status: 201 })
  })

  it.each(['Users', 'Groups'])('knows nothing of %s by an id that is none', async (path) => {
    const calls = [
      scim('GET', `${path}/%E2%9A%88`),
      scim('PUT', `${path}/x`, { userName: 'x', displayName: 'x' }),
      patched(`${path}/x`, { op: 'remove', path: 'title' }),
      scim('DELETE', `${path}/x`),
    ]

    expect((await Promise.all(calls)).map(({ status }) => status)).toEqual([404, 404, 404, 404])
  })

  it('is for admins by a key that may, and shows a tenant its own people alone', async () => {
    const { id } = await person()
    const other = await scim('GET', `Users/${id}`, undefined, 'others')
    const list = await scim('GET', 'Users', undefined, 'others')
    const dev = await scim('GET', 'Users', undefined, 'dev')
    const nobody = await world.app.inject({ url: '/api/v1/scim/v2/Users' })

    expect([other.status, list.json['totalResults'], dev.status, nobody.statusCode]).toEqual([
      404, 0, 403, 401,
    ])
    expect(dev.json['schemas']).toEqual(['urn:ietf:params:scim:api:messages:2.0:Error'])
  })

  it('notes every change in the audit, in its transaction', async () => {
    const { id } = await person()
    await patched(`Users/${id}`, { op: 'replace', path: 'title', value: 'Lead' })
    await patched(`Users/${id}`, { op: 'replace', path: 'active', value: false })
    await scim('PUT', `Users/${id}`, { userName: 'again@example.com', active: true })
    await scim('DELETE', `Users/${id}`)
    const notes = await world.database.db
      .selectFrom('audit_pending')
      .select(['action', 'actor'])
      .where('object_id', '=', id)
      .orderBy('id')
      .execute()

    expect(notes.map(({ action }) => action)).toEqual(
      ['created', 'changed', 'deactivated', 'activated', 'removed'].map(
        (did) => `directory.user_${did}`,
      ),
    )
    expect(new Set(notes.map(({ actor }) => actor))).toEqual(new Set(['key:acme']))
  })
})
