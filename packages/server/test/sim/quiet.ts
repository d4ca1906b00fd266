import type { Requests } from '../../src/requests/deps.ts'

/** Does nothing and says nothing. */
export function nothing(): undefined {
  return undefined
}

/** Nobody in the simulation is reached through the doors of a real process. */
export function noWay(): never {
  throw new Error('Nobody but the remote is outside')
}

/** Telemetry that nobody reads. */
export const silentTelemetry: Requests['telemetry'] = {
  log: { debug: nothing, info: nothing, warn: nothing, error: nothing } as never,
  requestSubmitted: nothing,
  requestEnded: nothing,
  attemptEnded: nothing,
  outcomeStale: nothing,
  leaseLost: nothing,
  slaNoted: nothing,
  actionEscalated: nothing,
  limitsSeen: nothing,
  resourceLooked: nothing,
  resourceDrifted: nothing,
}

/** What surrounds a room besides its database, its clock and its catalog. */
export const bareSurroundings = {
  environments: () => [],
  options: async () => ({ options: [] }),
  outside: () => ({
    http: { send: noWay },
    mail: { send: noWay },
    tcp: { probe: noWay },
    sql: { ask: noWay },
    connection: noWay,
    secret: noWay,
  }),
  surroundings: () => ({ variables: {}, secrets: {}, region: 'local', cluster: 'local' }),
  publicUrl: 'http://pao.test',
} satisfies Partial<Requests>
