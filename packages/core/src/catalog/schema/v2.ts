import { Type } from 'typebox'
import { action, inlineAction } from './action.ts'
import { fulfillment } from './fulfillment.ts'
import { metadata } from './metadata.ts'
import { closed, maybe, partDefinitions, presentation } from './parts.ts'
import { lifecycle, monitoring } from './upkeep.ts'

/** A v2.0 CatalogItem as written; its static type is what `Item` describes. */
export const itemV2 = closed(
  {
    version: Type.Literal('2.0', { description: 'Schema version' }),
    kind: Type.Literal('CatalogItem', { description: 'Kind of document' }),
    metadata,
    presentation: presentation(1),
    fulfillment: fulfillment('action'),
    lifecycle: maybe(lifecycle),
    monitoring: maybe(monitoring),
  },
  { description: 'One service: catalog entry, order form and fulfillment' },
)

export const definitionsV2 = { ...partDefinitions, action, inline_action: inlineAction }
