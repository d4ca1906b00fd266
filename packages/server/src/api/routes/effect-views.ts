import { Type } from '@fastify/type-provider-typebox'
import type { Effect as EffectFacts } from '#requests/effects.ts'
import type { Orphan as OrphanFacts } from '#requests/orphans.ts'
import { iso, maybeIso } from './request-views.ts'

const Time = Type.String({ format: 'date-time' })
const MaybeText = Type.Union([Type.String(), Type.Null()])
const oneOf = (...values: readonly string[]) => Type.Union(values.map((one) => Type.Literal(one)))

const EffectTry = Type.Object({
  fence: Type.Integer(),
  entry: Type.String(),
  attempt: Type.Integer(),
  worker: Type.String(),
  started_at: Time,
  ended_at: Type.Union([Time, Type.Null()]),
  outcome: MaybeText,
  ambiguous: Type.Boolean({ description: 'It left open whether the effect was made.' }),
  why: Type.Optional(
    Type.Object(
      {
        class: Type.String(),
        code: Type.String(),
        message: Type.String(),
        http_status: Type.Union([Type.Integer(), Type.Null()]),
        sent: Type.Boolean({ description: 'Whether the call may have left.' }),
      },
      { description: 'The evidence of a try that did not succeed.' },
    ),
  ),
})

/** One effect as answers show it. */
export const Effect = Type.Object(
  {
    action: Type.String(),
    generation: Type.Integer(),
    key: Type.String({ description: 'Sent along with every try of it.' }),
    type: Type.String(),
    repeat: oneOf('safe', 'search', 'never'),
    state: oneOf('intended', 'made', 'failed', 'unknown', 'maybe'),
    fence: Type.Optional(
      Type.Integer({ description: 'While the outcome is unknown: what a word about it names.' }),
    ),
    tries: Type.Array(EffectTry),
    ref: Type.Optional(Type.Unknown({ description: 'Where it is seen in the remote system.' })),
    orphan: Type.Optional(Type.String({ description: 'Id of the open orphan it left.' })),
  },
  { $id: 'Effect' },
)

/** One orphan as answers show it. */
export const Orphan = Type.Object(
  {
    id: Type.String(),
    request_id: Type.String(),
    item: Type.String(),
    owner_team: Type.String(),
    action: Type.String(),
    type: Type.String(),
    key: Type.String({ description: 'What its tries carried: search the remote system for it.' }),
    ended_as: oneOf('failed', 'cancelled', 'skipped'),
    error: Type.Unknown(),
    found_at: Time,
    state: oneOf('open', 'resolved'),
    resolution: Type.Optional(
      Type.Object({
        how: oneOf('adopted', 'deleted', 'settled'),
        at: Time,
        by: Type.String(),
        comment: MaybeText,
        reference: MaybeText,
        deleted_by: MaybeText,
      }),
    ),
  },
  { $id: 'Orphan' },
)

/** One effect with the evidence of its tries. */
export function effectView({ tries, ...effect }: EffectFacts) {
  return {
    ...effect,
    tries: tries.map(({ startedAt, endedAt, why, ...rest }) => ({
      ...rest,
      started_at: iso(startedAt),
      ended_at: maybeIso(endedAt),
      ...(why && { why: whyView(why) }),
    })),
  }
}

function whyView({ httpStatus, ...why }: NonNullable<EffectFacts['tries'][number]['why']>) {
  return { ...why, http_status: httpStatus }
}

/** One orphan and how it was resolved. */
export function orphanView({ resolution, ...orphan }: OrphanFacts) {
  const { id, request, item, ownerTeam, action, type, key, endedAs, error, foundAt } = orphan
  return {
    id,
    request_id: request,
    item,
    owner_team: ownerTeam,
    action,
    type,
    key,
    ended_as: endedAs,
    error,
    found_at: iso(foundAt),
    state: resolution === null ? 'open' : 'resolved',
    ...(resolution && { resolution: resolutionView(resolution) }),
  }
}

function resolutionView({ deletedBy, at, ...rest }: NonNullable<OrphanFacts['resolution']>) {
  return { ...rest, at: iso(at), deleted_by: deletedBy }
}

const request = '0198c5a4-8a10-7000-8000-000000000001'

export const effectExample = {
  action: 'create_account',
  generation: 0,
  key: `${request}/create_account/0`,
  type: 'rest-api',
  repeat: 'never',
  state: 'unknown',
  fence: 1,
  tries: [
    {
      fence: 1,
      entry: 'execute',
      attempt: 1,
      worker: '0198c5a4-0000-7000-8000-000000000002',
      started_at: '2026-01-01T12:00:00.000Z',
      ended_at: '2026-01-01T12:00:30.000Z',
      outcome: 'failed',
      ambiguous: true,
      why: {
        class: 'timeout',
        code: 'transport.timeout',
        message: 'No answer in time',
        http_status: null,
        sent: true,
      },
    },
  ],
}

export const orphanExample = {
  id: `${request}.0.create_account`,
  request_id: request,
  item: 'account',
  owner_team: 'platform',
  action: 'create_account',
  type: 'rest-api',
  key: `${request}/create_account/0`,
  ended_as: 'cancelled',
  error: { code: 'transport.timeout', message: 'No answer in time', class: 'timeout' },
  found_at: '2026-01-01T12:05:00.000Z',
  state: 'open',
}
