import { type Fault, Problem } from '@pao/core'
import { type Component, type Document, placeOf } from '@pao/core/catalog'
import { type PinnedOrder, type Plan, restrictionOf } from '@pao/core/engine'
import {
  compileConfig,
  configReferences,
  renderConfig,
  systemScope,
  type World,
} from '@pao/core/template'
import type { Principal } from '#identity/principal.ts'
import { acceptIn, environmentFaults, orderedIn } from './accept-in.ts'
import type { FoundItem, Requests } from './deps.ts'
import type { Requester } from './held.ts'
import { requestScope, unanswered, wrapped } from './scope.ts'

/** On whose behalf something is ordered. */
export type Asker = {
  /** Decides which items exist. */
  principal: Principal
  requester: Requester
  /** Teams whose completed requests may stand for a dependency. */
  teams: readonly string[]
  /** The team it counts for; the first of `teams` when left out. */
  team?: string
}

/** An order whose answers fit: what everything that is ordered along is looked up by. */
export type AcceptedOrder = {
  document: Document
  hash: string
  /** Answers; secret ones are left out. */
  fields: Readonly<Record<string, unknown>>
  secrets: Readonly<Record<string, unknown>>
  environment: string | undefined
  asker: Asker
}

export type CheckDeps = Pick<
  Requests,
  | 'db'
  | 'findItem'
  | 'environments'
  | 'options'
  | 'now'
  | 'newId'
  | 'random'
  | 'connectors'
  | 'surroundings'
  | 'secretsOf'
  | 'prices'
  | 'quotas'
  | 'calendars'
  | 'ownWays'
>

/** What a component or dependency orders, and what is wrong with it. */
export type Pin = { found: FoundItem; order: PinnedOrder } | { faults: readonly Fault[] }

/** The newest version the asker may see that fits; what may not be seen does not exist. */
export async function pin(
  deps: CheckDeps,
  { asker, environment }: AcceptedOrder,
  { item, version, at }: { item: string; version?: string | undefined; at: string },
): Promise<Pin> {
  try {
    const found = await deps.findItem(asker.principal, item, version)
    if (!found) return { faults: [{ code: 'item.not_found', at, message: `There is no ${item}` }] }
    const faults = environmentFaults(environment, {
      principal: asker.principal,
      document: found.document,
      named: deps.environments(asker.principal.tenant),
      at,
    })
    if (faults.length > 0) return { faults }
    const { metadata } = found.document
    const order = {
      item,
      name: metadata.name,
      version: metadata.version,
      hash: found.hash,
      ...restrictionOf(found.document),
    }
    return { found, order }
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'item.version_not_found') throw error
    const { served } = error.facts
    const known = typeof served === 'string' ? served : 'another version'
    const message = `${item} is at ${known}, which ${version ?? '*'} does not hold`
    return { faults: [{ code: error.code, at, message }] }
  }
}

/** A component with its item, and what of the answers it gives can be worked out now. */
export type Part = { id: string; found: FoundItem } & Known

type Pinned = {
  pins: ReadonlyMap<string, PinnedOrder>
  parts: readonly Part[]
  faults: readonly Fault[]
}

/** Every chosen component's item pinned, and its answers checked as far as they are known by now. */
export async function pinComponents(
  deps: CheckDeps,
  accepted: AcceptedOrder,
  components: readonly Component[],
): Promise<Pinned> {
  const pins = new Map<string, PinnedOrder>()
  const parts: Part[] = []
  const faults: Fault[] = []
  for (const { id, item, version, fields = {} } of components) {
    const pinned = await pin(deps, accepted, { item, version, at: placeOf(id) })
    if ('faults' in pinned) {
      faults.push(...pinned.faults)
      continue
    }
    const { found, order } = pinned
    pins.set(id, order)
    const given = answersOf(deps, accepted, { id, fields })
    faults.push(...given.faults, ...unfit(deps, accepted, { id, document: found.document, given }))
    parts.push({ id, found, known: given.known, open: given.open })
  }
  return { pins, parts, faults }
}

/**
 * What the plan's own `catalog-request` actions order. What cannot be found now is left open and looked
 * up when its turn comes: a condition may keep it from ever being ordered.
 */
export async function pinActions(
  deps: CheckDeps,
  accepted: AcceptedOrder,
  plan: Plan,
): Promise<ReadonlyMap<string, PinnedOrder>> {
  const pins = new Map<string, PinnedOrder>()
  for (const { id, type, config } of plan.actions) {
    const { item, version } = config
    if (type !== 'catalog-request' || typeof item !== 'string' || item.includes('{{')) continue
    if (typeof version === 'string' && version.includes('{{')) continue
    const range = typeof version === 'string' ? version : undefined
    const pinned = await pin(deps, accepted, { item, version: range, at: '' })
    if ('order' in pinned) pins.set(id, pinned.order)
  }
  return pins
}

