import type { ActionContext, Connector, Outcome } from '@pao/connectors'
import type { RunEvent } from '@pao/core/engine'
import type { Advance, Choose } from '../../src/requests/advance.ts'
import { actionOf, plannedOf, type Step } from '../../src/requests/change.ts'
import type { Held } from '../../src/requests/held.ts'
import { calendarBugs } from './bugs-calendar.ts'
import { limitBugs } from './bugs-limits.ts'
import { partBugs } from './bugs-parts.ts'
import { peopleBugs } from './bugs-people.ts'
import { storeBugs } from './bugs-store.ts'
import type { Bug } from './play.ts'
import type { World } from './world.ts'

/** Changes what happens to a request on its way into the one writer. */
function changing(change: (held: Held, step: Step) => Step): Bug {
  return choosing((step, held) => change(held, step))
}

/** The same, or nothing happens. */
function choosing(change: (step: Step, held: Held) => Step | undefined): Bug {
  const around =
    (choose: Choose): Choose =>
    (held) => {
      const step = choose(held)
      return step && change(step, held)
    }
  return {
    room: (requests) => {
      const { advance } = requests
      const wrapped: Advance = Object.assign(
        (key: Parameters<Advance>[0], choose: Choose) => advance(key, around(choose)),
        {
          within: (...[tx, key, choose]: Parameters<Advance['within']>) =>
            advance.within(tx, key, around(choose)),
        },
      )
      return { ...requests, advance: wrapped }
    },
  }
}

/** The step with another event, if it is one of these types. */
function replaced<T extends RunEvent['type']>(
  types: readonly T[],
  by: (event: Extract<RunEvent, { type: T }>, held: Held) => RunEvent,
): Bug {
  return changing((held, step) => {
    const { event } = step
    const fits = (types as readonly string[]).includes(event.type)
    return fits ? { ...step, event: by(event as Extract<RunEvent, { type: T }>, held) } : step
  })
}

/** Changes what a connector is told. */
function telling(change: (context: ActionContext, world: World) => ActionContext): Bug {
  const enter =
    (world: World, inner: Connector['execute']): Connector['execute'] =>
    (context, config) =>
      inner(change(context, world), config)
  return {
    connector: (connector, world) => ({ ...connector, execute: enter(world, connector.execute) }),
  }
}

function claimOf({ idempotencyKey }: ActionContext, world: World) {
  const [id = '', action = ''] = idempotencyKey.split('/')
  const entry = world.entryOf(world.tenantOf(id), id)
  const run = JSON.parse(entry?.request.run ?? '{"actions":{}}') as Held['run']
  return actionOf(run, action)
}

/** Whatever fails without an answer is taken for a final no. */
const timeoutIsFailure: Bug = {
  connector: (connector) => ({
    ...connector,
    async execute(context, config): Promise<Outcome> {
      const outcome = await connector.execute(context, config).catch((error: unknown): Outcome => ({
        kind: 'failed',
        retryable: true,
        class: 'timeout',
        code: 'remote.timeout',
        message: String(error),
      }))
      return outcome.kind === 'failed' ? { ...outcome, retryable: false } : outcome
    },
  }),
}

function without<T extends object>(event: T, name: keyof T): T {
  const rest = { ...event }
  delete rest[name]
  return rest
}

/** Each connector says of itself that it may be called as often as one likes. */
const repeated: Bug = {
  connector: (connector) => ({ ...connector, repeat: 'safe' }),
}

/** A call that shall undo something is taken for done when no answer comes. */
const undoneUnseen: Bug = {
  connector: (connector) => {
    const execute: Connector['execute'] = (context, config) =>
      connector.execute(context, config).catch((): Outcome => ({ kind: 'succeeded', outputs: {} }))
    return connector.type.startsWith('undo') ? { ...connector, execute } : connector
  },
}

/** Plans do not say what came after what. */
const undoneAtOnce: Bug = {
  room: (requests) => ({
    ...requests,
    takeIn: (taken) => {
      const { held } = taken.change
      const { actions, ...plan } = held.fixed.plan
      const loose = actions.map((action) => ({ ...action, after: [] }))
      held.fixed = { ...held.fixed, plan: { ...plan, actions: loose } }
      return requests.takeIn(taken)
    },
  }),
}

