import { Type } from '@fastify/type-provider-typebox'

const Time = (description: string) => Type.String({ format: 'date-time', description })
const MaybeText = (description: string) => Type.Union([Type.String(), Type.Null()], { description })

/** One entry of the audit log. */
const AuditEntry = Type.Object(
  {
    tenant: Type.String(),
    seq: Type.Integer({ description: 'Gap-free in the tenant.' }),
    at: Time('When it was done.'),
    action: Type.String({ description: 'What was done.' }),
    object_type: Type.String(),
    object_id: Type.String(),
    outcome: Type.String({ description: 'done, read or refused.' }),
    via: MaybeText('How the caller had signed in.'),
    correlation_id: MaybeText('Id of the call, or of the order it is part of.'),
    detail: Type.Record(Type.String(), Type.Unknown()),
    proof: Type.Record(Type.String(), Type.Unknown(), {
      description: 'Of each personal value its salted hash, and its salt or which erasure took it.',
    }),
    actor: MaybeText('Who did it; null once it was erased.'),
    address: MaybeText('From where.'),
    note: MaybeText('The reason they gave.'),
    subject: MaybeText('Whom it is about, where that is somebody else.'),
    prev: Type.String({ description: 'Hash of the entry before.' }),
    hash: Type.String({ description: 'SHA-256 over all of it but personal values.' }),
  },
  { $id: 'AuditEntry' },
)

/** What a check of the log found. */
const AuditVerdict = Type.Object(
  {
    ok: Type.Boolean(),
    entries: Type.Integer(),
    from: Type.Optional(Type.Integer()),
    to: Type.Optional(Type.Integer()),
    head: Type.Optional(Type.String()),
    checkpoints: Type.Integer(),
    faults: Type.Array(
      Type.Object({
        code: Type.String(),
        seq: Type.Optional(Type.Integer()),
        message: Type.String(),
      }),
    ),
  },
  { $id: 'AuditVerdict' },
)

/** A legal hold. */
const AuditHold = Type.Object(
  {
    name: Type.String(),
    reason: Type.String(),
    set_by: Type.String(),
    set_at: Time('When.'),
  },
  { $id: 'AuditHold' },
)

/** Named components of what is answered about the audit. */
export const auditAnswers = [AuditEntry, AuditVerdict, AuditHold] as const
export type AuditName = 'AuditEntry' | 'AuditVerdict' | 'AuditHold'