type Answering = { id: string; fields: Readonly<Record<string, unknown>>; document: Document }

/** Names whose values exist only once the request runs. */
const later = new Set(['components', 'output', 'error'])

/** Answers by field: those that are `known`, and the names of those that only exist later. */
type Known = { known: Readonly<Record<string, unknown>>; open: ReadonlySet<string> }
type Given = Known & { faults: readonly Fault[] }

/** Faults of answers that can be worked out now, at the place of the component that gives them. */
export function answerFaults(
  deps: CheckDeps,
  accepted: AcceptedOrder,
  { document, ...giving }: Answering,
): readonly Fault[] {
  const given = answersOf(deps, accepted, giving)
  return [...given.faults, ...unfit(deps, accepted, { id: giving.id, document, given })]
}

function answersOf(
  deps: CheckDeps,
  accepted: AcceptedOrder,
  { id, fields }: Omit<Answering, 'document'>,
): Given {
  const open = new Set<string>()
  const known: Record<string, unknown> = {}
  const faults: Fault[] = []
  for (const [field, value] of Object.entries(fields)) {
    const rendered = rendering(deps, accepted, value)
    const at = placeOf(id, field)
    faults.push(...rendered.faults.map((message) => ({ code: 'template', at, message })))
    if (rendered.isOpen || rendered.faults.length > 0) open.add(field)
    else known[field] = rendered.value
  }
  return { known, open, faults }
}

type Giving = { id: string; document: Document; given: Given }

function unfit(
  deps: CheckDeps,
  accepted: AcceptedOrder,
  { id, document, given: { known, open } }: Giving,
): readonly Fault[] {
  const order = orderedIn(known, accepted.environment)
  const checked = acceptIn(document, order, { now: deps.now() }).accepted
  if (checked.ok) return []
  return checked.faults.flatMap((fault) => {
    const field = /^\/fields\/([^/]*)/.exec(fault.at)?.[1]
    if (field === undefined) return [{ ...fault, at: placeOf(id) }]
    const isCertain = Object.hasOwn(known, field) || open.size === 0 || isAlways(document, field)
    return open.has(field) || !isCertain ? [] : [{ ...fault, at: placeOf(id, field) }]
  })
}

/** Whether a field is asked whatever else is answered. */
function isAlways({ presentation }: Document, id: string): boolean {
  return presentation.groups.some(({ conditional, fields }) => {
    const field = fields.find((one) => one.id === id)
    return field !== undefined && field.conditional === undefined && conditional === undefined
  })
}

type Rendering = { isOpen: boolean; value?: unknown; faults: readonly string[] }

/** A template of an order as far as it can be worked out before the request exists. */
export function rendering(deps: CheckDeps, accepted: AcceptedOrder, template: unknown): Rendering {
  const compiled = compileConfig({ value: template })
  if (!compiled.ok) return { isOpen: false, faults: compiled.faults.map(({ message }) => message) }
  const here = deps.surroundings(accepted.asker.principal.tenant).secrets
  const isOpen = configReferences(compiled.value).some(
    ({ path: [root, name] }) =>
      later.has(root ?? '') ||
      (root === 'request' && (name === undefined || name === 'id')) ||
      // A secret that stands elsewhere is looked up when it is used.
      (root === 'secrets' && deps.secretsOf !== undefined && !Object.hasOwn(here, name ?? '')),
  )
  if (isOpen) return { isOpen, faults: [] }
  const world: World = { now: deps.now(), newId: deps.newId, random: deps.random }
  const scope = earlyScope(deps, accepted, world)
  const rendered = renderConfig(compiled.value, { scope, world })
  if (!rendered.ok) return { isOpen, faults: rendered.faults.map(({ message }) => message) }
  return { isOpen, value: Reflect.get(Object(rendered.value.value), 'value'), faults: [] }
}

/** What templates may read before the request exists. */
export function earlyScope(
  deps: Pick<CheckDeps, 'surroundings' | 'now'>,
  { document, fields, secrets, environment, asker }: AcceptedOrder,
  world: World,
): Record<string, unknown> {
  const surroundings = deps.surroundings(asker.principal.tenant)
  const fixed = {
    requester: asker.requester,
    environment: environment ?? null,
    createdAt: deps.now(),
  }
  return {
    ...requestScope({ key: { tenant: '', id: '<request id>' }, fixed }, document),
    fields: { ...unanswered(document), ...fields, ...wrapped(secrets) },
    system: systemScope(world, surroundings),
    env: surroundings.variables,
    secrets: wrapped(surroundings.secrets),
  }
}
