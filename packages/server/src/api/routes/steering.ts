import type { FastifyRequest } from 'fastify'
import type { Controlled } from '#requests/control.ts'
import { creating, type Creating } from '../guards/idempotency.ts'
import { signedIn } from '../problem.ts'
import { answer, named } from './answers.ts'
import { linksOf } from './request-views.ts'

/** What the routes that steer a request share. */
export const tags = ['requests']
export const config = { access: 'request.control' as const, rule: 'control' as const }
/** Of work by hand: whom it is given to decides the task. */
export const doing = { access: 'task.do' as const }
/** Of what the item's team and operators do. */
export const completing = { access: 'request.complete' as const, rule: 'complete' as const }
export const idempotency = [
  'idempotency.key_invalid',
  'idempotency.mismatch',
  'idempotency.in_flight',
] as const
export const known = [...signedIn, 'request.not_found', 'body.invalid', 'query.invalid'] as const

export const nowAccepted = answer('It will happen.', named('Submitted'), {
  id: '0198c5a4-8a10-7000-8000-000000000001',
  state: 'queued',
  seq: 9,
  links: linksOf('0198c5a4-8a10-7000-8000-000000000001'),
})

/** How a call of this verb is answered and its answer kept. */
export function controlling(request: FastifyRequest, verb: string): Creating<Controlled> {
  return creating(request, `POST /requests/{id}/${verb}`, ({ id, state, seq }: Controlled) => ({
    status: 202,
    headers: {},
    body: JSON.stringify({ id, state, seq, links: linksOf(id) }),
  }))
}
