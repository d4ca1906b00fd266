import { expect, it } from 'vitest'
import { checkConnections } from './check-connections.ts'
import { sightOf } from './sight.ts'

const bound = new Map([['web-jira', ['team-web', 'operations']]])

/** What is said of an action's config in a document of a team. */
function found(team: string, config: object): string[] {
  const said: string[] = []
  const action = { id: 'a', type: 'jira-ticket', config }
  const document = {
    metadata: { owner: { team } },
    fulfillment: { manual: { actions: [action] } },
  }
  const sight = sightOf(document, [], (code, path) => void said.push(`${code} ${path.join('/')}`))
  checkConnections(sight, bound)
  return said
}

const at = 'fulfillment/manual/actions/0/config'

it.each([
  ['by name', { connection: 'web-jira' }, `${at}/connection`],
  ['by instance', { connection: { instance: 'web-jira' } }, `${at}/connection/instance`],
  ['deeper down', { source: [{ connection: 'web-jira' }] }, `${at}/source/0/connection`],
])('names a connection of another team as a fault, %s (A78)', (_how, config, place) => {
  expect(found('team-db', config)).toEqual([`PAO1914 ${place}`])
})

it.each([
  ['its own team', 'team-web', { connection: 'web-jira' }],
  ['a team it is open to', 'Operations', { connection: 'web-jira' }],
  ['a connection that is for all', 'team-db', { connection: 'jira' }],
  ['a name that is only known when it runs', 'team-db', { connection: '{{fields.site}}' }],
])('says nothing of %s', (_what, team, config) => {
  expect(found(team, config)).toEqual([])
})
