import { ConnectionMissing, connectors } from '@pao/connectors'
import type { DryDeps } from '../src/requests/dry-run.ts'
import { timers } from '../src/timers.ts'

export const noon = Date.UTC(2026, 10, 23, 12)

/** Whatever is reached for through it was not to be reached for. */
function trap(what: string): { door: object; tried: string[] } {
  const tried: string[] = []
  const door = new Proxy(
    {},
    {
      get(_target, name) {
        tried.push(`${what}.${String(name)}`)
        throw new Error(`a dry run reached for ${what}.${String(name)}`)
      },
    },
  )
  return { door, tried }
}

function missing(name: string): never {
  throw new ConnectionMissing(`${name} is not set up`)
}

/** A room whose database and doors tell when they are touched; nothing is set up. */
export function trapped() {
  const db = trap('db')
  const doors = trap('outside')
  const outside = new Proxy(doors.door, {
    get: (door, name) =>
      name === 'connection' || name === 'secret' ? missing : Reflect.get(door, name),
  })
  const deps: DryDeps = {
    db: db.door as DryDeps['db'],
    outside: () => outside as ReturnType<DryDeps['outside']>,
    connectors,
    publicUrl: 'https://pao.example.com',
    timers,
    findItem: () => undefined,
    environments: () => [],
    options: () => Promise.resolve({ options: [] }),
    now: () => noon,
    calendars: {
      current: () =>
        Promise.resolve({
          freezes: () => [],
          closed: () => undefined,
          opening: (_about, at) => at,
        }),
      forget: () => undefined,
    },
    quotas: { current: () => Promise.resolve([]), forget: () => undefined },
    newId: () => '0197a0d0-0000-7000-8000-000000000000',
    random: () => 0.5,
    surroundings: () => ({
      variables: { PLATFORM_API_URL: 'https://platform.example.com' },
      secrets: { GITHUB_TOKEN: 'canary-5c0ffee' },
      region: '',
      cluster: '',
    }),
  }
  return { deps, tried: () => [...db.tried, ...doors.tried] }
}
