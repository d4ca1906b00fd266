import type { ActionContext, Connector } from '@pao/connectors'
import type { RunEvent } from '@pao/core/engine'
import type { Being } from './time.ts'
import type { World } from './world.ts'

type Caller = { world: World; process: Being }

/** Looks on at every call of one process: the same claim must not be carried out by two of its handlers. */
export function watchCalls(caller: Caller, connector: Connector): Connector {
  const { execute, poll, resume, compensate } = connector
  const note = (context: ActionContext, config: unknown): void => {
    checkCall(caller, context)
    checkInput(caller, context, config as { size?: unknown })
  }
  return {
    ...connector,
    execute: (context, ...rest) => (note(context, rest[0]), execute(context, ...rest)),
    ...(poll && { poll: (context, ...rest) => (note(context, rest[0]), poll(context, ...rest)) }),
    ...(resume && {
      resume: (context, ...rest) => (note(context, rest[0]), resume(context, ...rest)),
    }),
    ...(compensate && {
      compensate: (context, ...rest) => (note(context, rest[0]), compensate(context, ...rest)),
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

type Logged = { event?: RunEvent }

/** S23: what a call is given is what stood in the log as the last edit before one of the caller's claims. */
function checkInput(
  caller: Caller,
  { idempotencyKey }: ActionContext,
  config: { size?: unknown },
): void {
  const { world } = caller
  const [id = '', name = ''] = idempotencyKey.split('/')
  const { events = [] } = world.entryOf(world.tenantOf(id), id) ?? {}
  if (!events.some(({ type }) => type === 'input_edited')) return
  const told = events.flatMap(({ data }) => (JSON.parse(data) as Logged).event ?? [])
  const own = told.filter((event) => 'action' in event && event.action === name)
  const meant = meantBy(caller, own)
  if (!meant.has(config.size)) {
    const words = `${String(config.size)}, not ${[...meant].join(' or ')}`
    world.violate('S23', `${id} ${name} was given ${words}`)
  }
}

/** What each claim of the caller was to be given. */
function meantBy({ world, process }: Caller, own: readonly RunEvent[]): ReadonlySet<unknown> {
  let size: unknown
  const meant = new Set<unknown>()
  for (const event of own) {
    if (event.type === 'input_edited') size = event.changes['/size'] ?? size
    if (event.type === 'action_claimed' && world.workers.get(event.worker) === process)
      meant.add(size)
  }
  return meant
}
