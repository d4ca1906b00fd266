import { Problem } from '@pao/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFilter, readPath } from '../src/identity/scim/filter.ts'
import { at, matches } from '../src/identity/scim/matches.ts'
import { applied, readOperations, type Resource } from '../src/identity/scim/patch.ts'
import { groupSpelling, readGroup, readUser, userSpelling } from '../src/identity/scim/people.ts'

const ann = {
  userName: 'Ann@example.com',
  active: true,
  name: { givenName: 'Ann', familyName: 'Arbor' },
  emails: [
    { value: 'ann@example.com', type: 'work', primary: true },
    { value: 'ann@home.example', type: 'home' },
  ],
}

const refusalOf = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    if (error instanceof Problem) return error.code
    throw error
  }
  return 'taken'
}

describe('a filter of SCIM (RFC 7644, 3.4.2.2)', () => {
  it.each([
    ['userName eq "ann@EXAMPLE.com"', true],
    ['USERNAME Eq "ann@example.com"', true],
    ['userName ne "bob"', true],
    ['userName sw "ann" and active eq true', true],
    ['userName sw "ann" and active eq false', false],
    ['userName sw "bob" or userName co "@example"', true],
    ['not (userName ew ".com")', false],
    ['title pr', false],
    ['name.familyName eq "Arbor"', true],
    ['emails[type eq "work" and value ew "example.com"]', true],
    ['emails[type eq "home"].value eq "ann@example.com"', false],
    ['urn:ietf:params:scim:schemas:core:2.0:User:userName eq "ann@example.com"', true],
    // "and" binds tighter than "or".
    ['userName eq "x" and active eq false or active eq true', true],
    ['active eq true or active eq true and userName eq "x"', true],
  ])('%s of Ann is %s', (text, expected) => {
    expect(matches(readFilter(text), ann)).toBe(expected)
  })

  it.each([
    '',
    'userName',
    'userName eq',
    'userName is "x"',
    'userName eq "x" and',
    '(userName eq "x"',
    'userName eq "x")',
    'userName eq x',
    'userName eq "x" userName eq "y"',
    'emails[type eq "work"',
    "userName eq 'x'",
    'userName eq "x\\"',
    'a.b.c eq "x"',
    `${'('.repeat(200)}a pr${')'.repeat(200)}`,
    `userName eq "${'x'.repeat(3_000)}"`,
  ])('is refused: %s', (text) => {
    expect(refusalOf(() => readFilter(text))).toMatch(/^scim[.]invalid_(filter|path)$/)
  })

  it('is read or refused, whatever it is, and never takes long', () => {
    const word = fc.constantFrom(
      'a',
      'eq',
      'and',
      'or',
      'not',
      '(',
      ')',
      '[',
      ']',
      '"x"',
      '.',
      'pr',
      '1',
    )
    const text = fc.oneof(
      fc.string(),
      fc.array(word, { maxLength: 200 }).map((all) => all.join(' ')),
    )

    fc.assert(
      fc.property(text, (filter) => {
        expect(refusalOf(() => readFilter(filter))).toMatch(/^(taken|scim[.].*)$/)
      }),
      { numRuns: 500 },
    )
  })
})

const after = (operations: object[], from: Resource = ann): Resource =>
  readOperations({ Operations: operations }).reduce<Resource>(
    (now, one) => applied(now, one, userSpelling),
    from,
  )

