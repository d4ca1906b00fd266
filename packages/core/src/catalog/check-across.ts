import { newPrecedence, type Precedence } from './action-order.ts'
import type { Inspected } from './check-file.ts'
import type { CatalogIndex, Environments } from './index-values.ts'
import { isRecord, listOf, own, type Path } from './path.ts'
import type { Sight } from './sight.ts'
import { textOf } from './view.ts'
import { isRange, satisfies } from './versions.ts'

type Catalog = {
  byId: ReadonlyMap<string, readonly Inspected[]>
  index: CatalogIndex
  environments: Environments
  precedence: Precedence
}

/** Checks what needs the other files: ids, items that are named, environments, lists. */
export function checkAcross(
  inspected: readonly Inspected[],
  index: CatalogIndex,
  environments: Environments,
): void {
  const readable = inspected.filter(({ kind }) => kind !== 'unreadable')
  const named = readable.filter((one) => idOf(one) !== undefined)
  const byId = Map.groupBy(named, (one) => idOf(one) ?? '')
  const catalog = { byId, index, environments, precedence: newPrecedence() }
  for (const [id, sharers] of byId) {
    if (sharers.length > 1) for (const one of sharers) reportShared(id, one, sharers)
  }
  for (const one of readable) {
    checkDependencies(one, catalog)
    checkComponents(one, catalog)
    checkOtherItems(one, catalog)
    checkEnvironments(one.sight, environments)
    checkSources(one.sight, catalog)
  }
}

function idOf({ sight }: Inspected): string | undefined {
  return textOf(own(sight.document.metadata, 'id'))
}

function reportShared(id: string, one: Inspected, sharers: readonly Inspected[]): void {
  const others = sharers.filter((other) => other !== one).map(({ file }) => file.path)
  one.report('PAO1901', ['metadata', 'id'], `${id} stands in ${others.join(', ')} as well`, {
    found: id,
  })
}

/** The item of that id, reported when there is none. */
function findItem(id: unknown, path: Path, sight: Sight, { byId }: Catalog): Inspected | undefined {
  if (typeof id !== 'string' || sight.isWrong(path) || id.includes('{{')) return undefined
  const found = byId.get(id)?.[0]
  if (!found) {
    sight.report('PAO1306', path, `there is no item ${id}`, {
      found: id,
      near: { word: id, among: byId.keys() },
    })
  }
  return found
}

function checkRange(target: Inspected, holder: unknown, path: Path, sight: Sight): void {
  const range = own(holder, 'version')
  const version = textOf(own(target.sight.document.metadata, 'version'))
  if (typeof range !== 'string' || version === undefined || !isRange(range)) return
  if (satisfies(version, range)) return
  sight.report('PAO1307', [...path, 'version'], `${idOf(target) ?? ''} is at ${version}`, {
    found: range,
    expected: `a range that holds ${version}`,
  })
}

function checkFieldsOf(target: Inspected, map: unknown, path: Path, sight: Sight): void {
  if (!isRecord(map) || target.sight.fields.length === 0) return
  for (const id of Object.keys(map)) {
    if (target.sight.fieldById.has(id)) continue
    sight.report('PAO1301', [...path, id], `${idOf(target) ?? 'that item'} has no field ${id}`, {
      found: id,
      side: 'key',
      near: { word: id, among: target.sight.fieldById.keys() },
    })
  }
}

function checkDependencies(one: Inspected, catalog: Catalog): void {
  const { sight } = one
  const self = idOf(one)
  const list = listOf(own(sight.document.fulfillment, 'depends_on'))
  for (const [n, dependency] of list.entries()) {
    const path = ['fulfillment', 'depends_on', n]
    const id = own(dependency, 'item')
    const target = findItem(id, [...path, 'item'], sight, catalog)
    if (!target || typeof id !== 'string' || self === undefined) continue
    checkRange(target, dependency, path, sight)
    checkFieldsOf(target, own(dependency, 'bind'), [...path, 'bind'], sight)
    addEdge(id, self, [...path, 'item'], { sight, precedence: catalog.precedence })
  }
}

type Edges = { sight: Sight; precedence: Precedence }

function addEdge(first: string, later: string, path: Path, { sight, precedence }: Edges): void {
  if (first === later) {
    sight.report('PAO1312', path, `${first} depends on itself`, { found: first })
  } else if (precedence.precedes(later, first)) {
    const circle = [...precedence.way(later, first), later].join(' is needed by ')
    sight.report('PAO1602', path, circle, { found: first })
  } else precedence.add(first, later)
}

function checkComponents(one: Inspected, catalog: Catalog): void {
  const { sight } = one
  const self = idOf(one)
  for (const [n, component] of listOf(sight.document.components).entries()) {
    const path = ['components', n]
    const id = own(component, 'item')
    const target = findItem(id, [...path, 'item'], sight, catalog)
    if (!target || typeof id !== 'string' || self === undefined) continue
    checkRange(target, component, path, sight)
    checkFieldsOf(target, own(component, 'fields'), [...path, 'fields'], sight)
    addEdge(id, self, [...path, 'item'], { sight, precedence: catalog.precedence })
  }
}

function checkOtherItems(one: Inspected, catalog: Catalog): void {
  const { sight } = one
  const { document } = sight
  const replacement = ['lifecycle', 'deprecation', 'replacement_service']
  const named = own(own(document.lifecycle, 'deprecation'), 'replacement_service')
  const self = idOf(one)
  if (self !== undefined && named === self) {
    sight.report('PAO1312', replacement, `${self} replaces itself`, { found: self })
  } else findItem(named, replacement, sight, catalog)
  for (const [n, check] of listOf(own(document.fulfillment, 'prerequisites')).entries()) {
    if (own(check, 'type') !== 'dependency-check') continue
    const path = ['fulfillment', 'prerequisites', n, 'config']
    const config = own(check, 'config')
    const target = findItem(own(config, 'item'), [...path, 'item'], sight, catalog)
    if (target) checkRange(target, config, path, sight)
  }
}

function checkEnvironments(sight: Sight, environments: Environments): void {
  if (environments.length === 0) return
  const ids = environments.map(({ id }) => id)
  const check = (name: unknown, path: Path, side: 'key' | 'value' = 'value') => {
    if (typeof name !== 'string' || ids.includes(name)) return
    sight.report('PAO1310', path, `there is no environment ${name}`, {
      found: name,
      side,
      near: { word: name, among: ids },
    })
  }
  const { metadata, fulfillment } = sight.document
  const seen = listOf(own(own(metadata, 'visibility'), 'environments'))
  for (const [n, name] of seen.entries()) check(name, ['metadata', 'visibility', 'environments', n])
  const overrides = own(fulfillment, 'environments')
  for (const name of isRecord(overrides) ? Object.keys(overrides) : []) {
    check(name, ['fulfillment', 'environments', name], 'key')
  }
  const way = listOf(own(own(fulfillment, 'promotion'), 'path'))
  for (const [n, name] of way.entries()) check(name, ['fulfillment', 'promotion', 'path', n])
}

function checkSources(sight: Sight, catalog: Catalog): void {
  const lists = Object.keys(catalog.index.lists)
  for (const { field, path } of sight.fields) {
    const source = own(field, 'datasource')
    if (own(source, 'type') !== 'reference') continue
    const place = [...path, 'datasource']
    findItem(own(source, 'item'), [...place, 'item'], sight, catalog)
    const list = own(source, 'list')
    if (typeof list !== 'string' || lists.includes(list)) continue
    sight.report('PAO1311', [...place, 'list'], `there is no list ${list}`, {
      found: list,
      near: { word: list, among: lists },
    })
  }
}
