import { Type } from '@fastify/type-provider-typebox'

/** An order as it is sent. Unknown keys are refused: none of what the server decides can be sent along. */
export const OrderBody = Type.Object(
  {
    item: Type.String({ minLength: 1, maxLength: 100 }),
    version: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 100,
        description: 'A semver range; the newest version that fits is taken.',
      }),
    ),
    environment: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    fields: Type.Record(Type.String(), Type.Unknown(), {
      description: 'Answers by field id.',
    }),
    components: Type.Optional(
      Type.Record(Type.String(), Type.Boolean(), {
        description:
          'Of a bundle: components that are wanted or left out; the others are as the bundle says.',
      }),
    ),
    reason: Type.Optional(Type.String({ maxLength: 2_000 })),
    on_behalf_of: Type.Optional(
      Type.String({ format: 'email', maxLength: 320, description: 'E-mail; operators only.' }),
    ),
    team: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 100,
        description:
          'Whose quotas and budgets it counts for: one of one’s teams; the first when left out.',
      }),
    ),
    not_before: Type.Optional(
      Type.String({ format: 'date-time', description: 'The request rests on hold until then.' }),
    ),
  },
  {
    additionalProperties: false,
    examples: [
      {
        item: 'database-postgresql-standard',
        environment: 'development',
        fields: { name: 'orders', size: 'small' },
        reason: 'New order service',
      },
    ],
  },
)
