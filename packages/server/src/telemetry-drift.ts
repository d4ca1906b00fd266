import type { Logger } from 'pino'
import { Counter, type Registry } from 'prom-client'

export type DriftFacts = {
  /** A look at what a request made ended: with how it stands, `failed`, or `unknown` where there is nothing to look at. */
  resourceLooked(fact: { outcome: string; resource: string }): void
  /** What a request made was found not to be as it was ordered, or gone, for the first time. */
  resourceDrifted(fact: { state: string; resource: string }): void
}

/** Figures of looks at what requests made. */
export function driftFacts(log: Logger, registry: Registry): DriftFacts {
  const looks = new Counter({
    name: 'pao_resource_looks_total',
    help: 'Looks at what requests made: in_sync, drifted, missing, unknown (nothing to look at) or failed',
    labelNames: ['outcome'],
    registers: [registry],
  })
  const drifted = new Counter({
    name: 'pao_resource_drift_total',
    help: 'Resources that were found not to be as they were ordered any more, or gone, when that began',
    labelNames: ['state'],
    registers: [registry],
  })
  return {
    resourceLooked: ({ outcome, resource }) => {
      looks.inc({ outcome })
      log.debug({ outcome, resource }, 'looked at a resource')
    },
    resourceDrifted: ({ state, resource }) => {
      drifted.inc({ state })
      log.warn({ state, resource }, 'a resource is not as it was ordered')
    },
  }
}
