import { Type } from '@fastify/type-provider-typebox'
import { moment } from './closing.ts'

/** What of a request says until when it was promised. */
export const promiseFacts = {
  sla: Type.Optional(
    Type.Object(
      {
        due_at: moment('When all of the promised time is gone.'),
        warn_at: moment('When 80 % of it are gone.'),
        warned_at: Type.Optional(moment('When the owner was warned.')),
        breached_at: Type.Optional(moment('When the promise was broken.')),
      },
      { description: 'The clock of what the item promises; it runs from the start of the work.' },
    ),
  ),
}
