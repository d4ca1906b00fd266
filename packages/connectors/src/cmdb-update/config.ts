import type { Static } from 'typebox'
import { choice, closed, compensates, freeMap, list, maybe, text } from '../kit/config.ts'
import type { EffectRule } from '../kit/repeat.ts'

/** Settings of `cmdb-update`. */
export const CmdbUpdateConfig = closed(
  'Tells the CMDB what was made',
  {
    connection: maybe(text('Name of the ServiceNow connection')),
    operation: maybe(
      choice('What happens to the entry', ['create', 'update', 'retire'], { default: 'create' }),
    ),
    class: text('Class of the configuration item, e.g. cmdb_ci_db_postgresql_instance', {
      minLength: 1,
    }),
    identifier: maybe(
      text('What finds the entry again; for a new one the key of the action when left out', {
        minLength: 1,
        maxLength: 100,
      }),
    ),
    attributes: maybe(freeMap('Attributes of the configuration item')),
    relations: maybe(
      list(
        'Relations to other items',
        closed('One relation', {
          type: text('Kind of relation by name, e.g. Runs on::Runs, or its sys_id', {
            minLength: 1,
          }),
          target: text('Identifier of the other item, or its sys_id', { minLength: 1 }),
        }),
        { maxItems: 50 },
      ),
    ),
  },
  compensates,
)
export type CmdbUpdateConfig = Static<typeof CmdbUpdateConfig>

/** It looks for the entry by its identifier before it makes one; values are set to the same again. */
export const cmdbUpdateEffect: EffectRule = { repeat: 'search' }
