import type { Connection, HttpCall } from '@pao/connectors'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createChecker } from '../src/catalog/checker.ts'
import { connectionFinder } from '../src/outbound/connection-finder.ts'
import { readConnections } from '../src/outbound/connections.ts'
import { boundConnections, teamsOfValue } from '../src/outbound/teams.ts'
import { submit } from '../src/requests/submit.ts'
import { ann, itemOf, openWorld, orderOf, type World } from './requests-world.ts'

const jiraOf = (name: string, token: string, teams?: readonly string[]): Connection => ({
  name,
  type: 'jira',
  settings: { url: `https://${name}.example.com`, ...(teams && { teams }) },
  secrets: { token },
})
const own = jiraOf('own', 'token-of-team-db', ['team-db'])
const theirs = jiraOf('theirs', 'token-of-team-web', ['team-web', 'operations'])
const all = [own, theirs]

describe('a connection that is for the items of some teams', () => {
  const find = connectionFinder([...all, jiraOf('open', 'token-of-all')])

  it('is not found by name for another team (A78)', () => {
    expect(() => find('jira', 'theirs', 'team-db')).toThrow(
      'The connection "theirs" is not for items of the team team-db; the operator may open it to them',
    )
    expect(find('jira', 'theirs', 'Operations').name).toBe('theirs')
    expect(find('jira', 'open', 'anybody').name).toBe('open')
  })

  it('is taken where it is the only one a team may use, and is always there for ourselves', () => {
    const finder = connectionFinder(all)

    expect([finder('jira', undefined, 'team-db'), finder('jira', 'theirs')]).toEqual([own, theirs])
    expect(() => finder('jira', undefined, 'team-new')).toThrow('There is no jira connection')
  })

  it('is said so in the connections file', async () => {
    const text = 'connections:\n  hook: {type: webhook-in, source: generic, teams: [web]}\n'
    const wrong = text.replace('[web]', '[]')
    const secrets = { read: async () => undefined, placeOf: () => '' }

    const [read, refused] = [
      await readConnections(text, { secrets }),
      await readConnections(wrong, { secrets }),
    ]

    expect(read.ok && [...boundConnections(read.value)]).toEqual([['hook', ['web']]])
    expect(refused.ok).toBe(false)
  })

  it('is named as a fault of the catalog file that uses it', async () => {
    const checker = createChecker({
      now: () => 0,
      env: [],
      secrets: undefined,
      boundConnections: () => boundConnections(all),
    })
    const text = [
      'version: "2.0"',
      'kind: CatalogItem',
      'metadata: { id: x, name: X item, owner: { team: team-db } }',
      'fulfillment:',
      '  manual:',
      '    actions:',
      '      - { id: a, type: jira-ticket, config: { connection: { instance: theirs } } }',
      '      - { id: b, type: jira-ticket, config: { connection: { instance: own } } }',
    ].join('\n')

    const { diagnostics } = await checker(
      [{ path: 'catalog/x/x.yaml', text }],
      AbortSignal.timeout(20_000),
    )

    const faults = diagnostics.filter(({ code }) => code === 'PAO1914')
    expect(faults).toMatchObject([{ severity: 'error', line: 7, found: '"theirs"' }])
  })
})

describe('an item of another team', () => {
  const sent: HttpCall[] = []
  let world: World
  beforeAll(async () => {
    const find = connectionFinder(all)
    world = await openWorld({
      items: [
        itemOf('by-name', [{ id: 'a', type: 'use', config: { connection: 'theirs' } }]),
        itemOf('by-template', [{ id: 'a', type: 'use', config: { value: '{{secrets.COPY}}' } }]),
        itemOf('by-reference', [{ id: 'a', type: 'use', config: { token_ref: 'COPY' } }]),
        itemOf('by-list', [{ id: 'a', type: 'use', config: { token_ref: 'LISTED' } }]),
        itemOf('its-own', [{ id: 'a', type: 'use', config: { token_ref: 'OWN', any: true } }]),
      ],
      acts: {
        async use({ http, signal, ...context }, { connection, token_ref, any }) {
          const found = typeof connection === 'string' || any === true
          if (found) context.connection('jira', any === true ? undefined : String(connection))
          if (typeof token_ref === 'string') context.secret(token_ref)
          await http.send({ method: 'GET', url: 'https://own.example.com', signal })
          return { kind: 'succeeded', outputs: {} }
        },
      },
      secretsOf: async (_tenant, names) =>
        Object.fromEntries(
          Object.entries({
            COPY: 'token-of-team-web',
            OWN: 'token-of-team-db',
            LISTED: 'unlike-any-connection',
          }).filter(([name]) => names.includes(name)),
        ),
      teamsOf: ({ name, value }) => (name === 'LISTED' ? ['team-web'] : teamsOfValue(all, value)),
      outside: {
        connection: find,
        http: {
          async send(call) {
            sent.push(call)
            return { status: 200 } as never
          },
        },
      },
    })
    await world.replica()
  })
  afterAll(() => world.close())
  beforeEach(() => void (sent.length = 0))

  it.each([
    ['by-name', 'connection.missing', 'The connection "theirs" is not for items of'],
    ['by-template', 'secret.not_yours', 'Not for items of the team team-db: the secret COPY'],
    ['by-reference', 'secret.not_yours', 'Not for items of the team team-db: the secret COPY'],
    ['by-list', 'secret.not_yours', 'Not for items of the team team-db: the secret LISTED'],
  ])('gets neither connection nor secret of one, %s (A78)', async (item, code, message) => {
    const { id } = await submit(world.requests, ann, orderOf(item))
    const events = await world.until(id, 'request_failed')

    const failed = events.find(({ type }) => type === 'action_failed')?.event
    expect(failed).toMatchObject({ error: { code, message: expect.stringContaining(message) } })
    expect(sent).toEqual([])
  })

  it('uses what is its own', async () => {
    const { id } = await submit(world.requests, ann, orderOf('its-own'))
    await world.until(id, 'request_completed')

    expect(sent).toHaveLength(1)
  })
})
