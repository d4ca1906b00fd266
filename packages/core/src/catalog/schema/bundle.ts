import { Type } from 'typebox'
import { metadata } from './metadata.ts'
import {
  closed,
  flag,
  freeMap,
  idPattern,
  maybe,
  partDefinitions,
  presentation,
  text,
  words,
} from './parts.ts'

/** A v2.0 CatalogBundle: several items ordered as one. */
export const bundleV2 = closed(
  {
    version: Type.Literal('2.0', { description: 'Schema version' }),
    kind: Type.Literal('CatalogBundle', { description: 'Kind of document' }),
    metadata,
    presentation: presentation(1),
    components: Type.Array(
      closed(
        {
          id: text('Unique in the bundle', { pattern: idPattern }),
          item: text('Id of the item', { minLength: 1 }),
          version: maybe(text('Version range')),
          required: maybe(flag('Cannot be left out')),
          default_enabled: maybe(flag('Chosen unless the orderer says no; default true')),
          fields: maybe(freeMap('Answers by field id; values may be templates')),
          depends_on: maybe(words('Components that come first')),
          rollback: maybe(
            closed(
              {
                enabled: maybe(flag('It may be rolled back; default true')),
                automatic: maybe(flag('It is, when the bundle fails; default false')),
              },
              { description: 'What becomes of it when the bundle is undone' },
            ),
          ),
        },
        { description: 'One item of the bundle' },
      ),
      { description: 'The items', minItems: 1 },
    ),
  },
  { description: 'Several services ordered as one' },
)

export const definitionsBundle = { ...partDefinitions }
