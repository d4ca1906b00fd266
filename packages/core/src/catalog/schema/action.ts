import { Type } from 'typebox'
import type { Action, Condition } from '../item.ts'
import {
  amount,
  anything,
  branch,
  choice,
  closed,
  flag,
  freeMap,
  idPattern,
  maybe,
  text,
  whole,
  words,
} from './parts.ts'

const retry = closed(
  {
    enabled: maybe(flag('Whether failures are tried again')),
    attempts: maybe(whole('Tries, the first included; default 3', { minimum: 1, maximum: 50 })),
    delay: maybe(amount('Seconds before the second try; default 30', { minimum: 0 })),
    backoff: maybe(choice('How the delay grows', ['linear', 'exponential', 'fibonacci'])),
    max_delay: maybe(amount('Longest delay in seconds', { minimum: 0 })),
    retry_on: maybe(words('Failure classes: timeout, connection, rate_limit, 5xx, error:<code>')),
  },
  { description: 'When and how often it is tried again' },
)

const circuitBreaker = closed(
  {
    enabled: maybe(flag('Whether the breaker is used')),
    failure_threshold: maybe(whole('Failures in a row that open it', { minimum: 1 })),
    success_threshold: maybe(whole('Successes that close it again', { minimum: 1 })),
    timeout: maybe(amount('Seconds it stays open', { minimum: 0 })),
  },
  { description: 'Stops calling a target that is down' },
)

const errorHandling = closed(
  {
    strategy: maybe(choice('What a failure means', ['fail', 'continue', 'retry', 'fallback'])),
    fallback_action: maybe(
      text('Action that runs instead; automation may name one of manual.actions', { minLength: 1 }),
    ),
    fallback_after: maybe(
      amount('Seconds behind an open circuit breaker until it is called; default 300', {
        minimum: 0,
      }),
    ),
    notification: maybe(anything('Who is told')),
    escalation_after: maybe(amount('Minutes until it is escalated', { minimum: 0 })),
  },
  { description: 'What a failure means for the request' },
)

const output = closed(
  {
    capture: maybe(flag('Keep what the action returned')),
    fields: maybe(
      Type.Record(Type.String(), Type.String(), {
        description: 'Output name to path in the answer',
      }),
    ),
    store_in_state: maybe(flag('Keep outputs with the request')),
    ttl: maybe(
      amount('Seconds after the action ended in which secret outputs may be shown', { minimum: 0 }),
    ),
    sensitive: maybe(words('Outputs that are secrets')),
    reveal: maybe(
      words(
        'Secret outputs that whoever ordered may have shown to them, one by one and noted; without it a secret never comes back out',
      ),
    ),
  },
  { description: 'What later actions may read' },
)

const rollback = closed(
  {
    enabled: maybe(flag('Whether it is undone')),
    action: maybe(
      Type.Unsafe<string | Omit<Action, 'id'>>({
        description: 'Id of the action that undoes it, or that action inline',
        type: ['string', 'object'],
        ...branch({ type: 'object' }, { $ref: '#/$defs/inline_action' }),
      }),
    ),
    automatic: maybe(flag('Undo on failure without being asked')),
    preserve_state: maybe(flag('Keep outputs and state afterwards')),
  },
  { description: 'How the action is undone' },
)

const body = {
  name: maybe(text('Shown name', { minLength: 1 })),
  description: maybe(text('What it does')),
  type: text('Action type', { minLength: 1 }),
  order: maybe(amount('Actions of a lower order come first')),
  parallel_group: maybe(
    Type.Unsafe<string>({
      type: ['string', 'integer'],
      minLength: 1,
      description: 'Actions of one order and group run together',
    }),
  ),
  config: freeMap('Settings of the action type'),
  conditions: maybe(
    Type.Unsafe<Condition | Condition[]>({
      description: 'Skipped unless this holds; a list must hold as a whole',
      type: ['object', 'array'],
      ...branch(
        { type: 'array' },
        { items: { $ref: '#/$defs/condition' } },
        { $ref: '#/$defs/condition' },
      ),
    }),
  ),
  dependencies: maybe(
    closed(
      {
        wait_for: maybe(words('Actions that must have ended')),
        require_success: maybe(flag('Skip when one of them did not succeed')),
      },
      { description: 'What must come before' },
    ),
  ),
  retry: maybe(retry),
  timeout: maybe(amount('Seconds for the whole action; default 300', { exclusiveMinimum: 0 })),
  circuit_breaker: maybe(circuitBreaker),
  error_handling: maybe(errorHandling),
  rollback: maybe(rollback),
  output: maybe(output),
}

const id = text('Unique in the item', { pattern: idPattern })

/** An action of v2. */
export const action = closed({ id, ...body }, { description: 'One step' })

/** An action of v1: no id needed; a rollback may be the action itself. */
export const actionV1 = closed(
  {
    ...body,
    id: maybe(id),
    rollback: maybe(
      Type.Unsafe<unknown>({
        description: 'The action that undoes it, or a v2 rollback',
        type: 'object',
        ...branch({ required: ['type'] }, { $ref: '#/$defs/inline_action' }, rollback),
      }),
    ),
  },
  { description: 'One step' },
)

/** An action without an id: what undoes another one. */
export const inlineAction = closed({ ...body, id: maybe(id) }, { description: 'What undoes it' })
