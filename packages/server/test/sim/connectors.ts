import {
  type ActionContext,
  type Connector,
  type Outcome,
  type Outputs,
  TransportFailure,
  connectors as shelf,
} from '@pao/connectors'
import { Type } from 'typebox'
import { asking } from './asking.ts'
import { watchCalls } from './checks-calls.ts'
import { between } from './dice.ts'
import type { Mortal } from './door.ts'
import type { Remote, Reply } from './remote.ts'
import type { World } from './world.ts'

/** Told what people and senders of webhooks outside are to do. */
export type Outsiders = {
  /** Something was made and will bring news of itself, once more when it is done. */
  onTicket(effect: string, doneAt?: number): void
  /** Somebody is to do something by hand. */
  onDesk(request: string, action: string): void
}

type Parts = { world: World; remote: Remote; outsiders: Outsiders; process: Mortal }

const pollMs = 3_000
const config = Type.Object({}, { additionalProperties: true })
const outputs = { object: { description: 'What was made' } }

/** The connectors of one process: what they do happens to the remote, whoever asks. */
export function connectorsOf(parts: Parts): ReadonlyMap<string, Connector> {
  const all = [
    keyed(parts),
    searched(parts),
    ticket(parts),
    once(parts),
    undo(parts, 'undo', 'safe'),
    undo(parts, 'undo-once', 'never'),
    desk(parts),
    poison(parts),
    ordering(parts),
    asking({ world: parts.world, tell: (effect, at) => parts.outsiders.onTicket(effect, at) }),
  ]
  return new Map(all.map((connector) => [connector.type, watchCalls(parts, connector)]))
}

function askOf({ process, world }: Parts, context: ActionContext, kind: string) {
  const { idempotencyKey: key, action, signal, request } = context
  const { attempt, maybeDone } = action
  const tenant = world.tenantOf(request.id)
  return { key, kind, tenant, attempt, maybeDone: maybeDone === true, signal, process }
}

function failure(reply: Extract<Reply, { ok: false }>): Outcome {
  const { ok: _, ...failed } = reply
  return { kind: 'failed', code: `remote.${reply.class}`, message: reply.class, ...failed }
}

/** Nothing goes out while the circuit breaker of the target is open. */
function passDoor({ world }: Parts): void {
  if (!world.strikes('held')) return
  const forMs = Math.round(between(world.dice('held'), 500, 6_000))
  const held = { target: 'remote', forMs }
  throw new TransportFailure('breaker_open', 'its breaker is open', { sent: false, held })
}

function success(effect: string): Outcome {
  return { kind: 'succeeded', outputs: { object: effect } }
}

function later({ now }: ActionContext): Outcome {
  return { kind: 'waiting', waitingFor: 'remote', until: now + 8_000, memo: {}, ambiguous: true }
}

function waits({ now, idempotencyKey: object }: ActionContext): Outcome {
  const until = now + pollMs
  return { kind: 'waiting', waitingFor: 'remote', until, memo: { object }, key: `jira::${object}` }
}

/** Gives the remote a key, which makes one thing of many calls. */
function keyed(parts: Parts): Connector {
  return {
    type: 'keyed',
    repeat: 'safe',
    config,
    recorded: [],
    outputs,
    async execute(context) {
      passDoor(parts)
      const reply = await parts.remote.create(askOf(parts, context, 'keyed'))
      return reply.ok ? success(reply.made.key) : failure(reply)
    },
    compensate: (context, _config, made) => takeAway(parts, context, made['object']),
  }
}

async function takeAway(parts: Parts, context: ActionContext, object: unknown): Promise<Outcome> {
  passDoor(parts)
  const reply = await parts.remote.takeAway(askOf(parts, context, 'undo'), String(object))
  return reply.ok ? { kind: 'succeeded', outputs: {} } : failure(reply)
}

