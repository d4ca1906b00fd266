import type { Fault } from './result.ts'

/** Every refusal the API can give. `docs/errors.md` lists the same codes; a test compares them. */
export const problems = {
  'auth.required': { status: 401, title: 'Sign in or send an API key' },
  'auth.invalid': { status: 401, title: 'The credentials are not valid' },
  'auth.no_access': { status: 403, title: 'You are known, but nothing here is open to you' },
  'auth.forbidden': { status: 403, title: 'You may not do this' },
  'tenant.full': {
    status: 429,
    title: 'Your tenant has as many open requests as it may have; try again later',
  },
  'tenant.closed': { status: 403, title: 'Your tenant is suspended or not set up here' },
  'tenant.not_found': { status: 404, title: 'No such tenant' },
  'tenant.state_conflict': { status: 409, title: 'The tenant is not in a state for that' },
  'auth.cross_site': { status: 403, title: 'The call came from another site' },
  'auth.issuer_unknown': { status: 404, title: 'Nobody signs in there' },
  'auth.sign_in_failed': { status: 400, title: 'The sign-in did not succeed' },
  'auth.provider_away': { status: 503, title: 'The identity provider does not answer' },
  'session.logout_invalid': { status: 400, title: 'The logout token is not valid' },
  'session.not_found': { status: 404, title: 'No such session of yours' },
  'auth.throttled': { status: 429, title: 'Too many failed sign-ins' },
  'authz.operation_not_found': { status: 404, title: 'No operation of that name' },
  'audit.held': {
    status: 409,
    title: 'A legal hold stands; lift it first',
  },
  'person.needed': {
    status: 409,
    title: 'This person is still needed; see what by',
  },
  'erasure.not_found': { status: 404, title: 'No erasure of that id' },
  'audit.hold_not_found': { status: 404, title: 'No legal hold of that name' },
  'route.method_not_allowed': { status: 405, title: 'The route does not take this method' },
  'route.not_found': { status: 404, title: 'No such route' },
  'body.invalid': { status: 400, title: 'The body does not have the right shape' },
  'query.invalid': { status: 400, title: 'The query or path does not have the right shape' },
  'body.too_large': { status: 413, title: 'The body is too large' },
  'body.unsupported_type': { status: 415, title: 'The content type is not supported here' },
  'cursor.invalid': { status: 400, title: 'The cursor is not one of ours' },
  'rate.limited': { status: 429, title: 'Too many calls' },
  'item.not_found': { status: 404, title: 'No such item in your catalog' },
  'item.version_not_found': { status: 404, title: 'The item has no such version' },
  'item.not_orderable': { status: 409, title: 'The item cannot be ordered now' },
  'category.not_found': { status: 404, title: 'No such category' },
  'field.not_found': { status: 404, title: 'The item has no such field' },
  'document.invalid': { status: 422, title: 'The document is not valid' },
  'template.invalid': { status: 422, title: 'The template is not valid' },
  'schema.not_found': { status: 404, title: 'No such schema' },
  'catalog.unavailable': { status: 503, title: 'The catalog has not been read yet' },
  'request.not_found': { status: 404, title: 'No such request' },
  'request.invalid': { status: 422, title: 'The answers do not fit the form' },
  'request.ended': { status: 409, title: 'The request has already ended' },
  'request.not_ended': { status: 409, title: 'The request has not ended yet' },
  'request.rolling_back': { status: 409, title: 'The request is being rolled back' },
  'request.not_undoable': { status: 409, title: 'There is nothing of the request to roll back' },
  'request.not_completed': { status: 409, title: 'Only what has completed can go on' },
  'request.not_promotable': {
    status: 409,
    title: 'The item names no such way from the environment of the request',
  },
  'request.promoted': { status: 409, title: 'It was carried on to that environment already' },
  'request.gate_closed': {
    status: 409,
    title: 'What the item asks before that environment is not so yet',
  },
  'request.not_failed': { status: 409, title: 'Only a failed request can be retried' },
  'request.automation_off': {
    status: 409,
    title: 'The automation of the item is switched off, and nobody else can go on with the request',
  },
  'action.not_found': { status: 404, title: 'The request has no such action' },
  'action.not_waiting': { status: 409, title: 'The action does not wait for a person' },
  'output.not_found': { status: 404, title: 'The request has brought no such output' },
  'output.not_shown': {
    status: 409,
    title: 'It is no secret, or the item does not let its secret be shown',
  },
  'output.gone': { status: 409, title: 'The secret is not shown any more' },
  'effect.not_unknown': { status: 409, title: 'The outcome of the action is not unknown' },
  'effect.other_try': { status: 409, title: 'The action was called again since that look' },
  'effect.outputs_invalid': { status: 422, title: 'The outputs do not fit the action' },
  'orphan.not_found': { status: 404, title: 'No such orphan' },
  'orphan.resolved': { status: 409, title: 'The orphan has already been resolved' },
  'orphan.not_deleted': { status: 502, title: 'The remote system did not delete it' },
  'action.not_skippable': { status: 409, title: 'The action cannot be skipped now' },
  'action.not_editable': { status: 409, title: 'What the action is given cannot be changed now' },
  'action.input_invalid': { status: 422, title: 'The action cannot be run with these changes' },
  'action.outputs_invalid': {
    status: 422,
    title: 'The values do not fit what the action asks for',
  },
  'task.not_found': { status: 404, title: 'No such task waits for you' },
  'task.taken': { status: 409, title: 'Somebody else has taken the task' },
  'approval.not_found': { status: 404, title: 'No such approval' },
  'approval.outdated': {
    status: 409,
    title: 'What is asked has changed since you were shown it; look again',
  },
  'approval.ended': {
    status: 409,
    title: 'The approval has been decided, or is not asked any more',
  },
  'approval.voted': {
    status: 409,
    title: 'You, or somebody with your voice, have decided already',
  },
  'approval.own_request': { status: 403, title: 'Nobody decides on their own request' },
  'approval.faceless': {
    status: 403,
    title: 'Nobody knows which person stands behind the API key',
  },
  'approval.not_asked': { status: 403, title: 'You are not asked' },
  'approval.not_delegable': { status: 409, title: 'The voice cannot be handed on' },
  'approval.link_invalid': { status: 403, title: 'The link is not valid, or not any more' },
  'absence.invalid': { status: 422, title: 'The absence is not valid' },
  'comment.too_many': { status: 409, title: 'The request has as many comments as one may have' },
  'view.not_found': { status: 404, title: 'You have kept no such view' },
  'view.too_many': { status: 409, title: 'You have kept as many views as one may' },
  'resource.not_found': { status: 404, title: 'No such resource' },
  'resource.gone': { status: 409, title: 'The resource does not exist any more' },
  'resource.busy': { status: 409, title: 'Another order for the resource is still running' },
  'resource.not_drifted': {
    status: 409,
    title: 'Nothing was found of the resource that could be accepted',
  },
  'resource.fixed': { status: 409, title: 'The item of the resource offers no way to do this' },
  'team.not_found': { status: 404, title: 'No such team of yours' },
  'idempotency.key_invalid': { status: 400, title: 'The Idempotency-Key is not valid' },
  'idempotency.mismatch': { status: 422, title: 'The Idempotency-Key was used with another body' },
  'idempotency.in_flight': {
    status: 409,
    title: 'A call with this Idempotency-Key is still running',
  },
  'terraform.not_locked': { status: 404, title: 'No Terraform state of that name is locked' },
  'breaker.not_found': {
    status: 404,
    title: 'No circuit breaker of that name is open or counting',
  },
  'freeze.not_found': { status: 404, title: 'There is no such freeze' },
  'freeze.too_many': { status: 409, title: 'The calendar has as many freezes as it may have' },
  'request.not_closed': { status: 409, title: 'The request does not wait for the calendar' },
  'exception.asked': { status: 409, title: 'An exception has been asked for already' },
  'exception.not_asked': { status: 409, title: 'Nobody has asked for an exception' },
  'quota.exceeded': { status: 409, title: 'The order would pass a quota of the team' },
  'quota.not_found': { status: 404, title: 'There is no such quota' },
  'budget.exceeded': { status: 409, title: 'The order would pass a budget of the team' },
  'budget.not_found': { status: 404, title: 'There is no such budget' },
  'error.not_found': {
    status: 404,
    title: 'No unexpected error of that fingerprint is open',
  },
  'limit.not_found': { status: 404, title: 'Operators have set no limit of that name' },
  'secret.not_found': { status: 404, title: 'The table of secrets has none of that name' },
  'webhook.unknown': { status: 404, title: 'No such webhook' },
  'webhook.signature_invalid': { status: 401, title: 'The signature does not fit the body' },
  'api_key.not_found': { status: 404, title: 'No such API key' },
  'api_key.own_off': { status: 403, title: 'Nobody makes keys for themselves here' },
  'api_key.own_by_people': {
    status: 403,
    title: 'Only a person who is signed in makes a key of their own',
  },
  'api_key.too_many': { status: 409, title: 'You have as many keys of your own as one may' },
  'service_account.not_found': { status: 404, title: 'No such service account' },
  'service_account.name_taken': { status: 409, title: 'There is a service account of that name' },
  'scim.invalid_filter': { status: 400, title: 'The filter cannot be used' },
  'scim.invalid_path': { status: 400, title: 'The path of an operation cannot be used' },
  'scim.invalid_syntax': { status: 400, title: 'The body is not of the form SCIM gives it' },
  'scim.invalid_value': { status: 400, title: 'A value is missing or cannot be taken' },
  'scim.no_target': { status: 400, title: 'The path of an operation names nothing' },
  'scim.uniqueness': { status: 409, title: 'There is one of that name already' },
  'scim.not_found': { status: 404, title: 'The directory has no such resource' },
  'database.unavailable': {
    status: 503,
    title: 'The database does not answer or cannot write now; try again',
  },
  'server.failed': { status: 500, title: 'Something went wrong on our side' },
  'server.overloaded': {
    status: 503,
    title: 'More is asked of the server than it can do; it was not begun, try again',
  },
  'server.draining': { status: 503, title: 'The server is stopping' },
} as const satisfies Record<string, { status: number; title: string }>

export type ProblemCode = keyof typeof problems

/** A refusal that a caller should read. Anything else that is thrown is our bug and becomes a 500. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly code: ProblemCode
  readonly facts: Readonly<Record<string, unknown>>
  readonly faults: readonly Fault[]

  constructor(
    code: ProblemCode,
    facts: Record<string, unknown> = {},
    faults: readonly Fault[] = [],
  ) {
    super(problems[code].title)
    this.code = code
    this.facts = facts
    this.faults = faults
  }
}
