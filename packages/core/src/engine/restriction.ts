import type { Document } from '../catalog/item.ts'
import type { PinnedOrder } from './plan.ts'

/**
 * Whether what is ordered with this document is restricted data: then its values are for who ordered it, the team that does the
 * work and who is asked to agree, and stay out of messages. Spread into a plan or an order that is pinned.
 */
export function restrictionOf({ metadata }: Pick<Document, 'metadata'>): { restricted?: true } {
  return metadata.compliance?.data_classification === 'restricted' ? { restricted: true } : {}
}

/** An order is as restricted as the most restricted thing it orders: it holds the answers given to that. */
export function restrictedBy(orders: Iterable<PinnedOrder>): { restricted?: true } {
  return [...orders].some((order) => order.restricted === true) ? { restricted: true } : {}
}
