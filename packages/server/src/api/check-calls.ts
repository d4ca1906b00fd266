import { fail, type Instant, ok, Problem, type Result } from '@pao/core'
import {
  type ActionSchemas,
  type Beside,
  type CatalogIndex,
  checkBeside,
  checkFile,
  type Diagnostic,
  hasErrors,
  itemSchema,
  type SchemaVersion,
  toJsonSchema,
  toUiSchema,
  visibleFields,
  withDefaults,
} from '@pao/core/catalog'
import {
  compileConfig,
  configCalls,
  type ConfigFault,
  configReferences,
  person,
  renderConfig,
  Secret,
  systemScope,
} from '@pao/core/template'
import type { CheckCalls, TemplateOutcome, TemplateSample, TenantViewer } from './deps.ts'

export type CheckDeps = {
  actionSchemas: ActionSchemas
  now: () => Instant
  newId: () => string
  random: () => number
  /** What templates read as `{{env.*}}`. */
  variables: Readonly<Record<string, string>>
  /** Names of what a tenant's documents read as `{{secrets.*}}`, undefined = any; a sample never sees a value. */
  secretNames: (tenant: string) => readonly string[] | undefined
  /** Categories of the catalog that is served; undefined = not known yet. */
  categories?: (tenant: string) => readonly string[] | undefined
  /** The catalog as somebody may see it; undefined = it is not there yet. Left out = documents are checked alone. */
  beside?: (viewer: TenantViewer) => Beside | undefined
  /** What the catalog sets for items that leave it open; left out = nothing. */
  settings?: (tenant: string) => CatalogIndex
}

/** The names under which the schemas are published, the last part of their `$id`. */
const schemas = {
  'catalog-item-1.0.json': '1.0',
  'catalog-item-2.0.json': '2.0',
  'catalog-bundle-2.0.json': 'bundle',
  'catalog-index.json': 'index',
  'environments.json': 'environments',
} as const satisfies Record<string, SchemaVersion>

type SchemaName = keyof typeof schemas

/** Checks of documents, forms and templates: core's own functions, so that a check cannot differ from a run. */
export function createChecks(deps: CheckDeps): CheckCalls {
  const options = (tenant: string) => ({
    actionSchemas: deps.actionSchemas,
    now: deps.now(),
    env: Object.keys(deps.variables),
    secrets: deps.secretNames(tenant),
    categories: deps.categories?.(tenant),
  })
  const check = (text: string, path: string, tenant: string) =>
    checkFile({ path, text }, options(tenant))
  const read = (text: string, tenant: string) => {
    const { document, diagnostics } = check(text, 'document.yaml', tenant)
    if (!document) throw new Problem('document.invalid', {}, diagnostics.map(toFault))
    return { document, diagnostics }
  }
  return {
    document(text, path, viewer) {
      const beside = deps.beside?.(viewer)
      const { diagnostics } = beside
        ? checkBeside({ path, text }, options(viewer.tenant), beside)
        : check(text, path, viewer.tenant)
      return { valid: !hasErrors(diagnostics), diagnostics }
    },

    read(text, tenant) {
      const { document } = read(text, tenant)
      return deps.settings ? withDefaults(document, deps.settings(tenant)) : document
    },

    form(text, answers, tenant) {
      const { document, diagnostics } = read(text, tenant)
      return {
        schema: toJsonSchema(document),
        uiSchema: toUiSchema(document),
        visible: visibleFields(document, answers),
        diagnostics,
      }
    },

    template: (sample) => renderSample(deps, sample),

    schemaNames: Object.keys(schemas),

    schema: (name) => itemSchema(deps.actionSchemas, schemas[name as SchemaName], '2020-12'),
  }
}

function toFault({ code, path, message, mend, line, column }: Diagnostic) {
  return {
    code,
    at: '/document',
    message: `${path || 'document'} (${line}:${column}): ${message}`,
    hint: mend,
  }
}

function renderSample(deps: CheckDeps, sample: TemplateSample): Result<TemplateOutcome> {
  const compiled = compileConfig(sample.template)
  if (!compiled.ok) return fail(compiled.faults.map(placed))
  const world = { now: deps.now(), newId: deps.newId, random: deps.random }
  const references = configReferences(compiled.value)
  const named = references.flatMap(({ path: [root, name] }) =>
    root === 'secrets' && name !== undefined ? [name] : [],
  )
  const names = deps.secretNames(sample.user.tenant) ?? named
  const scope = scopeOf({ ...deps, names }, sample)
  const rendered = renderConfig(compiled.value, { scope, world })
  if (!rendered.ok) return fail(rendered.faults.map(placed))
  const paths = references.map(({ path }) => path.join('.'))
  return ok({
    value: rendered.value.redacted,
    references: [...new Set(paths)],
    functions: [...new Set(configCalls(compiled.value).map(({ name }) => name))],
  })
}

type SampleDeps = CheckDeps & { names: readonly string[] }

function scopeOf(deps: SampleDeps, { fields, output, environment, user }: TemplateSample) {
  const world = { now: deps.now(), newId: deps.newId, random: deps.random }
  return {
    fields,
    output,
    env: deps.variables,
    secrets: Object.fromEntries(deps.names.map((name) => [name, new Secret('***')])),
    system: systemScope(world),
    request: {
      id: deps.newId(),
      timestamp: new Date(deps.now()).toISOString(),
      environment: environment ?? null,
      user: person({ id: user.id, email: user.email, ...(user.name && { name: user.name }) }),
    },
    metadata: {},
    header: {},
    error: null,
  }
}

function placed({ code, pointer, message, hint, at }: ConfigFault) {
  return {
    code,
    at: `/template${pointer}`,
    message: `${message} (${at.line}:${at.column})`,
    ...(hint !== undefined && { hint }),
  }
}
