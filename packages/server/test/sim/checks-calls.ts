import type { ActionContext, Connector } from '@pao/connectors'
import type { Being } from './time.ts'
import type { World } from './world.ts'

type Caller = { world: World; process: Being }

/** Looks on at every call of one process: the same claim must not be carried out by two of its handlers. */
export function watchCalls(caller: Caller, connector: Connector): Connector {
  const { execute, poll, resume, compensate } = connector
  const note = (context: ActionContext): void => checkCall(caller, context)
  return {
    ...connector,
    execute: (context, ...rest) => (note(context), execute(context, ...rest)),
    ...(poll && { poll: (context, ...rest) => (note(context), poll(context, ...rest)) }),
    ...(resume && { resume: (context, ...rest) => (note(context), resume(context, ...rest)) }),
    ...(compensate && {
      compensate: (context, ...rest) => (note(context), compensate(context, ...rest)),
    }),
  }
}

/**
 * S10: a process makes at most as many calls as it has claims. Which fence a call belongs to no connector is
 * told, so all claims of one try are counted.
 */
function checkCall({ world, process }: Caller, { request, action, idempotencyKey }: ActionContext) {
  const [id = '', name = '', generation] = idempotencyKey.split('/')
  const { attempts } = world.entryOf(world.tenantOf(id), id) ?? { attempts: new Map() }
  const claims = [...attempts.values()].filter(
    (row) =>
      row.action_id === name &&
      row.attempt === action.attempt &&
      row.generation === Number(generation) &&
      world.workers.get(row.worker) === process,
  )
  const about = `${process.name} ${idempotencyKey} ${action.attempt}`
  const calls = (world.calls.get(about) ?? 0) + 1
  world.calls.set(about, calls)
  if (calls > claims.length)
    world.violate(
      'S10',
      `${request.id} ${name} was called ${calls} times with ${claims.length} claims`,
    )
}
