import { isRecord, own, type Path } from './path.ts'
import { type FlatKeys, flatKeys, isFlatValue } from './schema/flat-config.ts'
import type { Memory } from './upgrade-memory.ts'
import { type ActionView, textOf } from './view.ts'

export type Mutable = Record<string, unknown>

/** Groups that v2 demands: they are made even when empty, so that what is missing is named. */
const demanded: Readonly<Record<string, readonly string[]>> = {
  'jira-ticket': ['ticket'],
  'rest-api': ['endpoint'],
  webhook: ['endpoint'],
  terraform: ['source'],
  'github-workflow': ['workflow'],
}

/** Sets one own property or list entry; a key that would reach the prototype is left out. */
export function put(target: unknown, key: string | number, value: unknown): void {
  if (typeof target !== 'object' || target === null || key === '__proto__') return
  ;(target as Mutable)[key] = value
}

/** Brings the flat config of a v1 action into the groups of v2, remembering where each value came from. */
export function upgradeConfig(view: ActionView, memory: Memory): void {
  const type = textOf(view.action.type) ?? ''
  const keys = own(flatKeys, type) as FlatKeys | undefined
  const config = own(view.action, 'config')
  if (!keys || !isRecord(config)) return
  const base = [...view.path, 'config']
  rememberFlatPlaces(keys, config, base, memory)
  const grouped: Mutable = {}
  for (const [key, value] of Object.entries(config)) {
    if (!isFlatValue(type, key, value)) {
      merge(grouped, key, value)
      continue
    }
    const place = keys[key] ?? [key]
    putAt(grouped, place, value)
    memory.moved([...base, ...place], [...base, key])
  }
  for (const group of own(demanded, type) as readonly string[]) {
    if (!Object.hasOwn(grouped, group)) grouped[group] = {}
  }
  finish(type, { grouped, config, base, memory, undoes: view.undoes !== undefined })
  put(view.action, 'config', grouped)
}

/** Also what is not written has a place: what v2 misses there is missing under its v1 name. */
function rememberFlatPlaces(
  keys: FlatKeys,
  config: Readonly<Record<string, unknown>>,
  base: Path,
  memory: Memory,
): void {
  for (const [key, place] of Object.entries(keys)) {
    if (place.length === 1 || isRecord(own(config, place[0] ?? ''))) continue
    memory.moved([...base, ...place], [...base, key])
  }
}

type Finishing = {
  grouped: Mutable
  config: Readonly<Record<string, unknown>>
  base: Path
  memory: Memory
  undoes: boolean
}

function finish(type: string, job: Finishing): void {
  if (type === 'rest-api' || type === 'webhook') finishBody(job)
  if (type === 'github-workflow') finishRepository(job)
  if (type === 'terraform') finishTerraform(job)
}

function finishBody({ grouped, config, base, memory }: Finishing): void {
  const template = own(config, 'body_template')
  if (typeof template !== 'string' || !isRecord(grouped.body)) return
  if (Object.hasOwn(grouped.body, 'type')) return
  grouped.body = { type: bodyType(config, template), ...grouped.body }
  memory.moved([...base, 'body', 'type'], [...base, 'body_template'])
}

/** What the content type says; without one, what the text looks like. */
function bodyType(config: Readonly<Record<string, unknown>>, template: string): string {
  const headers = own(config, 'headers')
  const pairs = isRecord(headers) ? Object.entries(headers) : []
  const content = textOf(pairs.find(([name]) => name.toLowerCase() === 'content-type')?.[1]) ?? ''
  if (content.includes('json')) return 'json'
  if (content.includes('xml')) return 'xml'
  if (content.includes('x-www-form-urlencoded')) return 'form'
  if (content !== '') return 'raw'
  const first = template.trimStart()[0] ?? ''
  if (first === '<') return 'xml'
  return first === '{' || first === '[' ? 'json' : 'raw'
}

function finishRepository({ grouped, base, memory }: Finishing): void {
  const { repository } = grouped
  if (typeof repository !== 'string') return
  const slash = repository.indexOf('/')
  grouped.repository =
    slash < 0
      ? { name: repository }
      : { owner: repository.slice(0, slash), name: repository.slice(slash + 1) }
  for (const key of ['owner', 'name']) {
    memory.moved([...base, 'repository', key], [...base, 'repository'])
  }
}

function finishTerraform({ grouped, config, base, memory, undoes }: Finishing): void {
  if (typeof own(config, 'repository') === 'string' && isRecord(grouped.source)) {
    grouped.source = { type: 'git', ...grouped.source }
    memory.moved([...base, 'source', 'type'], [...base, 'repository'])
  }
  const variables = own(grouped, 'variables')
  if (!undoes || !isRecord(variables) || variables.action !== 'destroy') return
  const { action: _, ...kept } = variables
  grouped.variables = kept
  merge(grouped, 'execution', { destroy: true })
  memory.moved([...base, 'execution', 'destroy'], [...base, 'variables', 'action'])
}

function putAt(target: Mutable, place: readonly string[], value: unknown): void {
  const [group = '', key] = place
  if (key === undefined) merge(target, group, value)
  else merge(target, group, { [key]: value })
}

function merge(target: Mutable, key: string, value: unknown): void {
  const before = own(target, key)
  put(target, key, isRecord(before) && isRecord(value) ? { ...before, ...value } : value)
}
