import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { Principal } from '#identity/principal.ts'
import type { ApiDeps } from '../deps.ts'
import { principalOf } from '../guards/access.ts'
import { refusals, signedIn } from '../problem.ts'
import { answer, listOf, named } from './answers.ts'
import { approvalSummaryView, approvalView } from './approval-views.ts'
import { RequestId } from './requests.ts'

const tags = ['approvals']
const config = { access: 'approval.decide' as const }
const reading = { access: 'approval.read' as const }
const ApprovalId = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 200, description: '`<request>.<action>`' }),
})
const Digest = Type.String({
  minLength: 1,
  maxLength: 200,
  description: 'The `digest` of what you were shown.',
})
const Comment = Type.Optional(Type.String({ maxLength: 2_000 }))
const Stage = Type.Optional(
  Type.String({
    maxLength: 80,
    description: 'Left out: the one stage you are asked in, if you have not decided yet.',
  }),
)

const request = {
  id: '0198c0de-0000-7000-8000-000000000001',
  item: { id: 'database-postgresql', name: 'PostgreSQL', version: '1.2.0', hash: 'e3b0…' },
  requester: { email: 'dana.developer@example.com' },
  environment: 'production',
}
const summary = {
  id: `${request.id}.agree`,
  request,
  action: { id: 'agree', name: 'Agree', type: 'approval-workflow' },
  title: 'A large database',
  state: 'open',
  digest: '9f86d081884c7d65',
  asked_at: '2026-01-31T12:00:00.000Z',
  may_decide: true,
  stage: 'Platform',
  why: 'team data-platform',
}
const example = {
  ...summary,
  summary: 'It costs more than usual.',
  stages: [
    {
      name: 'Platform',
      state: 'open',
      approvers: { type: 'groups', list: ['data-platform'], minimum: 1 },
      added: [],
      handed: [],
      missing: 1,
      votes: [],
      opened_at: '2026-01-31T12:00:00.000Z',
      reminded: 0,
    },
  ],
  bound: { fields: { size: 'xl' }, price: 900, edits: {} },
  may_delegate: false,
}

const decided = [
  ...signedIn,
  'approval.not_found',
  'approval.outdated',
  'approval.ended',
  'approval.voted',
  'approval.own_request',
  'approval.faceless',
  'approval.not_asked',
  'body.invalid',
] as const
const shown = answer('As it stands now.', named('Approval'), example)

/** What people are asked to agree to, and their decisions. */
export function approvalRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    await app.register(listRoute(deps))
    await app.register(showRoute(deps))
    for (const verb of ['approve', 'reject'] as const) {
      await app.register(decideRoute(deps, verb))
      await app.register(ofRequestRoute(deps, verb))
    }
    await app.register(delegateRoute(deps))
  }
}

function listRoute({ approvals }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/approvals',
      {
        config: reading,
        schema: {
          operationId: 'listApprovals',
          summary: 'What waits for your decision',
          tags,
          querystring: Type.Object(
            {
              state: Type.Optional(
                Type.Union([Type.Literal('open'), Type.Literal('decided'), Type.Literal('all')], {
                  default: 'open',
                  description:
                    '`open`: you are asked. `decided`: you have decided. `all`: everything open, for operators and auditors.',
                }),
              ),
              limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
            },
            { additionalProperties: false },
          ),
          response: {
            200: {
              ...answer('Asked last first.', listOf('items', named('ApprovalSummary')), {
                items: [summary],
              }),
            },
            ...refusals(...signedIn, 'query.invalid'),
          },
        },
      },
      async (call) => {
        const { state = 'open', limit = 50 } = call.query
        const found = await approvals.list(principalOf(call), { filter: state, limit })
        return { items: found.map(approvalSummaryView) }
      },
    )
  }
}

function showRoute({ approvals }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/approvals/:id',
      {
        config: reading,
        schema: {
          operationId: 'getApproval',
          summary: 'What is asked, of whom, and what your decision would be bound to',
          tags,
          params: ApprovalId,
          response: { 200: shown, ...refusals(...signedIn, 'approval.not_found') },
        },
      },
      async (call) => approvalView(await approvals.get(principalOf(call), call.params.id)),
    )
  }
}

type Verb = 'approve' | 'reject'

const descriptions = {
  approve: 'Counts once. Refused when what is asked has changed since you were shown it.',
  reject:
    'One refusal ends it all. Refused when what is asked has changed since you were shown it.',
} as const

function decideRoute({ approvals }: ApiDeps, verb: Verb): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      `/approvals/:id/${verb}`,
      {
        config,
        schema: {
          operationId: verb,
          summary: verb === 'approve' ? 'Agree to what is asked' : 'Refuse what is asked',
          description: descriptions[verb],
          tags,
          params: ApprovalId,
          body: Type.Object(
            { digest: Digest, stage: Stage, comment: Comment },
            { additionalProperties: false, examples: [{ digest: summary.digest, comment: 'OK' }] },
          ),
          response: { 200: shown, ...refusals(...decided) },
        },
      },
      async (call) => {
        const principal = principalOf(call)
        const { id } = call.params
        const said = { ...call.body, decision: verb, how: howOf(principal) }
        await approvals.decide(principal, { id, said })
        return approvalView(await approvals.get(principal, id))
      },
    )
  }
}

/** The same by the request, which is asked at one action at a time in most items. */
function ofRequestRoute({ approvals }: ApiDeps, verb: Verb): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      `/requests/:id/${verb}`,
      {
        config,
        schema: {
          operationId: `${verb}Request`,
          summary: `${verb === 'approve' ? 'Agree to' : 'Refuse'} what a request asks`,
          description: `${descriptions[verb]} Where several actions ask, \`action\` says which.`,
          tags,
          params: RequestId,
          body: Type.Object(
            {
              digest: Digest,
              action: Type.Optional(Type.String({ maxLength: 100 })),
              stage: Stage,
              comment: Comment,
            },
            { additionalProperties: false, examples: [{ digest: summary.digest }] },
          ),
          response: { 200: shown, ...refusals(...decided) },
        },
      },
      async (call) => {
        const principal = principalOf(call)
        const { action, ...body } = call.body
        const id = await approvals.ofRequest(principal, call.params.id, action)
        await approvals.decide(principal, {
          id,
          said: { ...body, decision: verb, how: howOf(principal) },
        })
        return approvalView(await approvals.get(principal, id))
      },
    )
  }
}

function howOf({ via }: Principal): 'portal' | 'api' {
  return via === 'session' ? 'portal' : 'api'
}

function delegateRoute({ approvals }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/approvals/:id/delegate',
      {
        config,
        schema: {
          operationId: 'delegateApproval',
          summary: 'Hand your voice in this to somebody else',
          description: 'Where the item allows it, once, for as long as this is asked.',
          tags,
          params: ApprovalId,
          body: Type.Object(
            {
              digest: Digest,
              to: Type.String({ minLength: 3, maxLength: 254, pattern: '^[^\\s@]+@[^\\s@]+$' }),
            },
            {
              additionalProperties: false,
              examples: [{ digest: summary.digest, to: 'kim@example.com' }],
            },
          ),
          response: {
            200: shown,
            ...refusals(
              ...signedIn,
              'approval.not_found',
              'approval.outdated',
              'approval.ended',
              'approval.not_delegable',
              'body.invalid',
            ),
          },
        },
      },
      async (call) => {
        const principal = principalOf(call)
        const { id } = call.params
        await approvals.delegate(principal, { id, ...call.body })
        return approvalView(await approvals.get(principal, id))
      },
    )
  }
}
