import { own } from './path.ts'
import type { ActionSchemas } from './schema/publish.ts'
import type { Sight } from './sight.ts'
import { textOf } from './view.ts'

/**
 * A rollback that is switched on and names no action is left to the connector; of those types only
 * some can undo by themselves (their schema says `x-pao-compensates`).
 */
export function checkRollbacks(sight: Sight, schemas: ActionSchemas): void {
  for (const { action, path } of sight.actions) {
    const rollback = own(action, 'rollback')
    const type = textOf(own(action, 'type'))
    if (own(rollback, 'enabled') !== true || own(rollback, 'action') !== undefined) continue
    if (type === undefined || !Object.hasOwn(schemas, type)) continue
    if (own(schemas[type], 'x-pao-compensates') === true) continue
    const place = [...path, 'rollback', 'enabled']
    sight.report('PAO1607', place, `nothing undoes it: ${type} cannot undo by itself`, {
      found: true,
    })
  }
}
