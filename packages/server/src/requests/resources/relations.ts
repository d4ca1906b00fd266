import type { Principal } from '#identity/principal.ts'
import { getResource, readableOf, type Resource, type ResourceDeps } from './read.ts'

/** Which way is gone: both, to what needs it, to what it needs. */
export const directions = ['around', 'dependants', 'dependencies'] as const
export type Direction = (typeof directions)[number]

/** The resources that were come by, with the least number of steps to each, and how they hang together. */
export type Relations = {
  nodes: readonly (Resource & { steps: number })[]
  edges: readonly Edge[]
  /** False where there is more than is gone through. */
  complete: boolean
}

type Edge = { from: string; to: string; kind: string }

export const mostSteps = 10
const usualSteps = 2
/** Relations of one step, and resources in all. */
const mostEdges = 500
const mostNodes = 500

/**
 * What hangs together with a resource, as far as the asker may see it: nobody gets past what they may not see. Circles are
 * gone round once. Throws `resource.not_found`.
 */
export async function relationsOf(
  deps: ResourceDeps,
  principal: Principal,
  {
    id,
    direction = 'around',
    steps = usualSteps,
  }: { id: string; direction?: Direction; steps?: number },
): Promise<Relations> {
  await getResource(deps, principal, id)
  const nodes = new Map<string, Resource & { steps: number }>()
  for (const own of await readableOf(deps, principal, [id])) nodes.set(id, { ...own, steps: 0 })
  const edges = new Map<string, Edge>()
  let [front, isCut] = [[id], false]
  for (let step = 1; step <= steps && front.length > 0; step += 1) {
    const found = await edgesAt(deps, principal.tenant, { ids: front, direction })
    const ends = new Set(found.flatMap(({ from, to }) => [from, to]))
    const fresh = [...ends].filter((end) => !nodes.has(end))
    const seen = await readableOf(deps, principal, fresh)
    const room = mostNodes - nodes.size
    isCut ||= found.length >= mostEdges || seen.length > room
    for (const one of seen.slice(0, room)) nodes.set(one.id, { ...one, steps: step })
    for (const edge of found) edges.set(JSON.stringify(edge), edge)
    front = seen.slice(0, room).map((one) => one.id)
  }
  const isLast = front.length === 0
  return {
    nodes: [...nodes.values()].toSorted((one, other) => one.steps - other.steps),
    edges: [...edges.values()].filter(({ from, to }) => nodes.has(from) && nodes.has(to)),
    complete: !isCut && (isLast || !(await goesOn(deps, principal, { front, direction, nodes }))),
  }
}

type Onward = {
  front: readonly string[]
  direction: Direction
  nodes: ReadonlyMap<string, unknown>
}

/** Whether another step would come by something new that the asker may see. */
async function goesOn(
  deps: ResourceDeps,
  principal: Principal,
  { front, direction, nodes }: Onward,
): Promise<boolean> {
  const found = await edgesAt(deps, principal.tenant, { ids: front, direction })
  const fresh = new Set(
    found.flatMap(({ from, to }) => [from, to]).filter((end) => !nodes.has(end)),
  )
  return (await readableOf(deps, principal, [...fresh])).length > 0
}

/**
 * Edges at one of these. What is part of a whole is needed by the whole; all else is needed by what the edge begins at.
 * Served by the primary key and resource_relation_back.
 */
async function edgesAt(
  { db }: ResourceDeps,
  tenant: string,
  { ids, direction }: { ids: readonly string[]; direction: Direction },
): Promise<readonly Edge[]> {
  const rows = await db
    .selectFrom('resource_relation')
    .select(['from_id', 'to_id', 'kind'])
    .where('tenant', '=', tenant)
    .where((where) => {
      const [begins, ends] = [where('from_id', 'in', [...ids]), where('to_id', 'in', [...ids])]
      const [isPart, isNeed] = [where('kind', '=', 'part_of'), where('kind', '<>', 'part_of')]
      if (direction === 'around') return where.or([begins, ends])
      return direction === 'dependants'
        ? where.or([where.and([ends, isNeed]), where.and([begins, isPart])])
        : where.or([where.and([begins, isNeed]), where.and([ends, isPart])])
    })
    .orderBy('from_id')
    .orderBy('to_id')
    .limit(mostEdges)
    .execute()
  return rows.map((row) => ({ from: row.from_id, to: row.to_id, kind: row.kind }))
}
