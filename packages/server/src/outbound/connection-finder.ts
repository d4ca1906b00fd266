import { type Connection, ConnectionMissing } from '@pao/connectors'
import { isForTeam, teamsOf } from './teams.ts'

type Wanted = { type: string; name: string | undefined; team: string | undefined }

/**
 * Finds a connection for an action of an item of that team (left out = for ourselves): the named one of that type, or the
 * only one. Throws ConnectionMissing, also for one whose secret is `absent` and one that is kept for other teams.
 */
export function connectionFinder(
  connections: readonly Connection[],
  absent: ReadonlyMap<string, string> = new Map(),
): (type: string, name?: string, team?: string) => Connection {
  return (type, name, team) => {
    const [found, ...more] = candidates(connections, { type, name, team })
    if (!found)
      throw new ConnectionMissing(
        `There is no ${type} connection${name === undefined ? '' : ` named ${name}`}`,
      )
    if (more.length > 0)
      throw new ConnectionMissing(`There are several ${type} connections; the action must name one`)
    const lacks = absent.get(found.name)
    if (lacks === undefined) return found
    throw new ConnectionMissing(`The connection "${found.name}" cannot be used: ${lacks}`)
  }
}

/** The named one, or those that may be meant where none is named: the default, if there is one. */
function candidates(
  connections: readonly Connection[],
  { type, name, team }: Wanted,
): readonly Connection[] {
  const ofType = connections.filter((one) => one.type === type)
  const open = ofType.filter((one) => team === undefined || isForTeam(teamsOf(one), team))
  if (name === undefined) {
    const preferred = open.filter(({ settings }) => settings['default'] === true)
    return preferred.length > 0 ? preferred : open
  }
  const found = open.filter((one) => one.name === name)
  if (found.length > 0 || !ofType.some((one) => one.name === name)) return found
  throw new ConnectionMissing(
    `The connection "${name}" is not for items of the team ${team ?? ''}; the operator may open it to them`,
  )
}
