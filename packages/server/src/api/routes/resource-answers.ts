import { Type } from '@fastify/type-provider-typebox'
import { driftStates } from '@pao/core/governance'
import { resourceStates } from '#requests/resources/read.ts'

const MaybeText = Type.Union([Type.String(), Type.Null()])
const MaybeMoment = Type.Union([Type.String({ format: 'date-time' }), Type.Null()])
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
  drift: Type.Object(
    {
      state: Type.Union(
        driftStates.map((state) => Type.Literal(state)),
        { description: 'unknown = nobody has looked yet, or nothing of it can be looked at.' },
      ),
      checked_at: MaybeMoment,
      next_look_at: MaybeMoment,
      since: Type.Union([Type.String({ format: 'date-time' }), Type.Null()], {
        description: 'When it was first found not to be as it was ordered, this time.',
      }),
      asked: Type.Boolean({ description: 'Somebody asked for a look that has not ended yet.' }),
    },
    { description: 'How it was found beside what was ordered, when it was last looked at.' },
  ),
  links: Type.Record(Type.String(), Type.String()),
}

/** Something a request made. */
export const ResourceAnswer = Type.Object(facts, { $id: 'Resource' })

const Difference = Type.Object({
  path: Type.String(),
  expected: Type.Optional(Type.Unknown({ description: 'Left out = it was not to be there.' })),
  found: Type.Optional(Type.Unknown({ description: 'Left out = it is not there.' })),
})

/** The same with what was ordered for it. */
export const ResourceWhole = Type.Object(
  {
    ...facts,
    fields: Type.Record(Type.String(), Type.Unknown()),
    may_control: Type.Boolean(),
    differences: Type.Array(Difference, { description: 'Not as it was ordered; at most 100.' }),
    accepted: Type.Array(Difference, { description: 'Found, and said to be right as it is.' }),
    look_problem: Type.Union(
      [Type.Object({ code: Type.String(), message: Type.String() }), Type.Null()],
      { description: 'Why the last look failed; it then stands as it was found before.' },
    ),
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
