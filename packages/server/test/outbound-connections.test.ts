import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { connectionFinder } from '#outbound/connection-finder.ts'
import { readConnections } from '#outbound/connections.ts'
import { environmentSecrets } from '#outbound/secrets.ts'

const secrets = environmentSecrets(() => ({ JIRA_TOKEN: 's3cret', EMPTY: '' }))

const good = `connections:
  company-jira:
    type: jira
    url: https://jira.example.test
    email: pao@example.test
    token_ref: JIRA_TOKEN
  mail:
    type: smtp
    host: mail.example.test
    from: pao@example.test
`

async function faultsOf(text: string) {
  const read = await readConnections(text, { secrets })
  return read.ok ? [] : read.faults
}

describe('the connections file', () => {
  it('gives connections with their defaults, secrets apart from settings', async () => {
    const read = await readConnections(good, { secrets })

    expect(read).toEqual({
      ok: true,
      value: [
        {
          name: 'company-jira',
          type: 'jira',
          settings: {
            url: 'https://jira.example.test',
            email: 'pao@example.test',
            flavor: 'cloud',
          },
          secrets: { token: 's3cret' },
        },
        {
          name: 'mail',
          type: 'smtp',
          settings: expect.objectContaining({ host: 'mail.example.test', port: 587 }),
          secrets: {},
        },
      ],
    })
  })

  it('puts its own connections before the given ones of the same name', async () => {
    const given = { type: 'jira', settings: {}, secrets: {} }
    const defaults = [
      { ...given, name: 'mail' },
      { ...given, name: 'other' },
    ]

    const read = await readConnections(good, { secrets, defaults })

    const named = read.ok ? read.value.map((one) => `${one.name} ${one.type}`) : []
    expect(named).toEqual(['other jira', 'company-jira jira', 'mail smtp'])
  })

  it.each(['', 'connections:', 'connections: {}'])('may be without any: %j', async (text) => {
    const faults = await faultsOf(text === '' ? 'connections:' : text)

    expect(faults).toEqual([])
  })

  it('lists every fault with its line', async () => {
    const faults = await faultsOf(`connections:
  "Bad Name":
    type: jira
    url: ftp://x
  b:
    type: nonsense
  c:
    type: smtp
    host: h
    from: pao@example.test
    port: 99999
    hots: x
    password_ref: NOT_THERE
  d: 7
other: 1
`)

    const lines = faults.map((fault) => Number(/^line (\d+):/.exec(fault.message)?.[1]))
    expect(lines.toSorted((a, b) => a - b)).toEqual([2, 4, 6, 11, 12, 13, 14, 15])
  })

  it('refuses a secret written in clear, tells where it belongs and does not repeat it', async () => {
    const text = good.replace('token_ref: JIRA_TOKEN', 'token: abc123secret')

    const faults = await faultsOf(text)

    expect(faults).toEqual([
      expect.objectContaining({ hint: expect.stringContaining('token_ref: <NAME>') }),
    ])
    expect(JSON.stringify(faults)).not.toContain('abc123secret')
  })

  it('takes an empty secret for none', async () => {
    const faults = await faultsOf(good.replace('JIRA_TOKEN', 'EMPTY'))

    expect(faults.map((fault) => fault.code)).toEqual(['connections.secret_missing'])
  })

  it.each(['- a', '7', 'connections: []', 'connections: [', 'a: &a 1\nb: *a'])(
    'refuses %j',
    async (text) => {
      const faults = await faultsOf(text)

      expect(faults.length).toBeGreaterThan(0)
    },
  )
})

const one = (name: string, type: string) => ({ name, type, settings: {}, secrets: {} })

const vault = (more: string) => `connections:
  main: { type: vault, url: 'https://vault.example.test', auth: kubernetes, role: pao, ${more} }
`

describe('secrets of connections', () => {
  it('in a file are read at each use, for a token there rotates', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pao-connections-'))
    const file = join(folder, 'token')
    writeFileSync(file, 'first\n')
    const read = await readConnections(vault(`jwt_file: ${file}`), { secrets })
    const find = connectionFinder(read.ok ? read.value : [])

    const before = find('vault').secrets['jwt']
    writeFileSync(file, 'second')
    const after = find('vault').secrets['jwt']
    rmSync(folder, { recursive: true })

    expect([before, after]).toEqual(['first', 'second'])
    expect(() => find('vault').secrets['jwt']).toThrow(/jwt_file/)
  })

  it('in a file that cannot be read are a fault', async () => {
    const [fault] = await faultsOf(vault('jwt_file: /nowhere/token'))

    expect(fault).toMatchObject({
      code: 'connections.file_unreadable',
      at: '/connections/main/jwt_file',
    })
  })

  it('that may come later leave the others usable, and say where they were looked for', async () => {
    const absent = new Map<string, string>()
    const text = good.replace('JIRA_TOKEN', 'LATER')
    const read = await readConnections(text, {
      secrets,
      absent: (name, message) => absent.set(name, message),
    })
    const find = connectionFinder(read.ok ? read.value : [], absent)

    expect(find('smtp').name).toBe('mail')
    expect(() => find('jira')).toThrow(/LATER, which is not set; .*PAO_SECRET_LATER/)
  })

  it('and rates may be set for any type, within bounds', async () => {
    const rated = good.replace('type: jira', 'type: jira\n    calls_per_minute: 60')
    const read = await readConnections(rated, { secrets })
    const [fault] = await faultsOf(rated.replace(': 60', ': 0'))

    expect(read).toMatchObject({ value: [{ settings: { calls_per_minute: 60 } }, {}] })
    expect(fault).toMatchObject({ at: '/connections/company-jira/calls_per_minute' })
  })
})

describe('finding a connection', () => {
  it('takes the named one, or the only one of its type', () => {
    const find = connectionFinder([one('a', 'jira'), one('b', 'jira'), one('c', 'smtp')])

    expect([find('jira', 'b').name, find('smtp').name]).toEqual(['b', 'c'])
  })

  it('finds the one that is the default where none is named', () => {
    const preferred = { ...one('b', 'jira'), settings: { default: true } }
    const find = connectionFinder([one('a', 'jira'), preferred])

    expect([find('jira').name, find('jira', 'a').name]).toEqual(['b', 'a'])
  })

  it.each([
    ['jira', undefined, /several/],
    ['jira', 'c', /no jira connection named c/],
    ['slack', undefined, /no slack connection/],
  ])('refuses %s %s', (type, name, message) => {
    const find = connectionFinder([one('a', 'jira'), one('b', 'jira'), one('c', 'smtp')])

    expect(() => find(type, name)).toThrow(message)
  })
})
