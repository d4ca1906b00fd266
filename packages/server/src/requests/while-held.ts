import { TransportFailure } from '@pao/connectors'
import type { Outside } from './deps.ts'

/**
 * The doors out of a worker that may have slept through its lease (a stopped process, a moved machine):
 * asked at the last moment before anything leaves, after the breakers have thought about it. A fence keeps
 * a late word out of the database, but only this keeps a late call from being made.
 */
export function whileHeld(outside: Outside, holds: (() => boolean) | undefined): Outside {
  if (holds === undefined) return outside
  const check = (): void => checkHeld(holds)
  return {
    ...outside,
    http: {
      send: async (call) => {
        check()
        return outside.http.send(call)
      },
    },
    mail: {
      send: async (...letter) => {
        check()
        return outside.mail.send(...letter)
      },
    },
    tcp: {
      probe: async (call) => {
        check()
        return outside.tcp.probe(call)
      },
    },
    sql: {
      ask: async (call) => {
        check()
        return outside.sql.ask(call)
      },
    },
  }
}

/** Throws when somebody else may have the action by now; without `holds` nobody can. */
export function checkHeld(holds: (() => boolean) | undefined): void {
  if (holds && !holds())
    throw new TransportFailure('aborted', 'The action is in other hands', { sent: false })
}
