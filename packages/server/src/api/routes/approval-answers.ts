import { Type } from '@fastify/type-provider-typebox'

const Time = (description: string) => Type.String({ format: 'date-time', description })
const Facts = Type.Record(Type.String(), Type.Unknown())
const Text = Type.String()

const Vote = Type.Object({
  decision: Type.Union([Type.Literal('approve'), Type.Literal('reject')]),
  by: Type.String({ description: 'Who said it.' }),
  voice: Type.Optional(Type.String({ description: 'Whose voice it was, where not their own.' })),
  how: Type.String({ description: '`portal`, `api`, `slack` or `email`.' }),
  comment: Type.Optional(Text),
  at: Time('When.'),
})

const Stage = Type.Object({
  name: Text,
  state: Type.String({ description: '`pending`, `open`, `approved`, `rejected` or `skipped`.' }),
  approvers: Type.Object({
    type: Type.Union([
      Type.Literal('users'),
      Type.Literal('groups'),
      Type.Literal('roles'),
      Type.Literal('any'),
    ]),
    list: Type.Array(Text),
    holding: Type.Optional(
      Type.Array(Text, { description: 'Of the teams only who holds one of these roles.' }),
    ),
    minimum: Type.Integer(),
  }),
  added: Type.Array(Text, { description: 'Who was asked too because it took long.' }),
  handed: Type.Array(Type.Object({ from: Text, to: Text }), {
    description: 'Voices handed on.',
  }),
  missing: Type.Integer({ description: 'How many more must agree.' }),
  votes: Type.Array(Vote),
  opened_at: Type.Optional(Time('Since when it is asked.')),
  ended_at: Type.Optional(Time('When it was decided.')),
  due_at: Type.Optional(Time('When nobody’s decision decides.')),
  due_means: Type.Optional(Type.String({ description: '`approve`, `reject` or `escalate`.' })),
  sla_at: Type.Optional(Time('Until when a decision is promised.')),
  reminded: Type.Integer({ description: 'Reminders so far.' }),
  skipped: Type.Optional(Type.String({ description: 'The condition that did not hold.' })),
})

const head = {
  id: Type.String({ description: '`<request>.<action>`' }),
  request: Facts,
  action: Facts,
  title: Text,
  state: Type.String({ description: '`open`, `approved`, `rejected` or `void`.' }),
  digest: Type.String({ description: 'Of all that is shown. A decision names it.' }),
  asked_at: Time('When it was asked.'),
  may_decide: Type.Boolean(),
  stage: Type.Optional(Type.String({ description: 'In which stage you may decide.' })),
  voice: Type.Optional(Type.String({ description: 'Whose voice you have in it.' })),
  why: Type.String({ description: 'Why you may decide, or why not.' }),
}

/** One line of an inbox. */
export const ApprovalSummary = Type.Object(head, { $id: 'ApprovalSummary' })

/** What is asked, of whom, what has been said, and what a decision is bound to. */
export const Approval = Type.Object(
  {
    ...head,
    summary: Type.String({ description: 'Markdown.' }),
    stages: Type.Array(Stage),
    bound: Facts,
    may_delegate: Type.Boolean(),
  },
  { $id: 'Approval' },
)

/** From when to when somebody is away, and who decides for them. */
export const Absence = Type.Object(
  {
    from: Time('First moment.'),
    until: Time('First moment after it.'),
    deputy: Type.String({ description: 'E-mail of who decides meanwhile.' }),
    note: Type.Optional(Text),
  },
  { $id: 'Absence' },
)
