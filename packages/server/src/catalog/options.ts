import { type Http, SecretUnavailable } from '@pao/connectors'
import type { Instant } from '@pao/core'
import { Problem } from '@pao/core'
import type { CatalogIndex, Choice, Datasource, Field, Viewer } from '@pao/core/catalog'
import { type Option, optionsIn } from './option-items.ts'
import type { ApiSource, OptionScope, Rendered } from './option-request.ts'
import { renderRequest, secretsIn } from './option-request.ts'
import type { ServedDocument } from './served.ts'
import type { SharedCache } from '#store/redis/sealed-cache.ts'

/** Choices of a field; empty with a message when their source is away. */
export type Options = { options: readonly Option[]; message?: string }

export type OptionDeps = {
  /** Whose people the choices are read for; left out = those of the only tenant. */
  tenant?: string
  http: Http
  now: () => Instant
  newId: () => string
  random: () => number
  scope: OptionScope
  /** Secrets wherever they are kept; left out = those of the scope are all. Throws while it cannot be told. */
  secretsOf?: (names: readonly string[]) => Promise<Readonly<Record<string, string>>>
  /** What other replicas read lately; left out = each reads for itself. */
  cache?: SharedCache
  /** Fulfilled instances of an item that the viewer may see, as plain facts. */
  instancesOf?(item: string, viewer: Viewer | undefined): Promise<readonly unknown[]>
}

export type OptionAsk = {
  answers: Readonly<Record<string, unknown>>
  index: CatalogIndex
  viewer?: Viewer
  environment?: string
  signal: AbortSignal
}

/** Answers kept at once, and for how long when the author does not say. */
const mostKept = 1_000
const usualTtlSeconds = 60
const timeoutMs = 5_000

type Kept = { until: Instant; options: Options }

/** Makes the reader of datasources; it remembers what remote systems said for their `cache_ttl`. */
export function createOptions(deps: OptionDeps) {
  const kept = new Map<string, Kept>()
  return async (entry: ServedDocument, id: string, ask: OptionAsk): Promise<Options> => {
    const field = entry.document.presentation.groups
      .flatMap((group) => group.fields)
      .find((one) => one.id === id)
    if (!field)
      throw new Problem('field.not_found', { item: entry.document.metadata.id, field: id })
    const { datasource } = field
    if (datasource?.type === 'api')
      return fromApi(deps, kept, { entry, field, source: datasource, ask })
    if (datasource?.type === 'reference') return fromReference(deps, datasource, ask)
    return plain(datasource?.options ?? field.validation?.enum ?? [])
  }
}

function plain(choices: readonly Choice[]): Options {
  return {
    options: choices.map((choice) =>
      typeof choice === 'object'
        ? { value: choice.value, label: choice.label }
        : { value: choice, label: String(choice) },
    ),
  }
}

async function fromReference(
  deps: OptionDeps,
  source: Extract<Datasource, { type: 'reference' }>,
  { index, viewer }: OptionAsk,
): Promise<Options> {
  if (source.list !== undefined) {
    const list = Object.hasOwn(index.lists, source.list) ? index.lists[source.list] : undefined
    return list ? plain(list) : { options: [], message: `There is no list named ${source.list}` }
  }
  const instances = await deps.instancesOf?.(source.item ?? '', viewer)
  if (!instances || instances.length === 0)
    return {
      options: [],
      message: `There is no ${source.item ?? 'service'} of yours to choose yet`,
    }
  return { options: optionsIn(instances, { ...source, value_field: source.value_field ?? 'id' }) }
}

type Call = { entry: ServedDocument; field: Field; source: ApiSource; ask: OptionAsk }

async function fromApi(deps: OptionDeps, kept: Map<string, Kept>, call: Call): Promise<Options> {
  const { field, source, entry, ask } = call
  const scope = await scopeFor(deps, source)
  if (!scope) return { options: [], message: away(field, 'its secret cannot be read now') }
  const rendered = renderRequest(source, {
    scope,
    document: entry.document,
    answers: ask.answers,
    ...(ask.environment !== undefined && { environment: ask.environment }),
    world: { now: deps.now(), newId: deps.newId, random: deps.random },
  })
  if (!rendered.ok) return { options: [], message: away(field, 'its address cannot be made yet') }
  const key = JSON.stringify([deps.tenant, entry.hash, field.id, rendered.value])
  const known = kept.get(key)
  if (known && known.until > deps.now()) return known.options
  const seconds = source.cache_ttl ?? usualTtlSeconds
  const others = seconds > 0 ? await readByOthers(deps, key) : undefined
  if (others) {
    keep(kept, key, others)
    return others.options
  }
  const options = await fetchOptions(deps.http, rendered.value, call)
  if (options.message !== undefined || seconds <= 0) return options
  const fresh = { until: deps.now() + seconds * 1000, options }
  keep(kept, key, fresh)
  deps.cache?.put('options', key, { text: () => JSON.stringify(fresh), seconds })
  return options
}

/** What another replica read of the very same source with the very same question, and until when it counts. */
async function readByOthers({ cache, now }: OptionDeps, key: string): Promise<Kept | undefined> {
  const text = await cache?.get('options', key)
  if (text === undefined) return undefined
  const found = JSON.parse(text) as Kept
  return found.until > now() ? found : undefined
}

/** Undefined while a secret it names cannot be looked up. */
async function scopeFor(
  { scope, secretsOf }: OptionDeps,
  source: ApiSource,
): Promise<OptionScope | undefined> {
  const names = secretsIn(source)
  if (names.length === 0 || !secretsOf) return scope
  try {
    return { ...scope, secrets: { ...scope.secrets, ...(await secretsOf(names)) } }
  } catch (error) {
    if (error instanceof SecretUnavailable) return undefined
    throw error
  }
}

function keep(kept: Map<string, Kept>, key: string, value: Kept): void {
  kept.delete(key)
  kept.set(key, value)
  const oldest = kept.keys().next()
  if (kept.size > mostKept && oldest.done !== true) kept.delete(oldest.value)
}

/** Whatever goes wrong out there, the form still stands: an empty list and a sentence. */
async function fetchOptions(
  http: Http,
  { url, headers }: Rendered,
  { field, source, ask }: Call,
): Promise<Options> {
  try {
    const answer = await http.send({
      method: 'GET',
      url,
      headers: { accept: 'application/json', ...headers },
      timeoutMs,
      signal: ask.signal,
    })
    if (answer.status !== 200)
      return { options: [], message: away(field, `the source answered ${answer.status}`) }
    return { options: optionsIn(answer.json(), source) }
  } catch (error) {
    const kind = error instanceof Error && 'kind' in error ? String(error.kind) : 'unreadable'
    return { options: [], message: away(field, reasons[kind] ?? 'its answer cannot be read') }
  }
}

const reasons: Readonly<Record<string, string>> = {
  timeout: 'the source does not answer in time',
  connection: 'the source cannot be reached',
  paced: 'its source is asked too often',
  egress_denied: 'the operator does not allow its source',
  too_large: 'the answer of its source is too large',
  invalid_request: 'its source cannot be asked',
  aborted: 'the question was called off',
}

function away(field: Field, why: string): string {
  return `The choices for ${field.name} are not available now: ${why}`
}
