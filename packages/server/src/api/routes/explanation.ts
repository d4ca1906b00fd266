import { Type } from '@fastify/type-provider-typebox'

/** Why a request is where it is, as OpenAPI names it. */
export const Explanation = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    state: Type.String(),
    seq: Type.Integer(),
    statements: Type.Array(
      Type.Object({
        action: Type.Optional(Type.String({ description: 'Unset = about the whole request.' })),
        state: Type.String(),
        since: Type.Optional(
          Type.String({ format: 'date-time', description: 'When it came into this state.' }),
        ),
        sentence: Type.String(),
        waits_for: Type.Optional(
          Type.Object({
            kind: Type.String({
              description:
                'retry, remote, person, target, slot, approval, hold, predecessor, child, unknown, rollback, worker or call.',
            }),
            detail: Type.String(),
            until: Type.Optional(
              Type.String({
                format: 'date-time',
                description: 'When it is looked at again by itself.',
              }),
            ),
          }),
        ),
        can_move: Type.Array(
          Type.Object({
            who: Type.String(),
            what: Type.String(),
            how: Type.String({ description: 'Method and path, or an address.' }),
          }),
        ),
        because: Type.Optional(
          Type.Object({
            rule: Type.String(),
            path: Type.Optional(Type.String({ description: 'Place in the document.' })),
            file: Type.Optional(Type.String()),
            line: Type.Optional(Type.Integer()),
          }),
        ),
      }),
    ),
  },
  { $id: 'Explanation' },
)

/** What an action tells of who interfered with it. */
export const interference = {
  because: Type.Optional(Type.String({ description: 'Why it was skipped.' })),
  skipped_by: Type.Optional(Type.String({ description: 'Who had it skipped.' })),
  skip_reason: Type.Optional(Type.String()),
  edited: Type.Optional(
    Type.Boolean({ description: 'Its next try is given something else than the item says.' }),
  ),
  edited_by: Type.Optional(Type.String({ description: 'Who changed it last.' })),
  edit_reason: Type.Optional(Type.String()),
}
