import type { Static } from 'typebox'
import { choice, closed, freeMap, list, maybe, text } from '../kit/config.ts'

/** Settings of `cmdb-update`. */
export const CmdbUpdateConfig = closed('Tells the CMDB what was made', {
  connection: maybe(text('Name of the CMDB connection')),
  operation: maybe(
    choice('What happens to the entry', ['create', 'update', 'retire'], { default: 'create' }),
  ),
  class: text('Class of the configuration item', { minLength: 1 }),
  identifier: maybe(text('What finds the entry again')),
  attributes: maybe(freeMap('Attributes of the configuration item')),
  relations: maybe(
    list(
      'Relations to other items',
      closed('One relation', {
        type: text('Kind of relation', { minLength: 1 }),
        target: text('Identifier of the other item', { minLength: 1 }),
      }),
    ),
  ),
})
export type CmdbUpdateConfig = Static<typeof CmdbUpdateConfig>
