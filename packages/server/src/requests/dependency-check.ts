import type { Fault } from '@pao/core'
import type { Prerequisite } from '@pao/core/catalog'
import { existingOrder } from './dependencies.ts'
import { type AcceptedOrder, type CheckDeps, rendering } from './ordered-along.ts'

type Checked = { faults: readonly Fault[]; warnings: readonly string[] }

/**
 * What the `dependency-check` prerequisites of an item find: each wants a completed request of another item by the same
 * person or team in the same environment. Unlike `depends_on` nothing is ordered along. Without one the order is refused;
 * where it is not `required`, only told.
 */
export async function checkDependencies(
  deps: CheckDeps,
  accepted: AcceptedOrder,
): Promise<Checked> {
  const { document } = accepted
  if (document.kind !== 'CatalogItem') return { faults: [], warnings: [] }
  const checks = (document.fulfillment.prerequisites ?? []).filter(
    ({ type }) => type === 'dependency-check',
  )
  const found = await Promise.all(checks.map((check) => lackOf(deps, accepted, check)))
  return {
    faults: found.flatMap(({ fault }) => fault ?? []),
    warnings: found.flatMap(({ warning }) => warning ?? []),
  }
}

async function lackOf(
  deps: CheckDeps,
  accepted: AcceptedOrder,
  { config = {}, required = true }: Prerequisite,
): Promise<{ fault?: Fault; warning?: string }> {
  const item = textIn(deps, accepted, config['item'])
  const version = textIn(deps, accepted, config['version'])
  if (item === undefined)
    return {
      fault: {
        code: 'dependency.unclear',
        at: '/fields',
        message: 'Which item this one needs cannot be told with these answers',
        hint: 'Ask the owner of the item',
      },
    }
  if (await existingOrder(deps, accepted, { item, version })) return {}
  const { environment } = accepted
  const where = environment === undefined ? '' : ` in ${environment}`
  const which = version === undefined ? item : `${item} ${version}`
  const message = `It needs ${which}${where}, which you or your team do not have yet`
  if (!required) return { warning: message }
  return { fault: { code: 'dependency.missing', at: '', message, hint: `Order ${item} first` } }
}

function textIn(deps: CheckDeps, accepted: AcceptedOrder, written: unknown): string | undefined {
  if (written === undefined) return undefined
  const { isOpen, value, faults } = rendering(deps, accepted, written)
  return !isOpen && faults.length === 0 && typeof value === 'string' && value !== ''
    ? value
    : undefined
}
