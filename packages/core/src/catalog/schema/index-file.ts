import { type Static, Type } from 'typebox'
import type { Choice } from '../item.ts'
import { metadataDefaults } from './metadata.ts'
import { amount, branch, closed, maybe, partDefinitions, text, words } from './parts.ts'

/** `catalog/_index.yaml`: what the whole catalog agrees on. */
export const indexFile = closed(
  {
    version: maybe(text('Schema version of this file')),
    categories: maybe(
      Type.Array(
        Type.Unsafe<string | { id: string; name?: string; description?: string; icon?: string }>({
          description: 'A category: its id, or id with name',
          type: ['string', 'object'],
          ...branch(
            { type: 'object' },
            closed({
              id: text('Folder and value of category', { minLength: 1 }),
              name: maybe(text('Shown name')),
              description: maybe(text('What is on this shelf')),
              icon: maybe(text('Icon name')),
              owner: maybe(text('Team that keeps the shelf')),
              order: maybe(amount('Position; default is the position in the list')),
            }),
          ),
        }),
        { description: 'The categories in the order shown', minItems: 1 },
      ),
    ),
    lists: maybe(
      Type.Record(
        Type.String(),
        Type.Unsafe<Choice[]>({ type: 'array', items: { $ref: '#/$defs/choice' } }),
        { description: 'Named lists of choices' },
      ),
    ),
    defaults: maybe(metadataDefaults),
    owners: maybe(
      Type.Unsafe<string[] | Record<string, { contact?: string; escalation?: string }>>({
        description: 'Teams that may own items: names, or names with their contact',
        type: ['array', 'object'],
        ...branch(
          { type: 'array' },
          { items: { type: 'string', minLength: 1 } },
          {
            additionalProperties: closed({
              contact: maybe(text('How the team is reached')),
              escalation: maybe(text('Who is reached when the team is not')),
              members: maybe(words('Who belongs to the team')),
            }),
          },
        ),
      }),
    ),
  },
  { description: 'What the whole catalog agrees on' },
)

export const definitionsIndex = { ...partDefinitions }

export type IndexFile = Static<typeof indexFile>
