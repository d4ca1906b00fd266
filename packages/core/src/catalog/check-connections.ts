import { isRecord, own, type Path } from './path.ts'
import type { Sight } from './sight.ts'
import { restChecks } from './view.ts'

/** Connections that are for the items of some teams only, with these teams. */
export type BoundConnections = ReadonlyMap<string, readonly string[]>

/** Whether each connection an action names literally is open to the team that owns the item. */
export function checkConnections(sight: Sight, bound: BoundConnections | undefined): void {
  const team = own(own(sight.document.metadata, 'owner'), 'team')
  if (!bound || bound.size === 0 || typeof team !== 'string') return
  const configs = [
    ...sight.actions.map(({ action, path }) => ({ value: action.config, at: [...path, 'config'] })),
    ...restChecks(sight.document).map(({ settings, path }) => ({ value: settings, at: path })),
  ]
  for (const { value, at } of configs)
    for (const named of namesIn(value, at)) {
      const teams = bound.get(named.name)
      if (!teams || teams.some((one) => one.toLowerCase() === team.toLowerCase())) continue
      const message = `the connection ${named.name} is not for items of ${team}`
      sight.report('PAO1914', named.path, message, { found: named.name })
    }
}

type Named = { name: string; path: Path }

/** Every `connection: name` and `connection: {instance: name}`, at any level. */
function namesIn(value: unknown, path: Path): Named[] {
  if (Array.isArray(value)) return value.flatMap((one, n) => namesIn(one, [...path, n]))
  if (!isRecord(value)) return []
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = [...path, key]
    if (key !== 'connection') return namesIn(inner, at)
    const instance = own(inner, 'instance')
    if (typeof inner === 'string') return [{ name: inner, path: at }]
    return typeof instance === 'string' ? [{ name: instance, path: [...at, 'instance'] }] : []
  })
}
