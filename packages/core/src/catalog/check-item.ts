import { checkActions } from './check-actions.ts'
import { checkBundle } from './check-bundle.ts'
import { checkConditions } from './check-conditions.ts'
import { type BoundConnections, checkConnections } from './check-connections.ts'
import { checkFields, reportUnknownField } from './check-fields.ts'
import { checkLifecycle, checkPromise } from './check-lifecycle.ts'
import { checkWindows } from './check-windows.ts'
import type { Outside } from './check-names.ts'
import { checkReveals } from './check-reveals.ts'
import { checkRestricted } from './check-restricted.ts'
import { checkRollbacks } from './check-rollbacks.ts'
import { checkSecrets } from './check-secrets.ts'
import { checkTemplates } from './check-templates.ts'
import type { Validators } from './form/validators.ts'
import type { Instant } from '../instant.ts'
import { listOf, own, type Path } from './path.ts'
import type { ActionSchemas } from './schema/publish.ts'
import type { Sight } from './sight.ts'
import { isRange } from './versions.ts'

export type ItemChecks = Outside & {
  actionSchemas: ActionSchemas
  validators?: Validators | undefined
  now?: Instant | undefined
  categories: readonly string[]
  /** Left out = every connection is for all teams. */
  boundConnections?: BoundConnections | undefined
}

/** Every check of a v2 item or bundle that needs no other file. */
export function checkItem(sight: Sight, checks: ItemChecks): void {
  checkCategory(sight, checks.categories)
  checkFields(sight, checks.validators)
  checkConditions(sight)
  checkReloading(sight)
  checkRanges(sight)
  const flow = checkActions(sight)
  checkRollbacks(sight, checks.actionSchemas)
  checkReveals(sight)
  checkBundle(sight)
  checkTemplates(sight, flow, checks.actionSchemas, checks)
  checkBackend(sight)
  checkSecrets(sight)
  checkConnections(sight, checks.boundConnections)
  checkLifecycle(sight, checks.now)
  checkPromise(sight)
  checkWindows(sight)
  checkRestricted(sight)
}

function checkCategory(sight: Sight, categories: readonly string[]): void {
  const path = ['metadata', 'category']
  const category = own(sight.document.metadata, 'category')
  if (typeof category !== 'string' || sight.isWrong(path) || categories.includes(category)) return
  sight.report('PAO1904', path, `there is no category ${category}`, {
    found: category,
    near: { word: category, among: categories },
  })
}

function checkReloading(sight: Sight): void {
  for (const { field, path } of sight.fields) {
    for (const key of ['triggers', 'updates']) {
      const names = listOf(own(own(field, 'dependencies'), key))
      for (const [n, name] of names.entries()) {
        if (typeof name !== 'string' || sight.fieldById.has(name)) continue
        reportUnknownField(name, [...path, 'dependencies', key, n], sight)
      }
    }
  }
}

function checkRanges(sight: Sight): void {
  const check = (holder: unknown, path: Path) => {
    const range = own(holder, 'version')
    if (typeof range !== 'string' || range.includes('{{') || isRange(range)) return
    sight.report('PAO1313', [...path, 'version'], `${range} is no version range`, { found: range })
  }
  const fulfillment = sight.document.fulfillment
  for (const [n, one] of listOf(own(fulfillment, 'depends_on')).entries()) {
    check(one, ['fulfillment', 'depends_on', n])
  }
  for (const [n, one] of listOf(sight.document.components).entries()) check(one, ['components', n])
}

const kept = new Set(['postgresql', 'postgres', 'pg'])

function checkBackend(sight: Sight): void {
  const state = own(own(sight.document.fulfillment, 'automatic'), 'state_management')
  const backend = own(state, 'backend')
  if (typeof backend !== 'string' || kept.has(backend)) return
  const path = ['fulfillment', 'automatic', 'state_management', 'backend']
  sight.report('PAO1113', path, `${backend} is not used: PostgreSQL keeps the state`, {
    found: backend,
  })
}
