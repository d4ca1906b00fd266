import { type ActionContext, TransportFailure } from './context.ts'
import { remembersLike } from './memory.ts'
import { WorkFailure } from './process.ts'
import { changesSomething } from './sent-changes.ts'

/**
 * The context of a look: nothing outside can be changed through it, whatever a connector does. HTTP lets through what
 * reads by its method, or says of itself that it only asks; states can be read and not written; nothing is ordered,
 * mailed, kept or counted.
 */
export function lookingOnly(context: ActionContext): ActionContext {
  const { keep, states, http: door } = context
  const http: ActionContext['http'] = {
    send: (call) => (changesSomething(call) ? refuse(`send ${call.method}`) : door.send(call)),
  }
  remembersLike(http, door)
  const { windows: _windows, usage: _usage, ...rest } = context
  return {
    ...rest,
    http,
    mail: { send: () => refuse('send mail') },
    orders: {
      submit: () => refuse('order'),
      look: context.orders.look,
      cancel: () => refuse('cancel'),
      callOff: () => refuse('cancel'),
      rollBack: () => refuse('roll back'),
    },
    keep: { get: keep.get, put: () => refuseToKeep(), drop: () => refuseToKeep() },
    states: { look: states.look, grant: (name) => states.grant(name, 'read') },
  }
}

function refuse(what: string): Promise<never> {
  const message = `A look may not ${what}`
  return Promise.reject(new TransportFailure('invalid_request', message, { sent: false }))
}

function refuseToKeep(): Promise<never> {
  return Promise.reject(new WorkFailure('refused', 'A look may not keep anything'))
}
