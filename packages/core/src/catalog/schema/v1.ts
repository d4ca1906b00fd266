import { actionV1, inlineAction } from './action.ts'
import { fulfillment } from './fulfillment.ts'
import { header } from './metadata.ts'
import { closed, maybe, partDefinitions, presentation } from './parts.ts'
import { lifecycle, monitoring } from './upkeep.ts'

/** A v1.0 CatalogItem as written: `header` in place of `metadata`, ids of actions optional. */
export const itemV1 = closed(
  {
    header,
    presentation: presentation(0),
    fulfillment: fulfillment('action_v1'),
    lifecycle: maybe(lifecycle),
    monitoring: maybe(monitoring),
  },
  { description: 'One service: catalog entry, order form and fulfillment (v1.0)' },
)

export const definitionsV1 = {
  ...partDefinitions,
  action_v1: actionV1,
  inline_action: inlineAction,
}
