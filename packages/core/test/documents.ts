import type { Bundle, Group, Item, Metadata } from '../src/catalog/item.ts'

const metadata: Metadata = {
  id: 'sample-service',
  name: 'Sample service',
  description: 'A service that exists to show how a form behaves, and for nothing else.',
  version: '1.0.0',
  category: 'compute',
  owner: { team: 'platform' },
}

/** An item that asks these groups of questions. */
export function sampleItem(groups: readonly Group[]): Item {
  return {
    version: '2.0',
    kind: 'CatalogItem',
    metadata,
    presentation: { groups },
    fulfillment: { manual: { actions: [] } },
  }
}

/** A bundle that asks these groups of questions. */
export function sampleBundle(groups: readonly Group[]): Bundle {
  return {
    version: '2.0',
    kind: 'CatalogBundle',
    metadata,
    presentation: { groups },
    components: [],
  }
}
