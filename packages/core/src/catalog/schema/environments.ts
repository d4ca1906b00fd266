import { type Static, Type } from 'typebox'
import { amount, closed, flag, freeMap, idPattern, maybe, text } from './parts.ts'

/** `environments.yaml`: the environments of the house, in their order. */
export const environmentsFile = closed(
  {
    version: maybe(text('Schema version of this file')),
    environments: Type.Array(
      closed(
        {
          id: text('What a request and the items call it', { pattern: idPattern }),
          name: maybe(text('Shown name')),
          description: maybe(text('What it is for')),
          order: maybe(amount('Position; default is the position in the list')),
          production: maybe(flag('Whether it carries live work')),
          values: maybe(freeMap('Values for templates and defaults')),
        },
        { description: 'One environment' },
      ),
      { description: 'The environments', minItems: 1 },
    ),
  },
  { description: 'The environments of the house' },
)

export type EnvironmentsFile = Static<typeof environmentsFile>