/** Takes away what the action it undoes made. */
function undo(parts: Parts, type: string, repeat: 'safe' | 'never'): Connector {
  return {
    type,
    repeat,
    config,
    recorded: [],
    outputs,
    execute: (context, given) => takeAway(parts, context, (given as Outputs)['object']),
  }
}

/** Has neither key nor search: a second call is a second thing. */
function once(parts: Parts): Connector {
  return {
    type: 'once',
    repeat: 'never',
    config,
    recorded: [],
    outputs,
    async execute(context) {
      passDoor(parts)
      const reply = await parts.remote.create(askOf(parts, context, 'once'))
      return reply.ok ? success(reply.made.key) : failure(reply)
    },
  }
}

/**
 * Has no key: looks before it makes. Once a try may have worked unseen it waits until a search would
 * find it, also after a try of its own.
 */
function searched(parts: Parts): Connector {
  const looked = async (context: ActionContext): Promise<Outcome | undefined> => {
    const found = await parts.remote.search(context.idempotencyKey, parts.process)
    return found && success(found.key)
  }
  const make = (context: ActionContext): Promise<Reply> =>
    parts.remote.create(askOf(parts, context, 'searched'))
  return {
    type: 'searched',
    repeat: 'search',
    config,
    recorded: [],
    outputs,
    async execute(context) {
      passDoor(parts)
      const found = await looked(context)
      if (found) return found
      if (context.action.maybeDone === true) return later(context)
      const reply = await make(context)
      return reply.ok ? success(reply.made.key) : failure(reply)
    },
    async poll(context) {
      passDoor(parts)
      const found = await looked(context)
      if (found) return found
      const reply = await make(context).catch(() => undefined)
      if (!reply || (!reply.ok && reply.retryable)) return later(context)
      return reply.ok ? success(reply.made.key) : failure(reply)
    },
    compensate: (context, _config, made) => takeAway(parts, context, made['object']),
  }
}

/** Keyed, takes its time, and brings news of itself by webhook. */
function ticket(parts: Parts): Connector {
  const look = async (context: ActionContext): Promise<Outcome> => {
    passDoor(parts)
    const made = await parts.remote.look(context.idempotencyKey, parts.process)
    if (made && made.doneAt <= parts.world.time.now) return success(made.key)
    return waits(context)
  }
  return {
    type: 'ticket',
    repeat: 'safe',
    config,
    recorded: [],
    outputs,
    async execute(context) {
      passDoor(parts)
      const reply = await parts.remote.create(askOf(parts, context, 'ticket'))
      if (!reply.ok) return failure(reply)
      parts.outsiders.onTicket(reply.made.key)
      return waits(context)
    },
    poll: look,
    resume: look,
    async cancel(context) {
      const made = await parts.remote.look(context.idempotencyKey, parts.process)
      if (made) made.cancelled = true
      return { kind: 'succeeded', outputs: {} }
    },
  }
}

/** Production's own: what it orders happens in the same store. */
function ordering({ world }: Parts): Connector {
  const found = shelf.get('catalog-request')
  if (!found) throw new Error('Nothing orders requests')
  const { undoBegun: _undoBegun, ...older } = found
  return world.story.older ? older : found
}

/** Waits for a person. */
function desk({ outsiders }: Parts): Connector {
  return {
    type: 'desk',
    repeat: 'safe',
    config,
    recorded: [],
    outputs,
    async execute({ request, action }) {
      outsiders.onDesk(request.id, action.id)
      return { kind: 'waiting', waitingFor: 'person', memo: {} }
    },
    async poll() {
      return { kind: 'waiting', waitingFor: 'person', memo: {} }
    },
    async resume() {
      return success('by hand')
    },
  }
}

/** Whoever calls it dies of it. */
function poison({ process }: Parts): Connector {
  return {
    type: 'poison',
    repeat: 'safe',
    config,
    recorded: [],
    outputs,
    execute: () =>
      new Promise(() => {
        process.kill()
      }),
  }
}
