import type { Result } from '@pao/core'
import { fail, ok } from '@pao/core'
import type { Datasource, Document } from '@pao/core/catalog'
import type { Escape, World } from '@pao/core/template'
import { parse, references, render, Secret, systemScope } from '@pao/core/template'

export type ApiSource = Extract<Datasource, { type: 'api' }>

/** What templates of a datasource may read besides the answers. */
export type OptionScope = {
  variables: Readonly<Record<string, string>>
  secrets: Readonly<Record<string, string>>
  region: string
  cluster: string
}

/** The call to make. Headers may hold secrets; it is never logged. */
export type Rendered = { url: string; headers: Readonly<Record<string, string>> }

type Surroundings = {
  scope: OptionScope
  document: Document
  answers: Readonly<Record<string, unknown>>
  environment?: string
  world: World
}

/** Only the operator's own variable may be the beginning of an address; it stands there unescaped. */
const leadingVariable = /^\s*\{\{\s*env\.[A-Za-z0-9_]+\s*\}\}/

/** Names of the secrets that endpoint and headers read. */
export function secretsIn({ endpoint, headers = {} }: ApiSource): readonly string[] {
  return [endpoint, ...Object.values(headers)].flatMap((text) => {
    const template = parse(text)
    if (!template.ok) return []
    return references(template.value).flatMap(({ path: [root, name] }) =>
      root === 'secrets' && name !== undefined ? [name] : [],
    )
  })
}

/** Fills the answers into endpoint and headers. Fails while an answer that is needed is missing. */
export function renderRequest(
  source: ApiSource,
  surroundings: Surroundings,
): Result<Rendered, string> {
  const scope = scopeOf(surroundings)
  const fill = (text: string, escape: Escape): string | undefined => {
    const template = parse(text)
    if (!template.ok) return undefined
    const rendered = render(template.value, { scope, world: surroundings.world, escape })
    return rendered.ok ? plainText(rendered.value.value) : undefined
  }
  const base = leadingVariable.exec(source.endpoint)?.[0] ?? ''
  const start = fill(base.trim(), 'none')
  const rest = fill(source.endpoint.slice(base.length), 'url')
  const headers = Object.entries(source.headers ?? {}).map(
    ([name, text]) => [name, fill(text, 'none')] as const,
  )
  if (start === undefined || rest === undefined || headers.some(([, value]) => value === undefined))
    return fail(['the templates of the datasource cannot be rendered'])
  return ok({
    url: `${start}${rest}`,
    headers: Object.fromEntries(headers.map(([name, value]) => [name, value ?? ''])),
  })
}

/** A list or map has no place in an address or header. */
function plainText(value: unknown): string | undefined {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
}

/** Every declared field is there, unanswered ones as null, so that none is an unknown name. */
function scopeOf({ scope, document, answers, environment, world }: Surroundings) {
  const declared = document.presentation.groups.flatMap((group) => group.fields)
  const fields = Object.fromEntries(
    declared.map(({ id }) => [id, Object.hasOwn(answers, id) ? answers[id] : null]),
  )
  const secrets = Object.fromEntries(
    Object.entries(scope.secrets).map(([name, value]) => [name, new Secret(value)]),
  )
  return {
    fields,
    metadata: document.metadata,
    header: document.metadata,
    env: scope.variables,
    secrets,
    system: systemScope(world, { region: scope.region, cluster: scope.cluster }),
    request: { environment: environment ?? null },
  }
}
