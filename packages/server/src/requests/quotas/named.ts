import type { Fault } from '@pao/core'
import type { Demand, Prerequisite } from '@pao/core/catalog'
import { type AcceptedOrder, type CheckDeps, rendering } from '../ordered-along.ts'

/** More of anything than any quota can allow. */
const mostAmount = 1e12

type Named = { demands: readonly Demand[]; faults: readonly Fault[] }

/**
 * What the `quota-check` prerequisites of an item count an order as, with these answers. One that cannot be worked out is a
 * fault: nobody gets around a quota by a template that breaks.
 */
export function namedDemands(deps: CheckDeps, accepted: AcceptedOrder): Named {
  const { document } = accepted
  const checks = document.kind === 'CatalogItem' ? (document.fulfillment.prerequisites ?? []) : []
  const read = checks
    .filter(({ type }) => type === 'quota-check')
    .map((check) => demandOf(deps, accepted, check))
  return {
    demands: read.flatMap(({ demand }) => demand ?? []),
    faults: read.flatMap(({ fault }) => fault ?? []),
  }
}

function demandOf(
  deps: CheckDeps,
  accepted: AcceptedOrder,
  { config = {}, required = true }: Prerequisite,
): { demand?: Demand; fault?: Fault } {
  const read = (key: string, otherwise: unknown): unknown => {
    const written = config[key]
    if (written === undefined) return otherwise
    const { isOpen, value, faults } = rendering(deps, accepted, written)
    return isOpen || faults.length > 0 ? undefined : value
  }
  const resource = read('resource', accepted.document.metadata.id)
  const environment = read('environment', accepted.environment ?? '')
  const amount = amountIn(read('amount', 1))
  if (typeof resource !== 'string' || resource === '')
    return { fault: unclear('resource', 'a name') }
  if (typeof environment !== 'string' && environment !== null)
    return { fault: unclear('environment', 'one environment') }
  if (amount === undefined)
    return { fault: unclear('amount', `a number from 0 to ${mostAmount} with these answers`) }
  return { demand: { resource, environment: environment ?? '', amount, required } }
}

function amountIn(value: unknown): number | undefined {
  const isNumber = typeof value === 'number' || (typeof value === 'string' && value.trim() !== '')
  const amount = isNumber ? Number(value) : Number.NaN
  const isFit = Number.isFinite(amount) && amount >= 0 && amount <= mostAmount
  return isFit ? Math.round(amount * 1e6) / 1e6 : undefined
}

function unclear(key: string, wanted: string): Fault {
  return {
    code: 'quota.unclear',
    at: '/fields',
    message: `The quota-check of the item needs as ${key} ${wanted}`,
    hint: 'Check the answers it is worked out from, or ask the owner of the item',
  }
}
