import { Type } from '@fastify/type-provider-typebox'
import { resourceStates } from '#requests/resources/read.ts'

const MaybeText = Type.Union([Type.String(), Type.Null()])
const facts = {
  id: Type.String({
    format: 'uuid',
    description: 'That of the request that made it.',
  }),
  type: Type.String(),
  name: Type.String(),
  state: Type.Union(
    resourceStates.map((state) => Type.Literal(state)),
    { description: 'stuck = undoing it did not wholly work.' },
  ),
  item: Type.Object({ id: Type.String(), name: Type.String(), version: Type.String() }),
  owner_team: Type.String(),
  owner: Type.Record(Type.String(), Type.Unknown(), { description: 'Who ordered it.' }),
  environment: MaybeText,
  external_id: MaybeText,
  external_url: MaybeText,
  cost: Type.Union([Type.Object({ monthly: Type.Number(), currency: Type.String() }), Type.Null()]),
  made_at: Type.String({ format: 'date-time' }),
  links: Type.Record(Type.String(), Type.String()),
}

/** Something a request made. */
export const ResourceAnswer = Type.Object(facts, { $id: 'Resource' })

/** The same with what was ordered for it. */
export const ResourceWhole = Type.Object(
  {
    ...facts,
    fields: Type.Record(Type.String(), Type.Unknown()),
    may_control: Type.Boolean(),
    orders: Type.Array(
      Type.Object({
        request: Type.String({ format: 'uuid' }),
        kind: Type.Union([Type.Literal('update'), Type.Literal('decommission')]),
        state: Type.String(),
        at: Type.String({ format: 'date-time' }),
      }),
    ),
  },
  { $id: 'ResourceWhole' },
)