/** The second news of a thing counts as its end, though it may be the first one once more. */
function callbackAdvances(): Bug {
  const told = new Map<string, number>()
  return replaced(['action_signalled', 'action_waiting'], (event, held) => {
    const name = `${held.key.id} ${event.action}`
    const news = told.get(name) ?? 0
    if (event.type === 'action_signalled') {
      told.set(name, news + (event.by?.startsWith('webhook') === true ? 1 : 0))
      return event
    }
    const { action, fence } = event
    const object = `${held.key.id}/${action}/${actionOf(held.run, action)?.generation}`
    return news < 2 ? event : { type: 'action_succeeded', action, fence, outputs: { object } }
  })
}

/** Bugs that a fulfilment engine is known to have, each with what was changed to plant it. */
export const bugs: Readonly<Record<string, () => Bug>> = {
  ...storeBugs,
  ...calendarBugs,
  ...limitBugs,
  ...peopleBugs,
  ...partBugs,
  'outcome written without its fence': () =>
    replaced(['action_succeeded', 'action_failed', 'action_waiting'], (event, held) => ({
      ...event,
      fence: actionOf(held.run, event.action)?.fence ?? event.fence,
    })),
  'poison is never counted': () =>
    replaced(['action_lost'], (event) => ({ ...event, type: 'action_released', ambiguous: true })),
  'outputs overwritten on retry': () =>
    replaced(['retry_requested'], (event, held) => ({
      ...event,
      from: held.fixed.plan.actions[0]?.id ?? '',
    })),
  'duplicate callback advances the step': callbackAdvances,
  'key per attempt': () =>
    telling((context) => ({
      ...context,
      idempotencyKey: `${context.idempotencyKey}/${context.action.attempt}`,
    })),
  'no intent: a lost try is forgotten': () =>
    telling((context, world) => {
      const isLost = (claimOf(context, world)?.lostClaims ?? 0) > 0
      return isLost ? { ...context, action: { ...context.action, maybeDone: false } } : context
    }),
  'unknown outcome retried blindly': () =>
    telling((context, world) => {
      const isLost = (claimOf(context, world)?.lostClaims ?? 0) > 0
      return isLost ? context : { ...context, action: { ...context.action, maybeDone: false } }
    }),
  'doubt forgotten after a clear refusal or a retry': () =>
    telling((context, world) => {
      const { lostClaims = 0, attempt = 0, error } = claimOf(context, world) ?? {}
      const refused = error?.class === 'permanent' || error?.class === 'rate_limit'
      const maybeDone = lostClaims > 0 || (attempt > 1 && !refused)
      return { ...context, action: { ...context.action, maybeDone } }
    }),
  'timeout taken for a failure': () => timeoutIsFailure,
  'what must not be repeated is repeated': () => repeated,
  'an unclear end is reported without its doubt': () =>
    replaced(['action_failed', 'action_released'], (event) => without(event, 'ambiguous')),
  'nobody can tell is taken for: nothing happened': () =>
    replaced(['effect_resolved'], (event) => ({ ...without(event, 'outputs'), happened: false })),
  'undone is said before it is': () => undoneUnseen,
  'undone without asking what came after': () => undoneAtOnce,
  'a skip is answered and not written': () =>
    choosing((step) => (step.event.type === 'action_skipped' ? undefined : step)),
  'who is asked has agreed': () =>
    replaced(['action_waiting'], (event, held) => {
      const { action, fence } = event
      const asks = plannedOf(held.fixed.plan, action)?.lane === 'gate'
      return asks ? { type: 'action_succeeded', action, fence, outputs: {} } : event
    }),
  'a hold costs a try': () =>
    replaced(['action_held'], ({ action, fence, reason: message }) => {
      const error = { code: 'remote.held', message, class: 'connection' }
      return { type: 'action_failed', action, fence, error, retryable: false }
    }),
}