describe('a PATCH (RFC 7644, 3.5.2)', () => {
  it.each([
    ['Okta switches off', { op: 'replace', value: { active: false } }, 'active', false],
    ['Entra ID switches off', { op: 'Replace', path: 'active', value: 'False' }, 'active', false],
    ['a title is added', { op: 'add', path: 'title', value: 'Lead' }, 'attributes.title', 'Lead'],
    [
      'a part by its path',
      { op: 'replace', path: 'name.familyName', value: 'B' },
      'attributes.name.familyname',
      'B',
    ],
    [
      'a part by its key',
      { op: 'replace', value: { 'name.familyName': 'B' } },
      'attributes.name.familyname',
      'B',
    ],
    [
      'a part leaves the others',
      { op: 'replace', path: 'name', value: { givenName: 'A' } },
      'attributes.name.familyname',
      'Arbor',
    ],
    [
      'an attribute goes',
      { op: 'remove', path: 'displayName' },
      'attributes.displayname',
      undefined,
    ],
    [
      'of no attribute we keep',
      { op: 'add', path: 'phoneNumbers', value: [{ value: '1' }] },
      'active',
      true,
    ],
    [
      'of another schema',
      {
        op: 'add',
        path: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department',
        value: 'X',
      },
      'active',
      true,
    ],
  ])('%s', (_name, operation, path, expected) => {
    expect(at(readUser(after([operation])), path)).toEqual(expected)
  })

  it('changes, makes and removes the values that a filter names', () => {
    const work = after([
      { op: 'replace', path: 'emails[type eq "work"].value', value: 'a@new.example' },
    ])
    const other = after([
      { op: 'add', path: 'emails[type eq "other"].value', value: 'o@x.example' },
    ])
    const less = after([{ op: 'remove', path: 'emails[type eq "home"]' }])

    expect(readUser(work).attributes['emails']).toEqual([
      { value: 'a@new.example', type: 'work', primary: true },
      { value: 'ann@home.example', type: 'home' },
    ])
    expect(readUser(other).attributes['emails']).toContainEqual({
      value: 'o@x.example',
      type: 'other',
    })
    expect(readUser(less).attributes['emails']).toHaveLength(1)
  })

  it('has one primary address at most', () => {
    const { attributes } = readUser(
      after([
        {
          op: 'add',
          path: 'emails',
          value: [{ value: 'n@x.example', type: 'work', primary: true }],
        },
      ]),
    )

    expect(attributes['emails']).toEqual([
      { value: 'ann@example.com', type: 'work' },
      { value: 'ann@home.example', type: 'home' },
      { value: 'n@x.example', type: 'work', primary: true },
    ])
  })

  const [one, two, three] = [1, 2, 3].map((n) => `0198c5a4-8a10-7000-8000-00000000000${n}`)
  it.each([
    [
      'adds a member, once',
      { op: 'add', path: 'members', value: [{ value: three }, { value: one }] },
      [one, two, three],
    ],
    [
      'removes by a filter, as Okta does',
      { op: 'remove', path: `members[value eq "${one}"]` },
      [two],
    ],
    [
      'removes by a value, as Entra ID does',
      { op: 'Remove', path: 'members', value: [{ value: two }] },
      [one],
    ],
    ['removes all', { op: 'remove', path: 'members' }, []],
    ['replaces all', { op: 'replace', path: 'members', value: [{ value: three }] }, [three]],
    [
      'leaves them at a new name',
      { op: 'replace', value: { id: 'x', displayName: 'new' } },
      [one, two],
    ],
  ])('of a group %s', (_name, operation, expected) => {
    const group: Resource = { displayName: 'g', members: [{ value: one }, { value: two }] }
    const [read] = readOperations({ Operations: [operation] })
    if (!read) throw new Error('no operation')

    expect(readGroup(applied(group, read, groupSpelling)).members).toEqual(expected)
  })

  it.each([
    [{}, 'scim.invalid_syntax'],
    [{ Operations: [] }, 'scim.invalid_syntax'],
    [{ Operations: [{ op: 'move', path: 'a' }] }, 'scim.invalid_syntax'],
    [{ Operations: [{ op: 'add', path: 1, value: 2 }] }, 'scim.invalid_path'],
    [{ Operations: [{ op: 'add', path: 'a[b', value: 2 }] }, 'scim.invalid_path'],
    [{ Operations: [{ op: 'add', value: 'x' }] }, 'scim.invalid_value'],
    [{ Operations: [{ op: 'remove' }] }, 'scim.no_target'],
    [
      { Operations: Array.from({ length: 1_001 }, () => ({ op: 'remove', path: 'title' })) },
      'scim.invalid_value',
    ],
  ])('is refused: %j', (body, code) => {
    expect(refusalOf(() => readOperations(body))).toBe(code)
  })

  it('gives nothing a prototype', () => {
    const hostile = JSON.parse(
      '[{"op":"add","value":{"__proto__":{"active":false},"constructor":{"x":1}}}]',
    ) as object[]

    expect(refusalOf(() => readUser(after(hostile)))).toMatch(/^(taken|scim[.]invalid_path)$/)
    expect(Object.hasOwn(Object.prototype, 'active')).toBe(false)
  })

  it('reads a path with a filter and a part', () => {
    expect(readPath('emails[type eq "work"].value')).toEqual({
      name: 'emails',
      part: 'value',
      where: { kind: 'compare', path: 'type', operator: 'eq', value: 'work' },
    })
  })
})

describe('a person of a directory', () => {
  it.each([
    [{}, 'userName is required'],
    [{ userName: 1 }, 'userName must be a text'],
    [{ userName: 'x'.repeat(300) }, 'userName may be 255 characters at most'],
    [{ userName: 'a\u0000b' }, 'userName must hold no control characters'],
    [{ userName: 'a', active: 'maybe' }, 'active must be true or false'],
    [{ userName: 'a', name: 'Ann' }, 'name must be an object'],
    [
      { userName: 'a', emails: Array.from({ length: 21 }, (_, n) => ({ value: `${n}@x` })) },
      'emails may be 20 at most',
    ],
  ])('is refused: %j', (body, detail) => {
    expect(() => readUser(body)).toThrow(expect.objectContaining({ facts: { detail } }))
  })

  it('is kept by what is needed of it, whatever else is sent', () => {
    expect(
      readUser({ ...ann, phoneNumbers: [{ value: '1' }], password: 'secret', schemas: ['x'] }),
    ).toEqual({
      userName: 'Ann@example.com',
      active: true,
      attributes: { name: ann.name, emails: ann.emails },
    })
  })
})
