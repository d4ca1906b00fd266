import type { Connection } from '@pao/connectors'

/** Teams whose items may use a connection; undefined = those of all. */
export function teamsOf({ settings }: Pick<Connection, 'settings'>): readonly string[] | undefined {
  const { teams } = settings
  return Array.isArray(teams) ? teams.map(String) : undefined
}

/** Whether the items of a team may use what is kept for these; undefined = for all. */
export function isForTeam(teams: readonly string[] | undefined, team: string): boolean {
  return teams === undefined || teams.some((one) => one.toLowerCase() === team.toLowerCase())
}

/**
 * Teams of all connections that have this value as a secret; undefined = none has it, or one is for all teams. By the
 * value, so that a copy under another name is known too.
 */
export function teamsOfValue(
  connections: readonly Connection[],
  value: string,
): readonly string[] | undefined {
  const owners = connections.filter(({ secrets }) => Object.values(secrets).includes(value))
  const teams = owners.map(teamsOf)
  if (teams.length === 0 || teams.includes(undefined)) return undefined
  return [...new Set(teams.flatMap((one) => one ?? []))]
}

/** The connections that are for the items of some teams only, with these. */
export function boundConnections(
  connections: readonly Connection[],
): ReadonlyMap<string, readonly string[]> {
  return new Map(
    connections.flatMap((one) => {
      const teams = teamsOf(one)
      return teams ? [[one.name, teams] as const] : []
    }),
  )
}
