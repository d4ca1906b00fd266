import type { Instant } from '../instant.ts'
import { formatDate, isoDateTime } from './date-format.ts'

/** Clock, ids and dice of one rendering; fixed ones make it reproducible. */
export type World = { now: Instant; newId(): string; random(): number }

/** The scope `system`, as the moment and place of a rendering make it. All times are UTC. */
export function systemScope(
  world: World,
  place: { region?: string; cluster?: string } = {},
): Readonly<Record<string, unknown>> {
  return {
    date: formatDate(world.now, 'YYYY-MM-DD'),
    time: formatDate(world.now, 'HH:mm:ss'),
    datetime: isoDateTime(world.now),
    unix_timestamp: Math.floor(world.now / 1000),
    uuid: world.newId(),
    region: place.region ?? null,
    cluster: place.cluster ?? null,
  }
}
