import type { Fault } from '@pao/core'
import type { Prerequisite } from '@pao/core/catalog'
import type { AcceptedOrder, CheckDeps } from './ordered-along.ts'
import { ruleHolds } from './rule-holds.ts'

type Checked = { faults: readonly Fault[]; warnings: readonly string[] }

/**
 * What the `policy` prerequisites of an item say to an order: its `rule` must hold with the answers, else the order is
 * refused in the words of the prerequisite; where it is not `required`, only told. One that cannot be worked out does not hold.
 */
export function checkPolicies(deps: CheckDeps, accepted: AcceptedOrder): Checked {
  const { document } = accepted
  const checks = document.kind === 'CatalogItem' ? (document.fulfillment.prerequisites ?? []) : []
  const broken = checks.filter(
    ({ type, config }) =>
      type === 'policy' && ruleHolds(deps, accepted, config?.['rule'] ?? false) !== true,
  )
  return {
    faults: broken.filter(({ required }) => required !== false).map(faultOf),
    warnings: broken.filter(({ required }) => required === false).map(textOf),
  }
}

function faultOf(check: Prerequisite): Fault {
  const hint = 'Change the answers it is about, or ask the owner of the item'
  return { code: 'policy.broken', at: '/fields', message: textOf(check), hint }
}

function textOf({ name, description }: Prerequisite): string {
  const what = [name, description].filter((text) => text !== undefined && text !== '').join(': ')
  return what === '' ? 'A policy of the item does not hold with these answers' : what
}
