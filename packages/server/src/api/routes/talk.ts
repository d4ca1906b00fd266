import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { Comment } from '#requests/talk/comments.ts'
import type { Feedback } from '#requests/talk/feedback.ts'
import type { ApiDeps } from '../deps.ts'
import { principalOf } from '../guards/access.ts'
import { answerOnce } from '../guards/idempotency.ts'
import { refusals, signedIn } from '../problem.ts'
import { answer, listOf } from './answers.ts'
import { iso } from './request-views.ts'
import { RequestId } from './requests.ts'
import { idempotency } from './steering.ts'

const tags = ['requests']
const config = { access: 'request.read' as const, rule: 'read' as const }
const known = [...signedIn, 'request.not_found'] as const

const CommentAnswer = Type.Object({
  id: Type.String({ format: 'uuid' }),
  by: Type.Object({ id: Type.String(), name: Type.String() }),
  at: Type.String({ format: 'date-time' }),
  body: Type.String(),
})
const commentExample = {
  id: '0198c5a4-8a10-7000-8000-000000000002',
  by: { id: 'dana', name: 'Dana Developer' },
  at: '2026-01-31T12:00:00.000Z',
  body: 'The name is taken; may it be orders-2?',
}
const FeedbackAnswer = Type.Object({
  rating: Type.Integer({ minimum: 1, maximum: 5, description: '1 = bad, 5 = good.' }),
  comment: Type.Union([Type.String(), Type.Null()]),
  given_at: Type.String({ format: 'date-time' }),
  changed_at: Type.String({ format: 'date-time' }),
})
const feedbackExample = {
  rating: 5,
  comment: 'Ready before I had my tea.',
  given_at: '2026-01-31T12:00:00.000Z',
  changed_at: '2026-01-31T12:00:00.000Z',
}

const FeedbackBody = Type.Object(
  {
    rating: Type.Integer({ minimum: 1, maximum: 5 }),
    comment: Type.Optional(Type.String({ maxLength: 2_000 })),
  },
  {
    additionalProperties: false,
    examples: [{ rating: 5, comment: feedbackExample.comment }],
  },
)

/** What people write to a request, and how content its orderer is. */
export function talkRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    await app.register(commentRoutes(deps))
    await app.register(feedbackRoutes(deps))
  }
}

function commentRoutes({ talk, once }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/requests/:id/comments',
      {
        config,
        schema: {
          operationId: 'listComments',
          summary: 'What people wrote to a request, oldest first',
          tags,
          params: RequestId,
          response: {
            200: answer('At most 500.', listOf('items', CommentAnswer), {
              items: [commentExample],
            }),
            ...refusals(...known),
          },
        },
      },
      async (request) => {
        const items = await talk.comments(principalOf(request), request.params.id)
        return { items: items.map(commentView) }
      },
    )
    app.post(
      '/requests/:id/comments',
      {
        config: { ...config, audited: { type: 'request', id: 'id' } },
        schema: {
          operationId: 'addComment',
          summary: 'Write to a request',
          description: 'Whoever may read a request may write to it, also when it has ended.',
          tags,
          params: RequestId,
          body: Type.Object(
            { body: Type.String({ minLength: 1, maxLength: 4_000, pattern: '\\S' }) },
            { additionalProperties: false, examples: [{ body: commentExample.body }] },
          ),
          response: {
            201: answer('It is written.', CommentAnswer, commentExample),
            ...refusals(...known, ...idempotency, 'comment.too_many', 'body.invalid'),
          },
        },
      },
      async (request, reply) => {
        const call = { request, reply, operation: 'POST /requests/{id}/comments' }
        return answerOnce(once, call, async () => {
          const wish = { request: request.params.id, body: request.body.body }
          const comment = await talk.comment(principalOf(request), wish)
          return { status: 201, headers: {}, body: JSON.stringify(commentView(comment)) }
        })
      },
    )
  }
}

function feedbackRoutes({ talk }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/requests/:id/feedback',
      {
        config,
        schema: {
          operationId: 'getFeedback',
          summary: 'How content the one who ordered it is',
          tags,
          params: RequestId,
          response: {
            200: answer(
              'What was said, or null; and whether you may say something.',
              Type.Object({
                may_give: Type.Boolean(),
                feedback: Type.Union([FeedbackAnswer, Type.Null()]),
              }),
              { may_give: true, feedback: feedbackExample },
            ),
            ...refusals(...known),
          },
        },
      },
      async (request) => {
        const found = await talk.feedback(principalOf(request), request.params.id)
        const { feedback } = found
        return { may_give: found.mayGive, feedback: feedback ? feedbackView(feedback) : null }
      },
    )
    app.post(
      '/requests/:id/feedback',
      {
        config: { ...config, audited: { type: 'request', id: 'id' } },
        schema: {
          operationId: 'giveFeedback',
          summary: 'Say how content you are with what you ordered',
          description:
            'Once it has ended. Saying it again takes the place of what you said before.',
          tags,
          params: RequestId,
          body: FeedbackBody,
          response: {
            200: answer('It is kept.', FeedbackAnswer, feedbackExample),
            ...refusals(...known, 'request.not_ended', 'body.invalid'),
          },
        },
      },
      async (request) => {
        const wish = { request: request.params.id, ...request.body }
        return feedbackView(await talk.giveFeedback(principalOf(request), wish))
      },
    )
  }
}

function commentView({ at, ...comment }: Comment) {
  return { ...comment, at: iso(at) }
}

function feedbackView({ givenAt, changedAt, ...said }: Feedback) {
  return { ...said, given_at: iso(givenAt), changed_at: iso(changedAt) }
}
