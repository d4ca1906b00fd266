import type { Catalog } from '#catalog/catalog.ts'

/** What of the open catalog the API asks. */
export type CatalogCalls = Pick<
  Catalog,
  | 'etag'
  | 'seq'
  | 'list'
  | 'get'
  | 'at'
  | 'written'
  | 'versions'
  | 'categories'
  | 'tags'
  | 'options'
  | 'refresh'
  | 'validation'
  | 'index'
  | 'environments'
  | 'hint'
  | 'onChange'
  | 'changesAfter'
>
