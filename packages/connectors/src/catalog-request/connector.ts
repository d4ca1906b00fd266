import { defineConnector } from '../kit/connector.ts'
import type { ActionContext } from '../kit/context.ts'
import type { PlacedOrder } from '../kit/orders.ts'
import type { Outcome, Outputs } from '../kit/outcome.ts'
import { permanent } from '../kit/target.ts'
import { CatalogRequestConfig, catalogRequestEffect } from './config.ts'

/** Milliseconds between looks; usually the end of the request wakes the action long before. */
const lookAgainMs = 15_000

/** Orders another item as a request of its own and waits for its end. */
export const catalogRequest = defineConnector({
  type: 'catalog-request',
  config: CatalogRequestConfig,
  ...catalogRequestEffect,
  recorded: [],
  outputs: {
    request_id: { description: 'Id of the request that was made' },
    request_url: { description: 'Where a person sees it' },
    request_state: { description: 'How it stood when this action ended' },
  },
  execute: order,
  poll: look,
  resume: (context, config, memo) => look(context, config, memo),
  cancel: stop,
  compensate: undo,
  undoBegun: callOff,
})

async function order(context: ActionContext, config: CatalogRequestConfig): Promise<Outcome> {
  if (context.signal.aborted) return cancelled
  const placed = await context.orders.submit({
    item: config.item,
    ...(config.version !== undefined && { version: config.version }),
    fields: config.fields ?? {},
  })
  if ('refused' in placed) {
    const { code, message, faults } = placed.refused
    const places = faults.slice(0, 10).map(({ at, message: why }) => `${at}: ${why}`)
    return permanent('order.refused', [`${message} (${code})`, ...places].join('; '))
  }
  context.log(`ordered ${config.item}: request ${placed.id}`)
  return config.wait_for_completion === false ? succeeded(placed) : outcomeOf(context, placed)
}

async function look(
  context: ActionContext,
  _config: CatalogRequestConfig,
  memo: Outputs,
): Promise<Outcome> {
  const { orders } = context
  const request = String(memo['request'])
  const isUndoing = memo['undoing'] === true
  const placed = await (isUndoing ? orders.callOff(request) : orders.look(request))
  if (!placed) return permanent('order.gone', 'The request that was ordered cannot be found')
  return isUndoing ? undone(context, placed) : outcomeOf(context, placed)
}

async function stop(
  { orders }: ActionContext,
  _config: CatalogRequestConfig,
  memo: Outputs,
): Promise<Outcome> {
  await orders.cancel(String(memo['request']))
  return { kind: 'succeeded', outputs: {} }
}

async function undo(
  context: ActionContext,
  _config: CatalogRequestConfig,
  outputs: Outputs,
): Promise<Outcome> {
  const placed = await context.orders.rollBack(String(outputs['request_id']))
  if (!placed) return permanent('order.not_undone', 'The request cannot be rolled back')
  return undone(context, placed)
}

/** Ends when the request has; what it made is undone by itself. */
async function callOff(
  context: ActionContext,
  _config: CatalogRequestConfig,
  memo: Outputs,
): Promise<Outcome> {
  const { orders } = context
  const known = memo['request']
  const placed = await orders.callOff(typeof known === 'string' ? known : undefined)
  if (!placed) return { kind: 'succeeded', outputs: {} }
  const again = placed.state === 'rollback_failed' ? await orders.rollBack(placed.id) : undefined
  return undone(context, again ?? placed)
}

function outcomeOf(context: ActionContext, placed: PlacedOrder): Outcome {
  switch (placed.state) {
    case 'completed':
      return succeeded(placed)
    case 'failed':
    case 'cancelled':
    case 'rejected':
    case 'rolled_back':
    case 'rollback_failed':
      return failed(placed)
    default:
      return waiting(context, placed, {})
  }
}

function succeeded({ id, url, state, outputs, sensitive }: PlacedOrder): Outcome {
  return {
    kind: 'succeeded',
    outputs: { ...outputs, request_id: id, request_url: url, request_state: state },
    sensitive,
    ref: { kind: 'request', id, url },
  }
}

function failed({ id, url, state, error }: PlacedOrder): Outcome {
  return {
    kind: 'failed',
    retryable: false,
    class: state === 'rejected' ? 'rejected' : 'permanent',
    code: `order.${state}`,
    message: error
      ? `Request ${id} ${state === 'rejected' ? 'was rejected' : 'failed'}: ${error.message}`
      : `Request ${id} ended as ${state.replaceAll('_', ' ')}`,
    ref: { kind: 'request', id, url },
  }
}

function waiting({ now }: ActionContext, { id, url }: PlacedOrder, memo: Outputs): Outcome {
  return {
    kind: 'waiting',
    until: now + lookAgainMs,
    waitingFor: 'remote',
    key: `request:${id}`,
    memo: { request: id, ...memo },
    ref: { kind: 'request', id, url },
  }
}

/** What can be undone of one that ended badly has been undone by then. */
function undone(context: ActionContext, placed: PlacedOrder): Outcome {
  const { id, url, state } = placed
  switch (state) {
    case 'rolled_back':
    case 'cancelled':
    case 'failed':
    case 'rejected':
      return { kind: 'succeeded', outputs: {}, ref: { kind: 'request', id, url } }
    case 'completed':
    case 'rollback_failed':
      return permanent('order.not_undone', `Request ${id} is ${state.replaceAll('_', ' ')}`)
    default:
      return waiting(context, placed, { undoing: true })
  }
}

const cancelled: Outcome = {
  kind: 'failed',
  retryable: false,
  class: 'cancelled',
  code: 'order.stopped',
  message: 'Nothing was ordered: the request was stopped',
  made: 'no',
}
