/** Anything with predecessors. */
export type Node = { readonly id: string; readonly after: readonly string[] }

/**
 * Predecessors before successors, otherwise in the given order. Of a circle the first member in the
 * given order comes first: the result always holds every node once.
 */
export function topological<N extends Node>(nodes: readonly N[]): readonly N[] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const seen = new Set<string>()
  const sorted: N[] = []
  for (const root of nodes) {
    const path: { node: N; next: number }[] = []
    const enter = (node: N | undefined): void => {
      if (!node || seen.has(node.id)) return
      seen.add(node.id)
      path.push({ node, next: 0 })
    }
    enter(root)
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const before = top.node.after[top.next]
      top.next += 1
      if (before !== undefined) enter(byId.get(before))
      else sorted.push((path.pop() ?? top).node)
    }
  }
  return sorted
}

/** The nodes in topological order without the edges that close a circle or lead nowhere. */
export function withoutCircles<N extends Node>(nodes: readonly N[]): readonly N[] {
  const placed = new Set<string>()
  return topological(nodes).map((node) => {
    const after = node.after.filter((id) => placed.has(id))
    placed.add(node.id)
    return after.length === node.after.length ? node : { ...node, after }
  })
}

/** Everything that comes before a node, directly or not; never the node itself. */
export function ancestors(nodes: readonly Node[], id: string): ReadonlySet<string> {
  const byId = new Map(nodes.map((node) => [node.id, node.after]))
  return reach(id, (from) => byId.get(from) ?? [])
}

/** Everything that comes after a node, directly or not; never the node itself. */
export function descendants(nodes: readonly Node[], id: string): ReadonlySet<string> {
  const followers = new Map<string, string[]>()
  for (const node of nodes)
    for (const before of node.after) {
      const known = followers.get(before)
      if (known) known.push(node.id)
      else followers.set(before, [node.id])
    }
  return reach(id, (from) => followers.get(from) ?? [])
}

function reach(id: string, next: (id: string) => readonly string[]): ReadonlySet<string> {
  const found = new Set<string>()
  const open = [id]
  for (let at = open.pop(); at !== undefined; at = open.pop())
    for (const neighbour of next(at))
      if (neighbour !== id && !found.has(neighbour)) {
        found.add(neighbour)
        open.push(neighbour)
      }
  return found
}
